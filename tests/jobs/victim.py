"""A process that is killed outright at a step it is told: the bot's jobs, with a fault in them.

Forked from a server that has imported this module, so that a life costs milliseconds.
"""

import multiprocessing
import os
import signal
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.approvals import YES
from bot.domain.people import Actor
from bot.edge.teams import Team, Teams
from bot.jobs.approvals import Reminder
from bot.jobs.delivery import Deliverer
from bot.jobs.homes import HomePublisher
from bot.jobs.reconcile import Mender
from bot.jobs.reports import Reporter
from bot.jobs.workflows import WorkflowTeller
from bot.reports.worker import ReportWorker
from bot.services import decisions
from bot.store.db import make_engine, workspace_session

ACME = "TACME"
LONGEST_LIFE = 60.0

Fault = Callable[[str], None]
# The name of a fault point, and which of its turns in the life of the process.
Step = tuple[str, int]


@dataclass(frozen=True)
class World:
    """Where the victim lives: everything a new process needs to begin."""

    database_url: str
    api_url: str
    team: Team

    def teams(self) -> Teams:
        return Teams({self.team.id: self.team}, api_url=self.api_url)


@dataclass(frozen=True)
class Decide:
    """Decide on an order, then deliver what it brought about."""

    order_id: int
    by: Actor

    def __call__(self, world: World, now: datetime, fault: Fault) -> None:
        engine = make_engine(world.database_url)
        with workspace_session(engine, ACME) as session:
            decisions.decide(session, self.order_id, YES, by=self.by, at=now)
            fault("before commit")
        fault("after commit")
        WorkflowTeller(engine, world.teams(), lambda: now, fault=fault).tell_all()
        Deliverer(engine, world.teams(), lambda: now, fault=fault).deliver_all()


@dataclass(frozen=True)
class Deliver:
    """Send what waits, and tell workflows what they wait for."""

    def __call__(self, world: World, now: datetime, fault: Fault) -> None:
        engine = make_engine(world.database_url)
        WorkflowTeller(engine, world.teams(), lambda: now, fault=fault).tell_all()
        Deliverer(engine, world.teams(), lambda: now, fault=fault).deliver_all()


@dataclass(frozen=True)
class Report:
    """Make what is due, with a real worker, and send it."""

    def __call__(self, world: World, now: datetime, fault: Fault) -> None:
        engine = make_engine(world.database_url)
        worker = ReportWorker()
        Reporter(engine, worker, lambda: now, fault=fault).run_due()
        Deliverer(engine, world.teams(), lambda: now, fault=fault).deliver_all()
        worker.close()


@dataclass(frozen=True)
class Mend:
    """Mend the cards that are behind, and deliver what comes of it."""

    def __call__(self, world: World, now: datetime, fault: Fault) -> None:
        engine = make_engine(world.database_url)
        Mender(engine, lambda: now, fault=fault).mend_all()
        Deliverer(engine, world.teams(), lambda: now, fault=fault).deliver_all()


@dataclass(frozen=True)
class Remind:
    """Remind, escalate or let expire what is due, and deliver what comes of it."""

    def __call__(self, world: World, now: datetime, fault: Fault) -> None:
        engine = make_engine(world.database_url)
        Reminder(engine, lambda: now, fault=fault).run_due()
        Deliverer(engine, world.teams(), lambda: now, fault=fault).deliver_all()


@dataclass(frozen=True)
class Publish:
    """Publish the Homes that are behind."""

    def __call__(self, world: World, now: datetime, fault: Fault) -> None:
        engine = make_engine(world.database_url)
        HomePublisher(engine, world.teams(), lambda: now, fault=fault).publish_all()


Deed = Decide | Deliver | Report | Mend | Remind | Publish


def live(deed: Deed, world: World, now: datetime, die_at: Step) -> None:
    """Do the deed, and be killed at the given step."""
    seen: list[str] = []

    def fault(step: str) -> None:
        seen.append(step)
        if (step, seen.count(step)) == die_at:
            os.kill(os.getpid(), signal.SIGKILL)

    deed(world, now, fault)


def killed(deed: Deed, world: World, now: datetime, die_at: Step) -> bool:
    """Run a life in a process of its own; return whether it was killed where it was told."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    process = context.Process(target=live, args=(deed, world, now, die_at))
    process.start()
    process.join(LONGEST_LIFE)
    if process.exitcode is None:
        process.kill()
        process.join()
        raise TimeoutError(f"The process neither ended nor died at {die_at!r}.")
    if process.exitcode not in {0, -signal.SIGKILL}:
        raise RuntimeError(f"The process ended with {process.exitcode}.")
    return process.exitcode == -signal.SIGKILL
