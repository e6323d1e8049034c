"""Every button of every card, on an order in every state: it does what it says, or says why not.

The buttons are those that the bot draws, so a new one joins by being drawn, and a state by being
a status: without a way to it here, the first test fails.
"""

import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, select

from bot.blocks import ids
from bot.blocks.posts import as_dicts
from bot.domain.approvals import YES, ActKind, Verdict
from bot.domain.cancellations import CancelReason
from bot.domain.conditions import Occasion
from bot.domain.deeds import Deeds, deeds
from bot.domain.orders import Order, OrderStatus
from bot.domain.people import Role
from bot.domain.policies import ADMINS, Approvers, Policy, Rule, Step
from bot.edge import OpenForm, PublishHome, Reply
from bot.edge.downloads import Downloads
from bot.edge.people import Directory
from bot.edge.requests import Kind, Request
from bot.edge.teams import Teams, sign_in
from bot.edge.work import Worker
from bot.jobs.approvals import Reminder
from bot.sandbox import server
from bot.services import cancelling, decisions, passing
from bot.services import orders as service
from bot.services.orders import LineDraft
from bot.store import members, orders, policies, rosters
from bot.store.db import make_engine, workspace_session
from bot.store.tables import Base, PostRow
from tests import trade
from tests.conftest import ACME, NOON, Cast, Person, employ, found
from tests.listeners.test_strangers import EDGE
from tests.running_bot import MANIFEST

SOON, LATER = NOON + timedelta(hours=2), NOON + timedelta(days=30)
# What a button carries that concerns an order: perhaps a deed of a menu, the order, its edition
# as it was seen, and the place.
CARRIED = re.compile(r"^((?:[a-z]+:)?)\d+@\d+/([a-z]*)$")
# What is allowed to whom; the others only look, or ask for what a form refuses.
ALLOWED: Mapping[str, Callable[[Deeds], bool]] = {
    ids.APPROVE_ORDER: lambda may: may.decide,
    ids.REJECT_ORDER: lambda may: may.decide,
    ids.REQUEST_CHANGES: lambda may: may.decide,
    ids.MORE_ON_ORDER: lambda may: may.decide,
    ids.EDIT_ORDER: lambda may: may.change,
    ids.EXECUTE_ORDER: lambda may: may.execute,
    ids.COMPLETE_ORDER: lambda may: may.complete,
    ids.CANCEL_ORDER: lambda may: may.cancel,
}
# Kept of a press that did nothing: that it came, that it was refused, what a Home shows.
TRACES = {"audit", "receipts", "counters", "homes", "home_orders"}
SENTENCE = re.compile(r"^:warning: [A-Z“].{15,400}[.)?]$", re.DOTALL)
PEOPLE = ("URAVI", "UMAYA", "UANA")
CANCELLATION, SECOND = "cancellation asked", "pending, second edition"


@dataclass(frozen=True, slots=True)
class Button:
    """A button as it was drawn, without the order that it was drawn for."""

    action_id: str
    deed: str
    place: str

    def carrying(self, order: Order, edition: int | None) -> str:
        seen = "" if edition is None else f"@{edition}"
        return f"{self.deed}{order.id}{seen}/{self.place}"


@dataclass(frozen=True, slots=True)
class Scene:
    """An order of Ravi's in each state, and every button that was drawn on the way."""

    engine: Engine
    worker: Worker
    orders: Mapping[str, Order]
    buttons: frozenset[Button]
    people: Mapping[str, Person]


class Way:
    """The way of an order from its first draft to some state."""

    def __init__(self, engine: Engine, cast: Cast) -> None:
        self._engine, self._cast = engine, cast
        with workspace_session(engine, ACME) as session:
            rules = (
                Rule(
                    "Everything",
                    steps=(Step(Approvers(Role.MANAGER), expire_hours=4, remind_hours=1),),
                ),
                Rule("Taken back", steps=(Step(ADMINS),), occasion=Occasion.CANCELLATION),
            )
            policies.add_version(session, Policy(0, rules), by_id=None, at=NOON)
            chairs = LineDraft(trade.product(session, "Chair", EUR=100_000), 8)
            self._wanted = trade.draft(trade.customer(session), chairs)

    def draft(self) -> int:
        with workspace_session(self._engine, ACME) as session:
            return service.save_draft(session, self._wanted, by=self._cast.ravi.actor, at=NOON).id

    def pending(self) -> int:
        with workspace_session(self._engine, ACME) as session:
            order = service.submit(session, self._wanted, by=self._cast.ravi.actor, at=NOON)
            by, to = self._cast.maya.actor, self._cast.omar.member.id
            return passing.ask(session, order.id, to_id=to, by=by, at=NOON).id

    def changed(self) -> int:
        order_id, by = self.pending(), self._cast.ravi.actor
        with workspace_session(self._engine, ACME) as session:
            now = orders.get(session, order_id).revision
            more = replace(self._wanted, notes="Two more, please.")
            return service.change(session, order_id, more, revision=now, by=by, at=NOON).id

    def decided(self, verdict: Verdict) -> int:
        order_id = self.pending()
        with workspace_session(self._engine, ACME) as session:
            by = self._cast.maya.actor
            return decisions.decide(session, order_id, verdict, by=by, at=NOON).id

    def approved(self) -> int:
        return self.decided(YES)

    def rejected(self) -> int:
        return self.decided(Verdict(ActKind.REJECT, "price", "Too dear."))

    def returned(self) -> int:
        return self.decided(Verdict(ActKind.RETURN, words="Fewer chairs."))

    def expired(self) -> int:
        """Let it wait for too long; what else waits by then is made after it."""
        order_id = self.pending()
        for moment in (NOON, SOON, LATER):
            Reminder(self._engine, lambda moment=moment: moment).run_due()  # type: ignore[misc]
        return order_id

    def executing(self) -> int:
        order_id = self.approved()
        with workspace_session(self._engine, ACME) as session:
            return decisions.execute(session, order_id, by=self._cast.maya.actor, at=NOON).id

    def completed(self) -> int:
        order_id = self.executing()
        with workspace_session(self._engine, ACME) as session:
            return decisions.complete(session, order_id, by=self._cast.maya.actor, at=NOON).id

    def cancelled(self) -> int:
        order_id = self.pending()
        with workspace_session(self._engine, ACME) as session:
            by = self._cast.ravi.actor
            return decisions.cancel(
                session, order_id, by=by, at=NOON, reason="Gone.", code=CancelReason.OTHER
            ).id

    def leaving(self) -> int:
        order_id = self.approved()
        with workspace_session(self._engine, ACME) as session:
            by = self._cast.ravi.actor
            return cancelling.cancel(
                session, order_id, by=by, at=NOON, words="Gone.", code="other"
            ).id


WAYS: Mapping[str, Callable[[Way], int]] = {
    # First, since all that waits expires with it.
    OrderStatus.EXPIRED: Way.expired,
    OrderStatus.DRAFT: Way.draft,
    OrderStatus.PENDING: Way.pending,
    SECOND: Way.changed,
    OrderStatus.APPROVED: Way.approved,
    OrderStatus.REJECTED: Way.rejected,
    OrderStatus.RETURNED: Way.returned,
    OrderStatus.EXECUTING: Way.executing,
    OrderStatus.COMPLETED: Way.completed,
    OrderStatus.CANCELLED: Way.cancelled,
    CANCELLATION: Way.leaving,
}


@pytest.fixture(scope="module")
def teams() -> Iterator[Teams]:
    with server.running(manifest=MANIFEST) as sandbox:
        token = (sandbox.token(ACME),)
        yield Teams(sign_in(token, api_url=sandbox.api_url), api_url=sandbox.api_url)


@pytest.fixture(scope="module")
def scene(
    migrated_file: bytes, tmp_path_factory: pytest.TempPathFactory, teams: Teams
) -> Iterator[Scene]:
    """One for all, since it takes longer to make than to press; each test sets it back."""
    path = tmp_path_factory.mktemp("pressed") / "dealdesk.sqlite3"
    path.write_bytes(migrated_file)
    engine = make_engine(f"sqlite:///{path}")
    found(engine)
    cast = employ(engine)
    way = Way(engine, cast)
    made = {state: go(way) for state, go in WAYS.items()}
    worker = Worker(EDGE, engine, Directory(teams), Downloads(teams), lambda: NOON)
    with workspace_session(engine, ACME, reading=True) as session:
        known = {state: orders.get(session, order_id) for state, order_id in made.items()}
    people = {str(each.member.slack_id): each for each in (cast.ravi, cast.maya, cast.ana)}
    yield Scene(engine, worker, known, frozenset(drawn(engine, worker, known)), people)
    engine.dispose()


@pytest.fixture
def pressed(scene: Scene) -> Iterator["Database"]:
    database = Database(scene.engine)
    yield database
    database.restore()
    database.close()


def drawn(engine: Engine, worker: Worker, made: Mapping[str, Order]) -> Iterator[Button]:
    """Find the buttons of orders in whatever was posted, and in what people open themselves."""
    with workspace_session(engine, ACME, reading=True) as session:
        for payload in session.scalars(select(PostRow.payload)):
            yield from buttons(payload)
    event = {"tab": "home", "type": "app_home_opened"}
    for user in PEOPLE:
        home = Request(Kind.EVENT, "app_home_opened", ACME, user, event={**event, "user": user})
        typed = [("/approvals", ""), ("/approvals", "mine"), ("/order", "list")]
        typed += [("/order", str(order.number)) for order in made.values()]
        asked = [Request(Kind.COMMAND, name, ACME, user, text=text) for name, text in typed]
        for request in (home, *asked):
            match worker.run(request).answer:
                case PublishHome(view):
                    yield from buttons(view.to_dict())
                case Reply() as reply:
                    yield from buttons(list(as_dicts(reply.blocks)))


def buttons(found: Any) -> Iterator[Button]:
    if isinstance(found, list):
        for each in found:
            yield from buttons(each)
    if not isinstance(found, dict):
        return
    carried = [found.get("value"), *(each["value"] for each in found.get("options") or [])]
    for value in carried if "action_id" in found else ():
        if known := CARRIED.match(str(value)):
            yield Button(found["action_id"], *known.groups())
    for each in found.values():
        yield from buttons(each)


def presses(scene: Scene, order: Order) -> Iterator[tuple[Button, int | None, Request]]:
    editions = (None, *range(min(order.edition, 1), order.edition + 1))
    for button in sorted(scene.buttons, key=repr):
        for edition in editions:
            for user in PEOPLE:
                text = button.carrying(order, edition)
                yield (
                    button,
                    edition,
                    Request(Kind.BUTTON, button.action_id, ACME, user, ACME, text=text),
                )


class Database:
    """The file behind the engine, read past it for speed, and set back after a press that did
    something.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._live = sqlite3.connect(str(engine.url.database))
        self._kept = sqlite3.connect(":memory:")
        self._live.backup(self._kept)
        self._tables = sorted(set(Base.metadata.tables) - TRACES)
        self._before = self._rows()

    def changed(self) -> set[str]:
        """Return the tables that are not as they were."""
        now = self._rows()
        return {name for name in self._tables if now[name] != self._before[name]}

    def restore(self) -> None:
        self._engine.dispose()
        self._kept.backup(self._live)

    def close(self) -> None:
        self._live.close()
        self._kept.close()

    def _rows(self) -> dict[str, list[Any]]:
        return {
            name: self._live.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall()  # noqa: S608
            for name in self._tables
        }


def test_there_is_a_way_to_every_status(scene: Scene) -> None:
    assert {order.status for order in scene.orders.values()} == set(OrderStatus)
    for state, order in scene.orders.items():
        assert order.status == state or state in {SECOND, CANCELLATION}
    assert scene.orders[SECOND].edition > scene.orders[OrderStatus.PENDING].edition


def test_whoever_has_left_is_told_so_by_every_button_of_their_last_cards(
    scene: Scene, pressed: "Database"
) -> None:
    """Nothing draws the Home or the cards of somebody anew who is not there any more."""
    maya = scene.people["UMAYA"].member
    with workspace_session(scene.engine, ACME) as session:
        members.save(session, replace(maya, active=False))

    for button, _, request in presses(scene, scene.orders[OrderStatus.PENDING]):
        if request.user_id == maya.slack_id:
            answer = scene.worker.run(request).answer
            assert isinstance(answer, Reply), button
            assert "Your membership was ended. Ask an admin" in answer.text, button
    assert "orders" not in pressed.changed()


def test_every_button_of_an_order_is_drawn_somewhere_and_explains_a_refusal(scene: Scene) -> None:
    found = {button.action_id for button in scene.buttons}

    assert found == set(EDGE.refusals) | {ids.OPEN_ORDER}
    assert found >= set(ALLOWED)


@pytest.mark.timeout(300)
@pytest.mark.parametrize("state", WAYS)
def test_a_button_works_or_says_why_not_and_then_changes_nothing(
    scene: Scene, pressed: "Database", state: str
) -> None:
    order = scene.orders[state]
    with workspace_session(scene.engine, ACME, reading=True) as session:
        roster = rosters.current(session, at=NOON)
    may = {
        user: deeds(order, roster=roster, by=person.actor) for user, person in scene.people.items()
    }
    dead = alive = 0
    for button, edition, request in presses(scene, order):
        told = f"{button} at {edition} by {request.user_id}"
        answer = scene.worker.run(request).answer
        changed = pressed.changed()
        if isinstance(answer, Reply) and answer.text.startswith(":warning:"):
            dead += 1
            assert SENTENCE.match(answer.text), told
            assert "Something went wrong" not in answer.text, told
            assert not changed, told
            assert answer.replace_original is (button.place != ""), told
        else:
            alive += 1
            assert isinstance(answer, Reply | OpenForm), told
            allowed = ALLOWED.get(button.action_id)
            assert allowed is None or allowed(may[request.user_id]), told
            if button.action_id == ids.APPROVE_ORDER:
                assert edition in {None, order.edition}, told
        if changed:
            pressed.restore()
    assert dead
    assert alive
