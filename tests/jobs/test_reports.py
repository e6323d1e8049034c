"""Reports come by themselves: once, on time, in the place they were meant for."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, time, timedelta
from threading import Barrier

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from bot.domain.errors import UserError
from bot.domain.reports import RenderedReport
from bot.domain.schedules import ScheduleRule
from bot.jobs import reports as report_jobs
from bot.jobs.reports import Reporter
from bot.reports.report import ReportRequest
from bot.reports.worker import ReportWorker
from bot.sandbox import server
from bot.services import reports
from bot.store import audit, runs
from bot.store.db import workspace_session
from tests.conftest import ACME, Cast
from tests.jobs.conftest import Clock, Office
from tests.trade import small_order

BERLIN = "Europe/Berlin"
MONDAYS_AT_NINE = ScheduleRule(frozenset({0}), time(9), BERLIN)
SUNDAY = datetime(2026, 11, 29, 12, tzinfo=UTC)
# Nine o'clock in Berlin.
MONDAY = datetime(2026, 11, 30, 8, tzinfo=UTC)


@pytest.fixture(scope="module")
def worker() -> Iterator[ReportWorker]:
    """The real thing, started once: it draws in a process of its own."""
    worker = ReportWorker()
    yield worker
    worker.close()


class RefusingWorker(ReportWorker):
    """One that says no to each report with the errors it was given, then draws."""

    def __init__(self, worker: ReportWorker, *errors: Exception) -> None:
        super().__init__()
        self._worker = worker
        self._errors = list(errors)

    def render(self, request: ReportRequest, *, timeout: float = 60) -> RenderedReport:
        if self._errors:
            raise self._errors.pop(0)
        return self._worker.render(request, timeout=timeout)


@pytest.fixture
def office(office: Office) -> Office:
    """The office on the Sunday before."""
    office.clock.now = SUNDAY
    office.person().post("clock", set=SUNDAY.isoformat())
    return office


def schedule(
    office: Office, cast: Cast, rule: ScheduleRule = MONDAYS_AT_NINE, channel: str = "CSALES"
) -> int:
    """Let Maya schedule the weekly sales; return the schedule's id."""
    with workspace_session(office.engine, ACME) as session:
        return reports.schedule(
            session,
            report="weekly-sales",
            channel=channel,
            rule=rule,
            by=cast.maya.actor,
            at=office.clock(),
        ).id


def ask(office: Office, cast: Cast, *, period: str = "", destination: str = "URAVI") -> None:
    with workspace_session(office.engine, ACME) as session:
        reports.ask(
            session,
            report="weekly-sales",
            period=period,
            destination=destination,
            by=cast.ravi.actor,
            at=office.clock(),
        )


def monday(office: Office, *, late: timedelta = timedelta()) -> None:
    office.clock.now = MONDAY + late


def outcomes(office: Office) -> list[str]:
    with workspace_session(office.engine, ACME, reading=True) as session:
        return list(runs.last_outcomes(session).values())


def test_the_monday_report_comes_with_picture_and_table(
    office: Office, cast: Cast, worker: ReportWorker
) -> None:
    with workspace_session(office.engine, ACME) as session:
        small_order(session, cast.ravi, at=SUNDAY - timedelta(days=3))
    schedule(office, cast)
    reporter = Reporter(office.engine, worker, office.clock)
    assert reporter.run_due() == 0

    monday(office)
    assert reporter.run_due() == 1
    office.deliver()

    [message] = office.person().messages("CSALES")
    assert "€36.00" in message["text"]
    assert "image" in [block["type"] for block in message["blocks"]]
    thread = office.person().messages("CSALES", thread_ts=message["ts"])
    assert [file["name"][-4:] for file in thread[1]["files"]] == [".csv"]
    assert reporter.run_due() == 0


def test_two_processes_make_the_monday_report_once(
    office: Office, cast: Cast, worker: ReportWorker
) -> None:
    schedule(office, cast)
    monday(office)
    start = Barrier(2)

    def run_and_deliver(_: int) -> int:
        reporter = Reporter(office.engine, worker, office.clock)
        start.wait()
        made = reporter.run_due()
        office.deliver()
        return made

    with ThreadPoolExecutor(2) as pool:
        made = list(pool.map(run_and_deliver, range(2)))
    office.deliver()

    assert sorted(made) == [0, 1]
    assert len(office.texts()) == 1


def test_a_bot_that_was_down_at_nine_makes_up_for_it_once(
    office: Office, cast: Cast, worker: ReportWorker
) -> None:
    schedule(office, cast)
    monday(office, late=timedelta(hours=5))
    reporter = Reporter(office.engine, worker, office.clock)

    assert (reporter.run_due(), reporter.run_due()) == (1, 0)
    office.deliver()

    assert len(office.texts()) == 1


def test_a_report_keeps_its_hour_over_the_change_of_clocks(
    office: Office, cast: Cast, worker: ReportWorker
) -> None:
    """Clocks go forward in Berlin on Sunday, 28 March 2027."""
    office.clock.now = datetime(2027, 3, 22, 8, 30, tzinfo=UTC)
    schedule(office, cast)
    reporter = Reporter(office.engine, worker, office.clock)

    office.clock.now = datetime(2027, 3, 29, 6, 59, tzinfo=UTC)
    assert reporter.run_due() == 0
    office.clock.now = datetime(2027, 3, 29, 7, 0, tzinfo=UTC)
    assert reporter.run_due() == 1


def test_a_run_whose_process_stopped_is_taken_over_after_its_lease(
    office: Office, cast: Cast, worker: ReportWorker
) -> None:
    schedule(office, cast)
    monday(office)

    def stop(step: str) -> None:
        if step == "run claimed":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Reporter(office.engine, worker, office.clock, fault=stop).run_due()
    survivor = Reporter(office.engine, worker, office.clock)
    assert survivor.run_due() == 0

    office.clock.pass_by(minutes=2, seconds=1)
    assert survivor.run_due() == 1


def test_a_run_that_was_taken_over_meanwhile_posts_once(
    office: Office, cast: Cast, worker: ReportWorker
) -> None:
    schedule(office, cast)
    monday(office)

    def sleep(step: str) -> None:
        if step == "drawn":
            office.clock.pass_by(minutes=3)
            assert Reporter(office.engine, worker, office.clock).run_due() == 1

    Reporter(office.engine, worker, office.clock, fault=sleep).run_due()
    office.deliver()

    assert len(office.texts()) == 1


def test_a_run_that_never_ends_is_given_up_and_its_maker_told(
    office: Office, cast: Cast, worker: ReportWorker
) -> None:
    schedule(office, cast)
    monday(office)

    def stop(step: str) -> None:
        if step == "drawn":
            raise KeyboardInterrupt

    for _ in range(runs.MOST_CLAIMS):
        with pytest.raises(KeyboardInterrupt):
            Reporter(office.engine, worker, office.clock, fault=stop).run_due()
        office.clock.pass_by(minutes=3)
    Reporter(office.engine, worker, office.clock).run_due()
    office.deliver()

    assert office.texts() == []
    assert office.person("UMAYA").sees("could not be made. It was tried several times", within=0)
    assert "several times" in outcomes(office)[0]


def test_a_database_that_was_away_for_a_moment_costs_no_report(
    office: Office, cast: Cast, worker: ReportWorker
) -> None:
    schedule(office, cast)
    monday(office)
    away = RefusingWorker(worker, OperationalError("SELECT 1", {}, OSError("gone away")))
    reporter = Reporter(office.engine, away, office.clock)

    reporter.run_due()
    office.clock.pass_by(seconds=report_jobs.RETRY_AFTER.total_seconds() + 1)
    reporter.run_due()
    office.deliver()

    assert len(office.texts()) == 1


def test_a_report_that_cannot_be_made_is_told_to_whoever_asked(
    office: Office, cast: Cast, worker: ReportWorker
) -> None:
    ask(office, cast)
    slow = RefusingWorker(worker, UserError("The report was not ready. Try a shorter period."))

    Reporter(office.engine, slow, office.clock).run_due()
    office.deliver()

    seen = office.person().sees("could not be made", within=0)
    assert "for your messages" in seen["text"]
    assert "Try a shorter period." in seen["text"]
    with workspace_session(office.engine, ACME, reading=True) as session:
        assert len(audit.newest(session, audit.Verb.REPORT_FAILED)) == 1


def test_a_report_whose_channel_is_gone_is_told_to_whoever_scheduled_it(
    office: Office, cast: Cast, worker: ReportWorker
) -> None:
    schedule(office, cast, channel="CRANDOM")
    monday(office)

    Reporter(office.engine, worker, office.clock).run_due()
    office.deliver()

    told = office.person("UMAYA").sees("could not be posted", within=0)["text"]
    assert "<#CRANDOM>" in told
    assert "not a member of the channel" in told
    assert "not a member of the channel" in outcomes(office)[0]


def test_a_report_asked_for_comes_to_whoever_asked(
    office: Office, cast: Cast, worker: ReportWorker
) -> None:
    ask(office, cast, period="this month")

    Reporter(office.engine, worker, office.clock).run_due()
    office.deliver()

    assert office.person().sees("Europe/Berlin", within=0)
    assert office.texts() == []


def test_each_workspace_gets_its_own(
    office: Office, cast: Cast, worker: ReportWorker, sandbox: server.Running, engine: Engine
) -> None:
    schedule(office, cast)
    monday(office)

    Reporter(engine, worker, Clock(office.clock())).run_due()
    office.deliver()

    assert sandbox.person("UCHARLIE").messages("CGLOBEX") == []
