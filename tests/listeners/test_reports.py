"""Sharing a report, and having one come by itself."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.blocks import reports as report_blocks
from bot.domain.errors import InvalidFields, NotAllowed, NotFound, UserError
from bot.edge import Answer, Call, Form, OpenForm, Reply, UpdateForm
from bot.listeners import reports
from bot.store import audit, runs, schedules
from tests.conftest import NOON, Cast, Person
from tests.slack_takes import check_message, check_view

MADE = NOON - timedelta(days=8)
SHARED = json.dumps({"report": "weekly-sales", "period": "last week", "at": MADE.isoformat()})
WEEKDAYS: dict[str, Any] = {
    report_blocks.REPORT: "weekly-sales",
    report_blocks.CHANNEL: "CSALES",
    report_blocks.DAYS: ["0", "4"],
    report_blocks.TIME: "08:30",
    report_blocks.ZONE: "Asia/Kolkata",
}


def as_(call: Call, person: Person) -> Call:
    return replace(call, actor=person.actor)


def view_of(answer: Answer) -> dict[str, Any]:
    assert isinstance(answer, (OpenForm, UpdateForm))
    check_view(answer.view)
    drawn: dict[str, Any] = answer.view.to_dict()
    return drawn


def scheduled(call: Call, **other: object) -> dict[str, Any]:
    return view_of(reports.schedule(call, Form({**WEEKDAYS, **other})))  # type: ignore[dict-item]


def test_a_shared_report_is_that_of_the_day_it_was_made(call: Call) -> None:
    form = view_of(reports.choose_channel(call, SHARED))

    told = view_of(
        reports.share(call, Form({report_blocks.CHANNEL: "CSALES"}, form["private_metadata"]))
    )

    run = runs.claim(call.session, now=NOON)
    assert run is not None
    assert (run.destination, run.period, run.due_at) == ("CSALES", "last week", MADE)
    assert "<#CSALES>" in str(told)


def test_without_a_channel_the_form_stays_open(call: Call) -> None:
    with pytest.raises(InvalidFields) as refused:
        reports.share(call, Form({report_blocks.CHANNEL: None}, SHARED))

    assert set(refused.value.fields) == {report_blocks.CHANNEL}
    assert runs.claim(call.session, now=NOON) is None


def test_a_schedule_keeps_its_days_time_and_zone(call: Call) -> None:
    view_of(reports.new_schedule(call, "new"))

    told = str(scheduled(call))

    (made,) = schedules.active(call.session)
    assert (made.channel, made.rule.zone) == ("CSALES", "Asia/Kolkata")
    assert made.rule.weekdays == {0, 4}
    assert f"{made.rule.at:%H:%M}" == "08:30"
    assert "Asia/Kolkata" in told


def test_a_schedule_without_days_is_refused_at_its_field(call: Call) -> None:
    with pytest.raises(InvalidFields) as refused:
        scheduled(call, **{report_blocks.DAYS: []})

    assert set(refused.value.fields) == {report_blocks.DAYS}


def test_the_same_schedule_twice_is_refused(call: Call) -> None:
    scheduled(call)

    with pytest.raises(UserError, match="already"):
        scheduled(call)

    assert len(schedules.active(call.session)) == 1


def test_whoever_made_a_schedule_ends_it_and_the_list_shows_it(call: Call) -> None:
    scheduled(call)
    (made,) = schedules.active(call.session)

    reply = reports.end(call, str(made.id))

    assert isinstance(reply, Reply)
    assert reply.replace_original
    check_message(reply.text, reply.blocks)
    assert schedules.active(call.session) == []
    with pytest.raises(NotFound):
        reports.end(call, str(made.id))


def test_anothers_schedule_is_ended_by_a_manager_alone(call: Call, cast: Cast) -> None:
    scheduled(as_(call, cast.maya))
    (made,) = schedules.active(call.session)

    with pytest.raises(NotAllowed):
        reports.end(call, str(made.id))
    reports.end(as_(call, cast.omar), str(made.id))

    assert schedules.active(call.session) == []


def test_every_deed_is_in_the_audit_with_who_did_it(call: Call, cast: Cast) -> None:
    reports.share(call, Form({report_blocks.CHANNEL: "CSALES"}, SHARED))
    scheduled(call)
    reports.end(call, str(schedules.active(call.session)[0].id))
    audit.write_pending(call.session)

    told = [(entry.verb, entry.by_id) for entry in audit.entries(call.session, after=1)]
    ravi = cast.ravi.member.id
    assert told == [
        (audit.Verb.REPORT_REQUESTED, ravi),
        (audit.Verb.SCHEDULE_CREATED, ravi),
        (audit.Verb.SCHEDULE_ENDED, ravi),
    ]
