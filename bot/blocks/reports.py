"""Reports and their schedules, drawn for Slack."""

from collections.abc import Mapping, Sequence
from datetime import time
from itertools import accumulate, takewhile
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    CheckboxesElement,
    ContextBlock,
    ConversationFilter,
    ConversationSelectElement,
    HeaderBlock,
    ImageBlock,
    InputBlock,
    MarkdownTextObject,
    PlainTextObject,
    SectionBlock,
    StaticSelectElement,
    TimePickerElement,
)
from slack_sdk.models.blocks.basic_components import ConfirmObject
from slack_sdk.models.views import View

from bot.blocks import ids
from bot.blocks.choices import option
from bot.blocks.posts import TEXT_LENGTH
from bot.blocks.text import moment, plain, shorten
from bot.domain.cycles import WEEKDAYS
from bot.domain.reports import Fact, RenderedReport, Section
from bot.domain.schedules import Schedule, describe
from bot.domain.zones import COMMON

# https://docs.slack.dev/reference/block-kit/blocks/section-block
SECTION_LENGTH = 2_900
# Slack refuses a message with about 13,200 characters in its blocks; the sections' share.
SECTIONS_LENGTH = 7_000
HEADER_LENGTH = 150
FACT_LENGTH = 60
MOST_FACTS = 8
PERIOD_LENGTH = 300
ALT_LENGTH = 1_000
MOST_SCHEDULES = 40
MOST_OPTIONS = 100

# The block ids of the forms, under which the listeners find what was chosen.
CHANNEL = "channel"
REPORT = "report"
DAYS = "weekdays"
TIME = "time"
ZONE = "zone"

NINE = time(9)


def report_message(rendered: RenderedReport, *, chart_file_id: str | None) -> list[Block]:
    """Show a report; without a picture it loses nothing but the picture.

    `chart_file_id` is Slack's id of the uploaded picture, or the placeholder that
    the outbox replaces with it.
    """
    share = SECTIONS_LENGTH // max(1, len(rendered.summary))
    length = min(SECTION_LENGTH, share)
    return [
        HeaderBlock(text=shorten(rendered.title, HEADER_LENGTH)),
        ContextBlock(
            elements=[MarkdownTextObject(text=plain(rendered.period_text, limit=PERIOD_LENGTH))]
        ),
        SectionBlock(fields=[_fact(fact) for fact in rendered.facts[:MOST_FACTS]]),
        *_picture(rendered, chart_file_id),
        *(SectionBlock(text=_section(section, length)) for section in rendered.summary),
        ContextBlock(elements=[MarkdownTextObject(text="Every figure is in the table (CSV).")]),
    ]


def on_demand(
    rendered: RenderedReport, *, chart_file_id: str | None, share_value: str
) -> list[Block]:
    """Show a report to whoever asked, with a button that posts it for all.

    `share_value` comes back with the button: enough to make the same report again.
    """
    button = ButtonElement(
        text="Share to channel", action_id=ids.SHARE_REPORT, value=share_value, style="primary"
    )
    return [
        *report_message(rendered, chart_file_id=chart_file_id),
        ActionsBlock(elements=[button]),
    ]


def report_text(rendered: RenderedReport) -> str:
    """Say the report in one text that stands alone: for notifications and screen readers."""
    head = [
        plain(rendered.title, limit=HEADER_LENGTH),
        plain(rendered.period_text, limit=PERIOD_LENGTH),
    ]
    facts = [plain(f"{fact.label}: {fact.value} ({fact.change})") for fact in rendered.facts]
    body = [
        line
        for section in rendered.summary
        for line in (f"*{plain(section.title)}*", *map(plain, section.lines))
    ]
    return _fitting([*head, *facts, *body], TEXT_LENGTH)


def schedule_list(
    schedules: Sequence[Schedule],
    *,
    titles: Mapping[str, str],
    outcomes: Mapping[int, str] | None = None,
) -> list[Block]:
    """List what comes by itself, each with a button that ends it.

    `titles` gives a report's title by its name; `outcomes`, by schedule id, what came
    of the last turn.
    """
    new = ButtonElement(text="New schedule", action_id=ids.SCHEDULE_REPORT, style="primary")
    shown = schedules[:MOST_SCHEDULES]
    if not shown:
        return [
            SectionBlock(text="No report comes by itself yet."),
            ActionsBlock(elements=[new]),
        ]
    more = len(schedules) - len(shown)
    return [
        HeaderBlock(text="Scheduled reports"),
        *(_schedule(schedule, titles, (outcomes or {}).get(schedule.id)) for schedule in shown),
        *([SectionBlock(text=f"… and {more} more.")] if more else []),
        ActionsBlock(elements=[new]),
    ]


def schedule_text(schedule: Schedule, *, titles: Mapping[str, str]) -> str:
    """Say what comes where and when, and when next in the reader's own zone."""
    title = plain(titles.get(schedule.report, schedule.report), limit=HEADER_LENGTH)
    return (
        f"*{title}* in <#{schedule.channel}>, {plain(describe(schedule.rule))}.\n"
        f"Next: {moment(schedule.next_due_at)}"
    )


def schedule_form(*, titles: Mapping[str, str], zone: str, channel: str | None) -> View:
    """Ask for report, channel, weekdays, time and zone: Monday at nine where the actor is.

    `titles` gives a report's title by its name; `channel` is where the form was
    asked for, None where that was no channel.
    """
    reports = [option(title, name) for name, title in titles.items()]
    days = [option(day, str(number)) for number, day in enumerate(WEEKDAYS)]
    return View(
        type="modal",
        callback_id=ids.SCHEDULE_FORM,
        title="Schedule a report",
        submit="Schedule",
        close="Cancel",
        blocks=[
            _input(
                REPORT,
                "Report",
                StaticSelectElement(
                    action_id=REPORT, options=reports[:MOST_OPTIONS], initial_option=reports[0]
                ),
            ),
            _input(
                CHANNEL,
                "Channel",
                _channels(channel),
                hint="Invite the app to the channel, or it cannot post there.",
            ),
            _input(
                DAYS,
                "Days",
                CheckboxesElement(action_id=DAYS, options=days, initial_options=days[:1]),
            ),
            _input(TIME, "Time", TimePickerElement(action_id=TIME, initial_time=f"{NINE:%H:%M}")),
            _input(
                ZONE,
                "Time zone",
                _zones(zone),
                hint="The report comes at this time all year, and counts days in this zone.",
            ),
        ],
    )


def share_form(title: str, *, carried: str, channel: str | None) -> View:
    """Ask where to post a report; `carried` comes back with the form."""
    return View(
        type="modal",
        callback_id=ids.SHARE_FORM,
        title="Share a report",
        submit="Share",
        close="Cancel",
        private_metadata=carried,
        blocks=[
            SectionBlock(text=f"*{plain(title, limit=HEADER_LENGTH)}*"),
            _input(
                CHANNEL,
                "Channel",
                _channels(channel),
                hint="Invite the app to the channel, or it cannot post there.",
            ),
        ],
    )


def _fact(fact: Fact) -> MarkdownTextObject:
    words = (plain(part, limit=FACT_LENGTH) for part in (fact.label, fact.value, fact.change))
    return MarkdownTextObject(text="*{}*\n{}\n{}".format(*words))


def _picture(rendered: RenderedReport, chart_file_id: str | None) -> list[Block]:
    if rendered.png is None or chart_file_id is None:
        return []
    return [
        ImageBlock(
            slack_file={"id": chart_file_id}, alt_text=shorten(rendered.alt_text, ALT_LENGTH)
        )
    ]


def _section(section: Section, length: int) -> str:
    return _fitting([f"*{plain(section.title)}*", *map(plain, section.lines)], length)


def _fitting(lines: Sequence[str], length: int) -> str:
    """Join whole lines up to `length` characters, and say how many are left out.

    Cutting inside a line could cut an escaped mark in two.
    """
    if sum(len(line) + 1 for line in lines) - 1 <= length:
        return "\n".join(lines)
    room = length - len("… and 10,000 more lines in the table (CSV).")
    ends = accumulate(len(line) + 1 for line in lines)
    kept = len(list(takewhile(lambda end: end <= room, ends)))
    return "\n".join((*lines[:kept], f"… and {len(lines) - kept:,} more lines in the table (CSV)."))


def _schedule(schedule: Schedule, titles: Mapping[str, str], outcome: str | None) -> Block:
    end = ButtonElement(
        text="End",
        action_id=ids.END_SCHEDULE,
        value=str(schedule.id),
        style="danger",
        confirm=ConfirmObject(
            title="End this schedule?",
            text=PlainTextObject(text="The report no longer comes by itself."),
            confirm="End it",
            deny="Keep it",
        ),
    )
    last = f"\nLast: {plain(outcome, limit=PERIOD_LENGTH)}" if outcome else ""
    return SectionBlock(text=schedule_text(schedule, titles=titles) + last, accessory=end)


def _channels(channel: str | None) -> ConversationSelectElement:
    return ConversationSelectElement(
        action_id=CHANNEL,
        placeholder="Choose a channel",
        filter=ConversationFilter(include=["public", "private"], exclude_bot_users=True),
        initial_conversation=channel,
    )


def _zones(zone: str) -> StaticSelectElement:
    """The actor's own zone first, then the common ones."""
    options = [option(name, name) for name in dict.fromkeys((zone, *COMMON))]
    return StaticSelectElement(
        action_id=ZONE, options=options[:MOST_OPTIONS], initial_option=options[0]
    )


def _input(block_id: str, label: str, element: Any, *, hint: str | None = None) -> InputBlock:
    return InputBlock(block_id=block_id, label=label, element=element, hint=hint)
