"""Reports: shared to a channel, scheduled, ended."""

import json
from datetime import datetime, time

from bot.blocks import ids
from bot.blocks import reports as report_blocks
from bot.domain.errors import InvalidFields, UserError
from bot.domain.schedules import ScheduleRule
from bot.edge import Answer, Call, Edge, Form, OpenForm, Reply, UpdateForm
from bot.edge.notices import notice
from bot.reports import TITLES
from bot.services import reports
from bot.store import schedules


def register(edge: Edge) -> None:
    edge.button(ids.SHARE_REPORT, choose_channel, opens_form=True)
    edge.form(ids.SHARE_FORM, share)
    edge.button(ids.SCHEDULE_REPORT, new_schedule, opens_form=True)
    edge.form(ids.SCHEDULE_FORM, schedule)
    edge.button(ids.END_SCHEDULE, end)


def choose_channel(_call: Call, value: str) -> Answer:
    carried = json.loads(value)
    title = TITLES[carried["report"]]
    return OpenForm(report_blocks.share_form(title, carried=value, channel=None))


def share(call: Call, form: Form) -> Answer:
    """Make the same report again, for the channel: with its own thread and table."""
    carried = json.loads(form.carried)
    channel = _channel(form)
    reports.ask(
        call.session,
        report=carried["report"],
        period=carried["period"],
        destination=channel,
        by=call.actor,
        # "Last week" of the day it was made, not of the day it is shared.
        at=datetime.fromisoformat(carried["at"]),
    )
    return UpdateForm(notice(f":white_check_mark: The report is on its way to <#{channel}>."))


def new_schedule(call: Call, _value: str) -> Answer:
    here = call.channel if call.channel and call.channel[0] in "CG" else None
    return OpenForm(
        report_blocks.schedule_form(titles=TITLES, zone=call.workspace.zone, channel=here)
    )


def schedule(call: Call, form: Form) -> Answer:
    channel = _channel(form)
    try:
        rule = ScheduleRule(
            frozenset(int(day) for day in form.choices(report_blocks.DAYS)),
            time.fromisoformat(form.text(report_blocks.TIME)),
            form.text(report_blocks.ZONE),
        )
    except UserError as error:
        raise InvalidFields({report_blocks.DAYS: str(error)}) from error
    made = reports.schedule(
        call.session,
        report=form.text(report_blocks.REPORT),
        channel=channel,
        rule=rule,
        by=call.actor,
        at=call.now,
    )
    text = report_blocks.schedule_text(made, titles=TITLES)
    return UpdateForm(notice(f":white_check_mark: Scheduled: {text}"))


def end(call: Call, value: str) -> Answer:
    ended = reports.end_schedule(call.session, int(value), by=call.actor, at=call.now)
    left = report_blocks.schedule_list(schedules.active(call.session), titles=TITLES)
    title = TITLES.get(ended.report, ended.report)
    return Reply(f"{title} no longer comes to <#{ended.channel}>.", left, replace_original=True)


def _channel(form: Form) -> str:
    channel = form.text(report_blocks.CHANNEL)
    if not channel:
        raise InvalidFields({report_blocks.CHANNEL: "Choose a channel."})
    return channel
