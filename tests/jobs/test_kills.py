"""Kill -9 between every two steps: after a restart nothing is lost and nothing comes twice."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.domain.approvals import YES
from bot.domain.orders import Order, OrderStatus
from bot.domain.people import Role
from bot.domain.policies import Approvers, Policy, Rule
from bot.domain.policies import Step as Asked
from bot.domain.posts import order_subject
from bot.domain.schedules import ScheduleRule
from bot.edge.teams import Teams, sign_in
from bot.jobs.approvals import Reminder
from bot.jobs.delivery import Deliverer
from bot.jobs.homes import HomePublisher
from bot.jobs.reconcile import Mender
from bot.jobs.reports import Reporter
from bot.jobs.workflows import WorkflowTeller
from bot.reports.worker import ReportWorker
from bot.sandbox import seed, server
from bot.sandbox.records import FunctionRun, Message
from bot.services import decisions, home, reports
from bot.store import audit, homes, orders, outbox, policies, workflow_steps, workspaces
from bot.store.db import make_engine, workspace_session
from bot.store.workflow_steps import Begun
from tests.conftest import ACME, Person, hire
from tests.jobs import conftest
from tests.jobs.victim import (
    Decide,
    Deed,
    Deliver,
    Mend,
    Publish,
    Remind,
    Report,
    Step,
    World,
    killed,
)
from tests.trade import large_order, small_order

# Longer than any lease, so that the next process takes over what the last one held.
RESTART = timedelta(minutes=3)

DELIVERY: tuple[Step, ...] = (
    *(("claimed", 1), ("uploaded", 1), ("upload noted", 1), ("posted", 1), ("noted", 1)),
    *(("shared", 1), ("share noted", 1), ("finished", 1)),
)
REPORTING: tuple[Step, ...] = (
    *(("opened", 1), ("run claimed", 1), ("drawn", 1), ("run posted", 1)),
    *DELIVERY,
)
# The card in the channel is changed first, then the requester is told.
DECISION: tuple[Step, ...] = (
    *(("before commit", 1), ("after commit", 1)),
    *(("claimed", 1), ("updated", 1), ("finished", 1)),
    *(("claimed", 2), ("posted", 1), ("noted", 1), ("finished", 2)),
)


@dataclass
class Stage:
    """A Slack, a database and the bot's processes, which live and die one after another."""

    world: World
    sandbox: server.Running
    engine: Engine
    teams: Teams
    worker: ReportWorker
    ravi: Person
    maya: Person
    now: datetime
    kills: Counter[str] = field(default_factory=Counter)

    def kill(self, deed: Deed, step: Step) -> None:
        """Let a process do the deed until it is killed at the step, and time pass after it."""
        assert killed(deed, self.world, self.now, step), f"{deed} never came to {step}"
        self.kills[type(deed).__name__] += 1
        self.wait(RESTART)

    def survive(self) -> None:
        """Do what a process does that nobody kills."""
        Reporter(self.engine, self.worker, lambda: self.now).run_due()
        Reminder(self.engine, lambda: self.now).run_due()
        Mender(self.engine, lambda: self.now).mend_all()
        WorkflowTeller(self.engine, self.teams, lambda: self.now).tell_all()
        Deliverer(self.engine, self.teams, lambda: self.now).deliver_all()
        HomePublisher(self.engine, self.teams, lambda: self.now).publish_all()

    def wait(self, time_passing: timedelta) -> None:
        self.now += time_passing
        self.sandbox.person("URAVI").post("clock", advance=time_passing.total_seconds())

    def posted(self) -> dict[str, list[Message]]:
        """The messages in Slack by the key of the post that they are."""
        found: dict[str, list[Message]] = {}
        for channel in self.sandbox.world.workspaces[ACME].channels.values():
            for message in channel.messages.values():
                if message.metadata:
                    key = message.metadata["event_payload"]["key"]
                    found.setdefault(key, []).append(message)
        return found

    def texts(self) -> list[str]:
        return [message.text for messages in self.posted().values() for message in messages]

    def thread_files(self, message: Message) -> list[str]:
        acme = self.sandbox.world.workspaces[ACME]
        return [
            acme.files[file].name
            for channel in acme.channels.values()
            for reply in channel.messages.values()
            if reply.thread_ts == message.ts and reply.is_reply
            for file in reply.files
        ]


@pytest.fixture
def stage(tmp_path: Path, migrated_file: bytes) -> Iterator[Stage]:
    path = tmp_path / "dealdesk.sqlite3"
    path.write_bytes(migrated_file)
    engine = make_engine(f"sqlite:///{path}")
    worker = ReportWorker()
    with server.running(replace(seed.default(), file_delay=0.0)) as sandbox:
        now = sandbox.world.clock.moment()
        workspaces.ensure(engine, ACME, name="Acme", at=now, currency="EUR", zone="Europe/Berlin")
        with workspace_session(engine, ACME) as session:
            ravi, maya = hire(session, "Ravi", Role.REP), hire(session, "Maya", Role.MANAGER)
            workspaces.change(session, approvals_channel="CAPPROVALS")
            # Something to draw in the report of last week.
            small_order(session, ravi, at=now - timedelta(days=7))
        team = sign_in((sandbox.token(),), api_url=sandbox.api_url)[ACME]
        world = World(f"sqlite:///{path}", sandbox.api_url, team)
        yield Stage(world, sandbox, engine, world.teams(), worker, ravi, maya, now)
    worker.close()
    engine.dispose()


def order_of(stage: Stage) -> Order:
    """Send an order that needs approval, its card already in the approvers' channel."""
    with workspace_session(stage.engine, ACME) as session:
        order = large_order(session, stage.ravi, at=stage.now)
    stage.survive()
    return order


def decide_and_die(stage: Stage, *steps: Step) -> None:
    """Kill the decision on one order at each of the steps in turn; restart; look."""
    order = order_of(stage)
    for step in steps:
        status = status_of(stage, order)
        done = status is not OrderStatus.PENDING
        deed = Deliver() if done else Decide(order.id, stage.maya.actor)
        # A process that only delivers does not come to what was delivered before.
        stage.kill(deed, step)
        assert status_of(stage, order) is (
            status if step[0] == "before commit" else OrderStatus.APPROVED
        )
    if status_of(stage, order) is OrderStatus.PENDING:
        assert len(stage.posted()[card_key(order)]) == 1
        with workspace_session(stage.engine, ACME) as session:
            decisions.decide(session, order.id, YES, by=stage.maya.actor, at=stage.now)
    stage.survive()
    check_decision(stage, order)


def status_of(stage: Stage, order: Order) -> OrderStatus:
    with workspace_session(stage.engine, ACME, reading=True) as session:
        return orders.get(session, order.id).status


def card_key(order: Order) -> str:
    return f"{order_subject(order.id)}:asked:{order.revision}:CAPPROVALS"


def check_decision(stage: Stage, order: Order) -> None:
    """One card in the channel, which tells the decision, and one message to Ravi."""
    mine = {
        key: messages
        for key, messages in stage.posted().items()
        if key.startswith(f"{order_subject(order.id)}:")
    }
    assert {key.split(":")[2]: len(messages) for key, messages in mine.items()} == {
        "asked": 1,
        "told": 1,
    }
    for [message] in mine.values():
        assert "Approved by Maya" in message.text
        assert "approve_order" not in str(message.blocks)


def post_and_die(stage: Stage, number: int, *steps: Step) -> None:
    """Kill the sending of one post with picture and table at each of the steps in turn."""
    post = conftest.report(f"prepared:{number}")
    with workspace_session(stage.engine, ACME) as session:
        outbox.add(session, post, at=stage.now)
    for step in steps:
        stage.kill(Deliver(), step)
    stage.survive()
    check_report(stage, post.key)


def report_and_die(stage: Stage, *steps: Step) -> None:
    """Kill a scheduled report at each of the steps in turn, from its opening to its table."""
    with workspace_session(stage.engine, ACME) as session:
        local = stage.now + timedelta(minutes=5)
        rule = ScheduleRule(frozenset({local.weekday()}), time(local.hour, local.minute), "Etc/UTC")
        reports.schedule(
            session,
            report="weekly-sales",
            channel="CSALES",
            rule=rule,
            by=stage.maya.actor,
            at=stage.now,
        )
    stage.wait(timedelta(minutes=6))
    before = set(stage.posted())
    for step in steps:
        stage.kill(Report(), step)
    stage.survive()
    [key] = set(stage.posted()) - before
    assert key.startswith("report:")
    check_report(stage, key)


def check_report(stage: Stage, key: str) -> None:
    """One message, with its picture, and its table once in the thread."""
    [message] = stage.posted()[key]
    assert [block["type"] for block in message.blocks].count("image") == 1
    assert len(stage.thread_files(message)) == 1


@pytest.mark.timeout(300)
def test_a_hundred_kills_lose_nothing_and_repeat_nothing(
    stage: Stage, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(3):
        for step in DECISION:
            decide_and_die(stage, step)
    for _ in range(2):
        decide_and_die(stage, *unrepeated(DECISION))
    for number in range(3):
        for step in DELIVERY:
            post_and_die(stage, number * 100 + DELIVERY.index(step), step)
    for number in (1000, 1001):
        post_and_die(stage, number, *DELIVERY)
    report_and_die(stage, *REPORTING)
    for step in REPORTING[:3]:
        report_and_die(stage, step)

    with workspace_session(stage.engine, ACME, reading=True) as session:
        assert outbox.waiting_count(session) == 0
        assert audit.verify(session)[1] is None
    assert {len(messages) for messages in stage.posted().values()} == {1}
    assert sum(stage.kills.values()) == 100
    with capsys.disabled():
        told = ", ".join(f"{count} {deed.lower()}" for deed, count in stage.kills.items())
        print(f"\n100 kills: {told}; nothing lost, nothing twice.")  # noqa: T201


@pytest.mark.timeout(120)
@pytest.mark.parametrize(
    "step", [("after commit", 1), ("step claimed", 1), ("step told", 1), ("step noted", 1)]
)
def test_a_workflow_goes_on_though_the_process_died_after_the_decision(
    stage: Stage, step: Step
) -> None:
    order = order_of(stage)
    run = FunctionRun("Fx1", "URAVI", "Ask for approval", ["verdict"])
    stage.sandbox.world.workspaces[ACME].function_runs[run.id] = run
    with workspace_session(stage.engine, ACME) as session:
        begun = Begun(run.id, "request_approval", "URAVI")
        workflow_steps.wait(session, begun, order_id=order.id, at=stage.now)

    stage.kill(Decide(order.id, stage.maya.actor), step)
    assert run.ended is (step[0] in {"step told", "step noted"})
    stage.survive()

    assert run.outputs["verdict"] == "approved"
    assert run.outputs["decided_by"] == "UMAYA"
    check_decision(stage, order)
    assert not any("no longer waits" in text for text in stage.texts())
    with workspace_session(stage.engine, ACME) as session:
        assert workflow_steps.claim(session, now=stage.now + RESTART) is None


SENDING: tuple[Step, ...] = (("claimed", 1), ("posted", 1), ("noted", 1), ("finished", 1))
MENDING: tuple[Step, ...] = (
    *(("mending", 1), ("mended", 1)),
    *(("claimed", 1), ("updated", 1), ("finished", 1)),
)
REMINDING: tuple[Step, ...] = (("nudged", 1), ("nudge kept", 1), *SENDING)


@pytest.mark.timeout(120)
@pytest.mark.parametrize("step", MENDING)
def test_a_card_is_mended_once_though_the_process_died_over_it(stage: Stage, step: Step) -> None:
    order = order_of(stage)
    ravi = stage.sandbox.person("URAVI")
    ravi.post("faults", kind="error", method="chat.update", error="is_archived", times=1)
    with workspace_session(stage.engine, ACME) as session:
        decisions.decide(session, order.id, YES, by=stage.maya.actor, at=stage.now)
    stage.survive()
    [card] = stage.posted()[card_key(order)]
    assert "Approved by Maya" not in card.text
    stage.wait(timedelta(hours=1))

    stage.kill(Mend(), step)
    stage.survive()

    check_decision(stage, order)
    stage.survive()
    assert {len(messages) for messages in stage.posted().values()} == {1}


@pytest.mark.timeout(120)
@pytest.mark.parametrize("step", REMINDING)
def test_who_is_asked_is_reminded_once_though_the_process_died_over_it(
    stage: Stage, step: Step
) -> None:
    asked_on_a_monday(stage)
    stage.wait(timedelta(hours=2))

    stage.kill(Remind(), step)
    stage.survive()
    stage.survive()

    reminded = {key: each for key, each in stage.posted().items() if ":reminded:" in key}
    [[message]] = reminded.values()
    assert "waits" in message.text


@pytest.mark.timeout(120)
@pytest.mark.parametrize("step", [*REMINDING[:2], ("claimed", 1), ("updated", 1), *SENDING[1:]])
def test_an_order_expires_once_though_the_process_died_over_it(stage: Stage, step: Step) -> None:
    order = asked_on_a_monday(stage)
    stage.wait(timedelta(hours=6))

    stage.kill(Remind(), step)
    stage.survive()
    stage.survive()

    assert status_of(stage, order) is OrderStatus.EXPIRED
    with workspace_session(stage.engine, ACME, reading=True) as session:
        moves = [move.after for move in orders.moves(session, order.id)]
        assert moves == [OrderStatus.PENDING, OrderStatus.EXPIRED]
        assert audit.verify(session)[1] is None
    kinds = [key.split(":")[2] for key in stage.posted() if key.startswith("order:")]
    assert sorted(kinds) == ["asked", "told"]
    for [message] in stage.posted().values():
        assert "expired" in message.text
        assert "approve_order" not in str(message.blocks)


@pytest.mark.timeout(120)
@pytest.mark.parametrize("step", [("home claimed", 1), ("home published", 1), ("home noted", 1)])
def test_a_home_follows_though_the_process_died_over_it(stage: Stage, step: Step) -> None:
    with workspace_session(stage.engine, ACME) as session:
        home.show(session, by=stage.maya.actor, at=stage.now, today=stage.now.date())
    with workspace_session(stage.engine, ACME) as session:
        large_order(session, stage.ravi, at=stage.now)
    stage.wait(RESTART)

    stage.kill(Publish(), step)
    stage.survive()

    stage.sandbox.person("UMAYA").home("1 order waits for your approval")
    with workspace_session(stage.engine, ACME, reading=True) as session:
        assert not homes.due(session, now=stage.now + RESTART)


def asked_on_a_monday(stage: Stage) -> Order:
    """Send an order for which Maya is reminded after an hour of work, and that lasts for four."""
    monday = stage.now.date() + timedelta(days=7 - stage.now.weekday())
    stage.wait(datetime.combine(monday, time(9), stage.now.tzinfo) - stage.now)
    maya = Approvers(member_ids=(stage.maya.member.id,))
    rule = Rule("Everything", steps=(Asked(maya, remind_hours=1, expire_hours=4),))
    with workspace_session(stage.engine, ACME) as session:
        policies.add_version(session, Policy(0, (rule,)), by_id=None, at=stage.now)
    return order_of(stage)


def unrepeated(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """The steps as lives in a row come to them: what is finished is not done again."""
    return tuple((name, 1) for name, _ in steps)
