"""`/report approvals` after a week of decisions: in words, with its chart and its table."""

import csv
import io
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.sandbox.person import Person
from tests.running_bot import wait_until
from tests.scenarios.conftest import APPROVALS, Clock, Office
from tests.scenarios.test_orders import raise_order

pytestmark = pytest.mark.parametrize("delivery", ["socket"], indirect=True)

MONDAY_TEN = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
DRAWING = 60.0


@pytest.fixture
def clock() -> Clock:
    return Clock(MONDAY_TEN)


def asks(person: Person) -> dict[str, Any]:
    person.types("/report approvals this week")
    person.sees("is on its way")
    return person.sees("Approvals: ", within=DRAWING)


def table(office: Office, person: Person, workspace: str, ts: str) -> list[dict[str, str]]:
    """Wait for the CSV in the thread of the report, and read it."""

    def files() -> list[dict[str, Any]]:
        replies = person.messages(thread_ts=ts)
        return [file for reply in replies for file in reply.get("files") or []]

    wait_until(lambda: bool(files()), seconds=DRAWING)
    (file,) = files()
    assert file["name"].endswith(".csv")
    content = office.desk.sandbox.world.workspaces[workspace].files[file["id"]].content
    assert content is not None
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_maya_sees_how_long_approvals_took_and_why_one_was_rejected(office: Office) -> None:
    raise_order(office.ravi, chairs=30, chai=10)
    office.ravi.closes(everything=True)
    office.maya.sees("Order 1", channel=APPROVALS)
    office.it_is(MONDAY_TEN + timedelta(hours=3))
    office.maya.clicks("Approve", channel=APPROVALS)
    office.ravi.sees("Approved by Maya")
    office.it_is(MONDAY_TEN + timedelta(days=2))
    raise_order(office.ravi, chairs=40, chai=10)
    office.ravi.closes(everything=True)
    office.omar.sees("Order 2", channel=APPROVALS)
    office.it_is(MONDAY_TEN + timedelta(days=2, hours=5))
    office.omar.clicks("reject_order", channel=APPROVALS)
    office.omar.modal(titled="Reject order")
    office.omar.submits({"reason_code": "Wrong terms", "reason": "No chairs before May."})
    office.ravi.sees("No chairs before May.")
    raise_order(office.ravi, chairs=1, chai=1)
    office.ravi.modal(titled="Order 3")

    report = asks(office.maya)

    words = str(report["blocks"])
    for said in ("3.0 h", "5.0 h", "Maya", "Omar", "Wrong terms"):
        assert said in words, said
    picture = next(block for block in report["blocks"] if block["type"] == "image")
    assert "Median" in picture["alt_text"]
    rows = table(office, office.maya, "TACME", report["ts"])
    found = {(row["section"], row["name"]): row for row in rows}
    medians = {who: found["approver", who]["median_hours"] for who in ("Maya", "Omar")}
    assert float(medians["Maya"]) == pytest.approx(3, abs=0.1)
    assert float(medians["Omar"]) == pytest.approx(5, abs=0.1)
    assert found["outcome", "rejected"]["count"] == "1"
    assert found["rejection reason", "Wrong terms"]["count"] == "1"
    assert found["sent", "sent"]["count"] == "3"

    elsewhere = asks(office.charlie)
    assert "No approval was decided" in str(elsewhere["blocks"])
    assert "Maya" not in str(elsewhere)
    rows = table(office, office.charlie, "TGLOBEX", elsewhere["ts"])
    assert {row["count"] for row in rows} == {"0"}
