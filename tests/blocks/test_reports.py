"""Reports as Slack shows them: complete, inside its limits, and waking nobody."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time
from typing import Any

import pytest

from bot.blocks import ids
from bot.blocks.posts import as_dicts
from bot.blocks.reports import (
    on_demand,
    report_message,
    report_text,
    schedule_form,
    schedule_list,
    share_form,
)
from bot.domain.posts import FILE_PLACEHOLDER
from bot.domain.reports import Fact, RenderedReport, Section
from bot.domain.schedules import Schedule, ScheduleRule
from bot.domain.zones import COMMON, time_zone
from bot.reports import summary
from tests.reports.ledger import Ledger, strange
from tests.slack_takes import check_message, check_view

TITLES = {"weekly-sales": "Weekly sales"}
EVIL = "<!channel> & *bold* `code` _it_ ~no~"
MONDAYS = Schedule(
    id=7,
    channel="C0SALES",
    report="weekly-sales",
    rule=ScheduleRule(frozenset({0}), time(9), "Europe/Berlin"),
    created_by_id=1,
    next_due_at=datetime(2026, 8, 17, 7, tzinfo=UTC),
)


def rendered(ledger: Ledger) -> RenderedReport:
    figures = ledger.figures()
    return RenderedReport(
        name="weekly-sales",
        title=summary.title(figures),
        period_text=summary.period_text(figures, zone="UTC"),
        facts=summary.facts(figures),
        summary=summary.sections(figures),
        alt_text=summary.alt_text(figures),
        png=b"\x89PNG",
        png_name="sales.png",
        csv=b"section",
        csv_name="sales.csv",
    )


def small() -> RenderedReport:
    ledger = Ledger()
    ledger.sell("2026-07-28T09:00", 100_00)
    ledger.sell("2026-08-04T09:00", 350_00)
    return rendered(ledger)


LONGEST = RenderedReport(
    name="weekly-sales",
    title=EVIL * 50,
    period_text=EVIL * 50,
    facts=(Fact(EVIL * 10, EVIL * 10, EVIL * 10),) * 12,
    summary=(Section(EVIL, tuple(f"{n} {'&' * 60} {EVIL}" for n in range(30))),) * 5,
    alt_text=EVIL * 100,
    png=b"\x89PNG",
    png_name="sales.png",
    csv=b"",
    csv_name="sales.csv",
)
EMPTY = rendered(Ledger())
REPORTS = [small(), rendered(strange()), LONGEST, EMPTY]


def message(report: RenderedReport, *, chart: str | None = FILE_PLACEHOLDER) -> list[Any]:
    return [*as_dicts(report_message(report, chart_file_id=chart))]


def mrkdwn(part: Any) -> Iterator[str]:
    """Every text that Slack would format, wherever it stands."""
    match part:
        case {"type": "mrkdwn", "text": str(text)}:
            yield text
        case dict():
            yield from mrkdwn(list(part.values()))
        case list():
            for one in part:
                yield from mrkdwn(one)


@pytest.mark.parametrize("report", REPORTS)
@pytest.mark.parametrize("chart", [FILE_PLACEHOLDER, None])
def test_every_report_passes_slacks_rules(report: RenderedReport, chart: str | None) -> None:
    blocks = message(report, chart=chart)

    check_message(report_text(report), blocks)
    assert len(report_text(report)) <= 4_000


@pytest.mark.parametrize("report", REPORTS)
def test_words_from_people_neither_wake_nor_format(report: RenderedReport) -> None:
    formatted = [report_text(report), *mrkdwn(message(report))]

    assert not [text for text in formatted if "<!channel>" in text or "*bold*" in text]
    assert len(formatted) > 3


def test_a_message_has_period_figures_picture_and_sections_in_this_order() -> None:
    blocks = message(small())

    assert [block["type"] for block in blocks] == [
        *("header", "context", "section", "image"),
        *("section", "section", "section", "section", "context"),
    ]
    assert blocks[1]["elements"][0]["text"].startswith("Week 32 of 2026 (3 Aug – 9 Aug 2026).")
    assert blocks[2]["fields"][0]["text"] == "*Net revenue*\n€350.00\nup 250.0%, was €100.00"
    assert blocks[3]["slack_file"] == {"id": FILE_PLACEHOLDER}
    assert blocks[3]["alt_text"] == small().alt_text
    assert blocks[4]["text"]["text"] == "*By rep*\n1. Ravi: €350.00, 1 order, up 250.0%"


def test_a_report_without_a_picture_shows_none() -> None:
    without = replace(small(), png=None)

    assert "image" not in {block["type"] for block in message(without)}
    assert "image" not in {block["type"] for block in message(small(), chart=None)}


def test_the_text_stands_alone() -> None:
    text = report_text(small())

    assert text.splitlines()[:8] == [
        small().title,
        small().period_text,
        "Net revenue: €350.00 (up 250.0%, was €100.00)",
        "Average order: €350.00 (up 250.0%, was €100.00)",
        "Orders: 1 (unchanged)",
        "Active customers: 1 (unchanged)",
        "New customers: 0 (down 100.0%, was 1)",
        "*By rep*",
    ]
    assert "Best: Week 32 of 2026, €350.00." in text


def test_what_does_not_fit_is_counted_not_cut_in_the_middle() -> None:
    text = report_text(LONGEST)

    assert text.endswith("more lines in the table (CSV).")
    assert all("&" not in line or "&amp;" in line for line in text.splitlines())


def test_a_report_on_demand_can_be_shared() -> None:
    blocks = [*as_dicts(on_demand(small(), chart_file_id=None, share_value="weekly-sales 2026"))]

    button = blocks[-1]["elements"][0]
    assert (button["action_id"], button["value"]) == (ids.SHARE_REPORT, "weekly-sales 2026")
    check_message("report", blocks)


def test_a_schedule_says_where_and_when_and_can_be_ended() -> None:
    blocks = [*as_dicts(schedule_list([MONDAYS], titles=TITLES))]

    assert blocks[1]["text"]["text"] == (
        "*Weekly sales* in <#C0SALES>, every Monday at 09:00 (Europe/Berlin).\n"
        "Next: <!date^1786950000^{date_short_pretty} {time}|17 Aug 2026 07:00 UTC>"
    )
    assert blocks[1]["accessory"]["value"] == "7"
    assert blocks[1]["accessory"]["action_id"] == ids.END_SCHEDULE
    assert blocks[-1]["elements"][0]["action_id"] == ids.SCHEDULE_REPORT


@pytest.mark.parametrize("count", [0, 1, 40, 41, 100])
def test_any_number_of_schedules_fits(count: int) -> None:
    blocks = [*as_dicts(schedule_list([MONDAYS] * count, titles=TITLES))]

    check_message("schedules", blocks)
    assert ("… and 60 more." in repr(blocks)) == (count == 100)


@pytest.mark.parametrize("zone", ["Europe/Berlin", "Antarctica/Troll"])
@pytest.mark.parametrize("channel", ["C0SALES", None])
def test_the_schedule_form_starts_at_monday_nine_where_the_person_is(
    zone: str, channel: str | None
) -> None:
    view = schedule_form(titles=TITLES, zone=zone, channel=channel).to_dict()

    check_view(view)
    elements = {block["block_id"]: block["element"] for block in view["blocks"]}
    assert [option["value"] for option in elements["weekdays"]["initial_options"]] == ["0"]
    assert elements["time"]["initial_time"] == "09:00"
    assert elements["zone"]["initial_option"]["value"] == zone
    assert elements["report"]["initial_option"]["value"] == "weekly-sales"
    assert elements["channel"].get("initial_conversation") == channel


def test_the_share_form_brings_back_what_it_carried() -> None:
    view = share_form(EVIL, carried="weekly-sales 2026-W32", channel="C0SALES").to_dict()

    check_view(view)
    assert view["private_metadata"] == "weekly-sales 2026-W32"
    assert view["blocks"][0]["text"]["text"].startswith("*&lt;!channel&gt;")


@pytest.mark.parametrize("zone", COMMON)
def test_every_zone_on_offer_exists(zone: str) -> None:
    assert time_zone(zone).key == zone
