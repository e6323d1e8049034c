"""Settings, policy and roles, from the press of a button to what is stored."""

from dataclasses import replace

from slack_sdk.models.views import View

from bot.blocks import settings as settings_blocks
from bot.domain.policies import Policy, Rule
from bot.edge import Call, Form, FormErrors, OpenForm, Reply, UpdateForm
from bot.edge.call import Value
from bot.listeners import settings
from bot.store import workspaces
from tests.conftest import Cast, Person
from tests.slack_takes import check_view

THREE = Policy(0, (Rule("a"), Rule("b"), Rule("c")))


def as_(call: Call, person: Person, form: Form | None = None) -> Call:
    return replace(call, actor=person.actor, form=form)


def shown(answer: object) -> View:
    assert isinstance(answer, UpdateForm | OpenForm)
    check_view(answer.view)
    return answer.view


def typed(**values: Value) -> Form:
    return Form(
        {
            settings_blocks.CHANNEL: None,
            settings_blocks.CURRENCY: "EUR",
            settings_blocks.ZONE: "Europe/Berlin",
            **values,
        }
    )


def test_saved_settings_are_stored_and_told(call: Call, cast: Cast) -> None:
    form = typed(settings_channel="CSALES", settings_currency="usd")

    answer = settings.save_settings(as_(call, cast.ana), form)

    assert isinstance(answer, Reply)
    assert "<#CSALES>" in answer.text
    assert workspaces.get(call.session).approvals_channel == "CSALES"
    assert workspaces.get(call.session).currency == "USD"


def test_wrong_settings_stand_at_their_fields(call: Call, cast: Cast) -> None:
    answer = settings.save_settings(as_(call, cast.ana), typed(settings_currency="XXY"))

    assert isinstance(answer, FormErrors)
    assert set(answer.errors) == {settings_blocks.CURRENCY}


def test_a_city_finds_its_zone_first(call: Call) -> None:
    assert settings.zones(call, "new york").options[0][0] == "America/New_York"
    assert ("Europe/Berlin", "Europe/Berlin") in settings.zones(call, "BERL").options
    assert settings.zones(call, "Atlantis").options == []
    assert len(settings.zones(call, "a").options) == 100
