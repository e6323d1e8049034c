"""The forms of the policy on an admin's phone."""

from dataclasses import replace
from typing import Any

from slack_sdk.models.views import View

from bot.domain.policies import (
    Rule,
)
from bot.edge import Call, Form, OpenForm, UpdateForm
from bot.edge.call import Value
from bot.listeners import policies
from bot.store import policy_drafts
from tests.conftest import Person
from tests.slack_takes import check_view


class Screen:
    """An admin's phone: presses what is shown, and keeps what comes."""

    def __init__(self, call: Call, person: Person) -> None:
        self._call = replace(call, actor=person.actor)
        self.view: View = shown(policies.open_policy(self._call, "policy"))

    def press(self, handler: Any, value: str, **typed: Value) -> "Screen":
        form = Form(typed, self.view.private_metadata or "")
        self.view = shown(handler(replace(self._call, form=form), value))
        return self

    def send(self, handler: Any, **typed: Value) -> object:
        answer = handler(self._call, Form(typed, self.view.private_metadata or ""))
        if isinstance(answer, UpdateForm):
            self.view = shown(answer)
        return answer

    @property
    def rules(self) -> tuple[Rule, ...]:
        draft = policy_drafts.of_member(self._call.session, self._call.actor.member_id)
        assert draft is not None
        return draft.rules

    @property
    def text(self) -> str:
        return str(self.view.to_dict())


def shown(answer: object) -> View:
    assert isinstance(answer, UpdateForm | OpenForm)
    check_view(answer.view)
    return answer.view
