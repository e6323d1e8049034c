"""Reports: asked for or due, gathered, posted. Drawing happens between, in another process."""

import json
from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from bot.blocks import reports as report_blocks
from bot.blocks.posts import post as to_post
from bot.domain.errors import UserError
from bot.domain.people import Actor, Role, demand
from bot.domain.periods import parse
from bot.domain.posts import FILE_PLACEHOLDER, Placement, PostFile
from bot.domain.reports import RenderedReport
from bot.domain.schedules import Schedule, ScheduleRule
from bot.domain.zones import time_zone
from bot.reports import ALL
from bot.reports.approvals import APPROVALS
from bot.reports.report import (
    ApprovalData,
    AskedLine,
    Cancelled,
    ReportRequest,
    SalesData,
    SalesLine,
    SentLine,
    StepLine,
    VerdictLine,
)
from bot.reports.weekly_sales import WEEKLY_SALES
from bot.store import (
    approval_times,
    audit,
    cancelled,
    members,
    outbox,
    runs,
    sales,
    schedules,
    workspaces,
)
from bot.store.runs import Run

POST_KEY = "report:"


class RunLost(Exception):
    """Another process has taken the run over; what this one made is thrown away."""


def ask(
    session: Session, *, report: str, period: str, destination: str, by: Actor, at: datetime
) -> str:
    """Ask for a report in `destination`; return the period in words, with the zone.

    `period` may be empty for the report's usual one; it is read as of `at`. Raises
    UserError for a period that cannot be read.
    """
    if destination != by.slack_id:
        demand(by, Role.REP, "send reports to others")
    zone = workspaces.get(session).zone
    words = period or ALL[report].default_period
    read = parse(words, today=at.astimezone(time_zone(zone)).date())
    runs.open_requested(
        session,
        report=report,
        period=words[:100],
        zone=zone,
        destination=destination,
        requested_by_id=by.member_id,
        at=at,
    )
    audit.record(
        session,
        audit.Verb.REPORT_REQUESTED,
        by=by,
        at=at,
        report=report,
        period=words[:100],
        destination=destination,
    )
    return f"{read.label} ({zone})"


def schedule(
    session: Session, *, report: str, channel: str, rule: ScheduleRule, by: Actor, at: datetime
) -> Schedule:
    """Let a report come to a channel by itself. Raises UserError where it already does so."""
    demand(by, Role.REP, "schedule reports")
    for known in schedules.active(session):
        if (known.report, known.channel, known.rule) == (report, channel, rule):
            raise UserError("This report comes to that channel at that time already.")
    made = schedules.add(
        session, channel=channel, report=report, rule=rule, created_by_id=by.member_id, at=at
    )
    audit.record(
        session, audit.Verb.SCHEDULE_CREATED, by=by, at=at, schedule_id=made.id, report=report
    )
    return made


def end_schedule(session: Session, schedule_id: int, *, by: Actor, at: datetime) -> Schedule:
    """End a schedule: one's own, or as a manager anybody's."""
    demand(by, Role.REP, "end schedules")
    known = schedules.get(session, schedule_id)
    if known.created_by_id != by.member_id:
        demand(by, Role.MANAGER, "end somebody else's schedule")
    schedules.end(session, schedule_id, at=at)
    audit.record(session, audit.Verb.SCHEDULE_ENDED, by=by, at=at, schedule_id=schedule_id)
    return known


def open_due(session: Session, *, now: datetime) -> int:
    """Open a run for each schedule that is due; return how many were opened here."""
    usual = {name: report.default_period for name, report in ALL.items()}
    return runs.open_due(session, now=now, periods=usual)


def gather(session: Session, run: Run) -> ReportRequest:
    """Read what the report is drawn from."""
    report = ALL[run.report]
    today = run.due_at.astimezone(time_zone(run.zone)).date()
    period = parse(run.period, today=today)
    start, end = report.window(period, zone=run.zone)
    return ReportRequest(
        report=run.report,
        workspace=workspaces.get(session).name,
        period=period,
        zone=run.zone,
        generated_at=run.due_at,
        data=GATHER[run.report](session, start, end, run.due_at),
    )


def _sales(session: Session, start: datetime, end: datetime, _at: datetime) -> SalesData:
    read = [SalesLine(*line) for line in sales.sales_data(session, start=start, end=end)]
    first = sales.first_orders(session, {line.customer_id for line in read})
    # An order cancelled between the two queries no longer counts in either.
    return SalesData(tuple(line for line in read if line.customer_id in first), first)


def _approvals(session: Session, start: datetime, end: datetime, at: datetime) -> ApprovalData:
    asked = approval_times.asked(session, start=start, end=end, at=at)
    steps = approval_times.steps(session, start=start, end=end, at=at)
    verdicts = approval_times.verdicts(session, start=start, end=end, at=at)
    return ApprovalData(
        tuple(AskedLine(*line) for line in asked),
        tuple(StepLine(*line) for line in steps),
        tuple(VerdictLine(*line) for line in verdicts),
        tuple(SentLine(*each) for each in approval_times.sent(session, start=start, end=end)),
        tuple(Cancelled(*each) for each in cancelled.whole_orders(session, start=start, end=end)),
        tuple(Cancelled(*each) for each in cancelled.lines(session, start=start, end=end)),
    )


GATHER: dict[str, Callable[[Session, datetime, datetime, datetime], SalesData | ApprovalData]] = {
    WEEKLY_SALES.name: _sales,
    APPROVALS.name: _approvals,
}


def post(session: Session, run: Run, rendered: RenderedReport, *, at: datetime) -> None:
    """Put the drawn report on its way and close the run; raises RunLost, and then posts nothing.

    The post's key is the run's, so that a run posts once however often it was drawn.
    """
    picture = FILE_PLACEHOLDER if rendered.png else None
    personal = run.destination[:1] in {"U", "W"}
    blocks = (
        report_blocks.on_demand(rendered, chart_file_id=picture, share_value=share_value(run))
        if personal
        else report_blocks.report_message(rendered, chart_file_id=picture)
    )
    files = [PostFile(Placement.THREAD, rendered.csv_name, rendered.csv)]
    if rendered.png:
        files.append(
            PostFile(Placement.MESSAGE, rendered.png_name, rendered.png, rendered.alt_text)
        )
    if not runs.finish(session, run, at=at, outcome=f"Made for {rendered.period_text}"):
        raise RunLost
    outbox.add(
        session,
        to_post(
            f"{POST_KEY}{run.id}",
            run.destination,
            report_blocks.report_text(rendered),
            blocks,
            files=files,
        ),
        at=at,
    )
    audit.record(session, audit.Verb.REPORT_SENT, by=None, at=at, run_id=run.id, report=run.report)


def fail(session: Session, run: Run, sentence: str, *, at: datetime) -> None:
    """Close the run with the reason, and tell it to whoever set the report up."""
    if not runs.finish(session, run, at=at, outcome=sentence, failed=True):
        return
    audit.record(session, audit.Verb.REPORT_FAILED, by=None, at=at, run_id=run.id, reason=sentence)
    tell_requester(session, run, "made", sentence, at=at)


def tell_requester(session: Session, run: Run, missed: str, sentence: str, *, at: datetime) -> None:
    """Say that a report could not be "made" or "posted" to whoever asked for it or scheduled it."""
    person = members.get(session, run.requested_by_id) if run.requested_by_id else None
    if person is None or person.slack_id is None:
        return
    title = ALL[run.report].title if run.report in ALL else run.report
    place = "your messages" if run.destination == person.slack_id else f"<#{run.destination}>"
    text = f"*{title}* for {place} could not be {missed}. {sentence}"
    if run.schedule_id is not None:
        text = f"{text} `/report list` shows what is scheduled."
    outbox.add(session, to_post(f"not-{missed}:{run.id}", person.slack_id, text, []), at=at)


def share_value(run: Run) -> str:
    """Return what the share button carries: enough to make the same report again."""
    return json.dumps({"report": run.report, "period": run.period, "at": run.due_at.isoformat()})
