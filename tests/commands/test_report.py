"""/report asks for a report, lists them, and leads to their schedules."""

from dataclasses import replace

import pytest

from bot.commands import report
from bot.domain.errors import UserError
from bot.edge import Call, OpenForm, Reply
from bot.store import runs
from tests.conftest import NOON
from tests.slack_takes import check_message, check_view

TYPED = ["", "last week", "weekly", "weekly-sales this month", "weakly-sales 2026-Q3", "SALES"]


def answer(call: Call, text: str) -> Reply:
    reply = report.report(call, text)
    assert isinstance(reply, Reply)
    if reply.blocks:
        check_message(reply.text, reply.blocks)
    return reply


@pytest.mark.parametrize("text", TYPED)
def test_a_report_is_made_for_whoever_asks(call: Call, text: str) -> None:
    said = answer(call, text).text

    run = runs.claim(call.session, now=NOON)
    assert run is not None
    assert (run.report, run.destination) == ("weekly-sales", "URAVI")
    assert "(Europe/Berlin)" in said


def test_what_is_no_period_is_told_with_examples_and_asks_nothing(call: Call) -> None:
    with pytest.raises(UserError, match="no period that I know"):
        report.report(call, "when the moon is full")

    assert runs.claim(call.session, now=NOON) is None


@pytest.mark.parametrize(
    ("typed", "meant"), [("shedule", "schedule"), ("lits", "list"), ("hlep", "help")]
)
def test_a_mistyped_word_gets_a_suggestion(call: Call, typed: str, meant: str) -> None:
    assert answer(call, typed).text.endswith(f"Or did you mean `/report {meant}`?")
    assert runs.claim(call.session, now=NOON) is None


@pytest.mark.parametrize("text", ["schedule", "Schedule", "schedule weekly"])
def test_schedule_opens_a_form_in_the_workspaces_zone(call: Call, text: str) -> None:
    opened = report.report(replace(call, channel="CSALES"), text)

    assert isinstance(opened, OpenForm)
    check_view(opened.view)
    assert "CSALES" in str(opened.view.to_dict())
    assert report.COMMAND.opens_form(text)


def test_list_shows_what_comes_and_what_there_is(call: Call) -> None:
    assert "`/report weekly-sales`" in answer(call, "list").text
    assert "/report schedule" in answer(call, "help").text
    assert not report.COMMAND.opens_form("list")
