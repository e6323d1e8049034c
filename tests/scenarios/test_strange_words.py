"""The strangest words through every part, under a prefix, with approvals in direct messages."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from sqlalchemy import Engine

from bot.app import handlers
from bot.sandbox.person import Person
from bot.store.db import workspace_session
from tests import trade
from tests.conftest import ACME, Cast
from tests.running_bot import Desk, desk

MARKS = (
    "<!channel> <@UMAYA> &amp; <http://x.example|y> *b* _i_ ~s~ `/order 1` ```"
    " مؤسسة الخليج 株式会社 😀 "
)
CUSTOMER = f"Quixotic {MARKS * 4}"[:300].strip()
PRODUCT = f"Zeppelin {MARKS * 4}"[:300].strip()
NOTES = f"Windmills {MARKS * 60}"[:3000].strip()


@pytest.fixture
def strange(engine: Engine, cast: Cast) -> Iterator[Desk]:
    with workspace_session(engine, ACME) as session:
        for number in range(15):
            trade.product(session, f"{number} {PRODUCT}"[:300], EUR=100_000)
    with desk(engine, handlers(), prefix="dd-") as opened:
        yield opened
        _hold_to_our_word(opened.person("URAVI").get("journal")["entries"])


def test_strange_words_stand_as_they_were_typed(strange: Desk) -> None:
    ravi, maya, omar = (strange.person(user) for user in ("URAVI", "UMAYA", "UOMAR"))

    ravi.types("/dd-customer new")
    ravi.submits({"customer_name": CUSTOMER, "customer_notes": NOTES, "customer_city": MARKS[:90]})
    ravi.modal(titled="is created")
    ravi.closes(everything=True)
    ravi.types("/dd-customer quixotic")
    ravi.clicks("Edit")
    ravi.modal(titled="Edit customer")
    assert _typed(ravi, "customer_notes") == NOTES
    ravi.closes(everything=True)

    _order(ravi)
    for approver in (maya, omar):
        assert "Quixotic" in str(approver.sees("Order 1"))
    maya.clicks("Approve")
    maya.sees("is approved")
    omar.sees("Approved by Maya")

    ravi.types("/dd-order 1")
    ravi.clicks("Execute")
    for approver in (maya, omar):
        approver.sees("Execution started by")
    maya.types("/dd-order 1")
    maya.clicks("Cancel order or lines …")
    maya.submits({"reason_code": "Something else", "reason": NOTES[:1000]})
    maya.modal(titled="is cancelled")
    omar.sees("Cancelled by")
    ravi.sees("Cancelled by")

    ravi.types("/dd-log quixotic")
    ravi.submits({"interaction_summary": NOTES, "interaction_follow_up_on": "2099-01-01"})
    ravi.modal(titled="Logged")
    ravi.closes(everything=True)
    ravi.opens_home()
    ravi.home("Quixotic")
    ravi.types("/dd-report this month")
    ravi.sees("Weekly sales", within=30)


def test_a_draft_keeps_every_word_each_time_it_is_drawn(strange: Desk) -> None:
    ravi = strange.person("URAVI")
    ravi.types("/dd-order new")
    ravi.modal(titled="New order")
    ravi.fills({"notes": NOTES})
    ravi.clicks("Add line")
    ravi.modal(titled="Line 2")
    ravi.clicks("Add line")
    ravi.modal(titled="Line 3")

    assert _typed(ravi, "notes") == NOTES


def _order(person: Person) -> None:
    """Raise an order of fifteen lines for the customer with the strange name."""
    person.types("/dd-order new quixotic")
    person.modal(titled="New order")
    for line in range(15):
        if line:
            person.clicks("Add line")
            person.modal(titled=f"Line {line + 1}")
        chosen = person.suggestions("product_options", f"{line} Zep", block_id=f"product_{line}")[0]
        person.fills({f"product_{line}": chosen, f"discount_{line}": "12.5"})
    person.submits({"notes": NOTES})
    person.modal(titled="Order 1 is sent")
    person.closes(everything=True)


def _typed(person: Person, block_id: str) -> str:
    ((_, state),) = person.modal()["state"]["values"][block_id].items()
    return str(state["value"])


def _hold_to_our_word(journal: list[Mapping[str, Any]]) -> None:
    """Fail where a text would wake somebody, or names a command that is not there."""
    texts = [text for entry in journal for text in _mrkdwn(entry)]
    assert len(texts) > 20
    for text in texts:
        assert "<!" not in text.replace("<!date^", "")
        assert "<http" not in text
        assert text.count("`/") == text.count("`/dd-")


def _mrkdwn(value: Any) -> Iterator[str]:
    """Walk through a payload to every text that Slack would read as mrkdwn."""
    match value:
        case {"type": "mrkdwn", "text": str(text)}:
            yield text
        case dict():
            for each in value.values():
                yield from _mrkdwn(each)
        case list():
            for each in value:
                yield from _mrkdwn(each)
        case str() if value.startswith(('[{"', '{"')):
            # Slack's SDK sends blocks and views as JSON inside a form.
            yield from _mrkdwn(json.loads(value))
