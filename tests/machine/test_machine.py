"""Random deeds of five people over many orders: the program and the plain model agree.

After every deed each order stands where the model has it; what goes through has the
approvals that the policy demanded when it was sent; nobody approved their own, by whatever
road; each verdict counts once; the money adds up and the audit verifies.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from bot.app import handlers
from bot.blocks import ids
from bot.domain.approvals import ActKind, Verdict
from bot.domain.errors import UserError
from bot.domain.leave import Days
from bot.domain.orders import Order, OrderStatus
from bot.domain.people import Actor, Member, Role
from bot.domain.policies import (
    ADMINS,
    ANY_MANAGER,
    EVERYTHING_ELSE,
    Approvers,
    Policy,
    Rule,
    Step,
    at_least,
)
from bot.domain.reasons import Reason
from bot.domain.rosters import Absence
from bot.edge import Call
from bot.services import absences, decisions, orders, policies
from bot.store import approvals, audit, members, workspaces
from bot.store import orders as order_store
from bot.store import policies as policy_store
from bot.store.db import in_workspace, workspace_session
from bot.store.tables import OrderRow
from tests import databases, trade
from tests.conftest import ACME, NOON
from tests.machine import model
from tests.machine.model import Look, Model, Tier

EDGE = handlers()
PRICE = 100_00
CUSTOMERS = ("Kontor", "Bazaar")
ROLES = {
    "Ravi": Role.REP,
    "Maya": Role.MANAGER,
    "Omar": Role.MANAGER,
    "Fay": Role.FINANCE,
    "Ana": Role.ADMIN,
    "Ravi's second account": Role.MANAGER,
}
MAIL = {"Ravi": "ravi@acme.example", "Ravi's second account": "Ravi+boss@ACME.example"}
STATUSES = {
    OrderStatus.PENDING: "pending",
    OrderStatus.RETURNED: "returned",
}

people = st.sampled_from(model.CAST)
# Reps raise most orders, and theirs are the ones that a second account could help.
owners = st.sampled_from(("Ravi", "Ravi", "Ravi", *model.CAST))
looks = st.builds(
    Look,
    st.sampled_from(["managers", "finance", "admins", "the rep's manager", "Omar", "Ravi"]),
    st.sampled_from([1, 1, 2, 0]),
)
tiers = st.lists(
    st.builds(
        Tier,
        st.sampled_from([50_00, 5_00_00, 15_00_00]),
        st.lists(looks, min_size=1, max_size=3).map(tuple),
    ),
    min_size=1,
    max_size=3,
    unique_by=lambda tier: tier.minor,
).map(lambda found: tuple(sorted(found, key=lambda tier: -tier.minor)))
quantities = st.integers(1, 25)
picks = st.integers(0, 10_000)


class Crash(Exception):
    """The process dies in the middle of a deed."""


class Company(RuleBasedStateMachine):
    """`engine` is a migrated database, set by whoever runs it, and emptied for every run."""

    engine: Engine

    def __init__(self) -> None:
        super().__init__()
        self.now = NOON
        self.crashes = False

    @initialize(found=tiers, rest=st.booleans())
    def found(self, found: model.Tiers, *, rest: bool) -> None:
        databases.empty(self.engine)
        workspaces.ensure(
            self.engine, ACME, name="Acme", at=NOON, currency="EUR", zone="Europe/Berlin"
        )
        with workspace_session(self.engine, ACME) as session:
            self.members = {name: _hire(session, name) for name in model.CAST}
            for name, manager in model.REPORTS_TO.items():
                hired = replace(self.members[name], manager_id=self.members[manager].id)
                self.members[name] = members.save(session, hired)
            self.customers = {name: trade.customer(session, name) for name in CUSTOMERS}
            self.product = trade.product(session, "Broom", EUR=PRICE)
        self.model = Model((), rest_goes_through=True)
        self._put((), rest=True)
        self._put(found, rest=rest)

    @precondition(lambda self: len(self.model.orders) % 3 == 2)
    @rule(found=tiers, rest=st.booleans())
    def change_the_policy(self, found: model.Tiers, *, rest: bool) -> None:
        self._put(found, rest=rest)

    def _put(self, found: model.Tiers, *, rest: bool) -> None:
        rules = tuple(
            Rule(
                f"From {tier.minor}",
                (at_least(tier.minor, "EUR"),),
                tuple(self._step(look) for look in tier.looks),
            )
            for tier in found
        )
        rules += (EVERYTHING_ELSE,) if rest else ()

        def put(session: Session) -> None:
            in_force = policy_store.in_force(session)
            policies.put_in_force(
                session, Policy(in_force.version, rules), by=self._actor("Ana"), at=self.now
            )

        # What the program refuses as a policy leaves the one in force.
        if self._do(put, may=None):
            self.model.tiers, self.model.rest_goes_through = found, rest

    def _step(self, look: Look) -> Step:
        approvers = {
            "managers": ANY_MANAGER,
            "finance": Approvers(Role.FINANCE),
            "admins": ADMINS,
            "the rep's manager": Approvers(manager_of_rep=True),
        }.get(look.who) or Approvers(member_ids=(self.members[look.who].id,))
        return Step(approvers, look.need)

    @rule(who=owners, customer=st.sampled_from(CUSTOMERS), quantity=quantities)
    def raise_an_order(self, who: str, customer: str, quantity: int) -> None:
        made: list[Order] = []
        if self._do(
            lambda session: made.append(
                orders.submit(
                    session, self._draft(customer, quantity), by=self._actor(who), at=self.now
                )
            )
        ):
            self._remember(made[-1], who, customer, quantity, sent=True)

    @rule(who=owners, customer=st.sampled_from(CUSTOMERS), quantity=quantities)
    def write_a_draft(self, who: str, customer: str, quantity: int) -> None:
        made: list[Order] = []
        if self._do(
            lambda session: made.append(
                orders.save_draft(
                    session, self._draft(customer, quantity), by=self._actor(who), at=self.now
                )
            )
        ):
            self._remember(made[-1], who, customer, quantity, sent=False)

    def _remember(
        self, order: Order, who: str, customer: str, quantity: int, *, sent: bool
    ) -> None:
        kept = model.Order(order.number, who, customer, quantity * PRICE, self.now)
        self.model.orders[order.number] = kept
        if sent:
            self.model.send(kept, who, self.now)

    @precondition(lambda self: self.model.orders)
    @rule(pick=picks, who=people)
    def send_a_draft(self, pick: int, who: str) -> None:
        kept = self._pick(pick)
        may = kept.status == "draft" and self._may_change(kept, who)

        def send(session: Session) -> None:
            order = order_store.by_number(session, kept.number)
            orders.send(session, order.id, by=self._actor(who), at=self.now)

        if self._do(send, may=may):
            self.model.send(kept, who, self.now)

    @precondition(lambda self: self.model.orders)
    @rule(pick=picks, who=people, quantity=quantities)
    def change_an_order(self, pick: int, who: str, quantity: int) -> None:
        kept = self._pick(pick)
        changeable = kept.status in ("draft", "pending", "rejected", "returned", "approved")

        def change(session: Session) -> None:
            order = order_store.by_number(session, kept.number)
            orders.change(
                session,
                order.id,
                self._draft(kept.customer, quantity),
                revision=order.revision,
                by=self._actor(who),
                at=self.now,
            )

        if self._do(change, may=changeable and self._may_change(kept, who)):
            self.model.change(kept, who, quantity * PRICE, self.now)

    def _may_change(self, kept: model.Order, who: str) -> bool:
        return who == kept.owner or who in model.MANAGERS

    @precondition(lambda self: self._waiting())
    @rule(pick=picks, who=people)
    def press_approve(self, pick: int, who: str) -> None:
        self._approve(self._pick_waiting(pick), who)

    @precondition(lambda self: self._waiting())
    @rule(pick=picks, voice=picks)
    def press_approve_as_one_who_is_asked(self, pick: int, voice: int) -> None:
        kept = self._pick_waiting(pick)
        asked = [name for name in model.CAST if self.model.may_speak_for(kept, name, self.now)]
        if asked:
            self._approve(kept, asked[voice % len(asked)])

    @precondition(lambda self: self._waiting())
    @rule(pick=picks)
    def press_approve_on_ones_own(self, pick: int) -> None:
        """Every account of everybody to whom it is their own tries it."""
        kept = self._pick_waiting(pick)
        for name in sorted(self.model.own(kept)):
            self._approve(kept, name)

    def _approve(self, kept: model.Order, who: str) -> None:
        may = bool(self.model.may_speak_for(kept, who, self.now))

        def press(session: Session) -> None:
            order = order_store.by_number(session, kept.number)
            button = f"{order.id}@{order.edition}/"
            EDGE.buttons[ids.APPROVE_ORDER].handler(self._call(session, who), button)

        if self._do(press, may=may):
            assert self.model.approve(kept, who, self.now)

    @precondition(lambda self: self._waiting())
    @rule(pick=picks, who=people)
    def press_approve_on_an_old_card(self, pick: int, who: str) -> None:
        kept = self._pick_waiting(pick)

        def press(session: Session) -> None:
            order = order_store.by_number(session, kept.number)
            button = f"{order.id}@{order.edition - 1}/"
            EDGE.buttons[ids.APPROVE_ORDER].handler(self._call(session, who), button)

        self._do(press, may=False)

    @precondition(lambda self: self._waiting())
    @rule(
        pick=picks,
        who=people,
        kind=st.sampled_from([ActKind.REJECT, ActKind.RETURN]),
    )
    def refuse(self, pick: int, who: str, kind: ActKind) -> None:
        kept = self._pick_waiting(pick)
        may = bool(self.model.may_speak_for(kept, who, self.now))

        def say_no(session: Session) -> None:
            order = order_store.by_number(session, kept.number)
            verdict = Verdict(kind, Reason.PRICE, "Not like this")
            decisions.decide(session, order.id, verdict, by=self._actor(who), at=self.now)

        if self._do(say_no, may=may):
            status = "rejected" if kind is ActKind.REJECT else "returned"
            assert self.model.refuse(kept, who, self.now, status)

    @precondition(lambda self: self.model.orders)
    @rule(pick=picks, who=people)
    def execute(self, pick: int, who: str) -> None:
        kept = self._pick(pick)
        may = kept.status == "approved" and self._may_change(kept, who)

        def start(session: Session) -> None:
            order = order_store.by_number(session, kept.number)
            decisions.execute(session, order.id, by=self._actor(who), at=self.now)

        if self._do(start, may=may):
            kept.status = "executing"

    @precondition(lambda self: self.model.orders)
    @rule(pick=picks)
    def cancel(self, pick: int) -> None:
        kept = self._pick(pick)
        may = kept.status not in ("completed", "cancelled")

        def drop(session: Session) -> None:
            order = order_store.by_number(session, kept.number)
            decisions.cancel(
                session, order.id, by=self._actor("Ana"), at=self.now, reason="No longer wanted"
            )

        if self._do(drop, may=may):
            kept.status = "cancelled"

    @rule(who=people, delegate=people, first=st.integers(0, 1), days=st.integers(0, 1))
    def go_away(self, who: str, delegate: str, first: int, days: int) -> None:
        """What the program takes as an absence lasts as it says; it need not take every one."""
        begins = self.now.date() + timedelta(days=first)
        away = Days(begins, begins + timedelta(days=days))
        planned: list[Absence] = []

        def leave(session: Session) -> None:
            planned.append(
                absences.leave(
                    session,
                    away,
                    delegate_id=self.members[delegate].id,
                    by=self._actor(who),
                    at=self.now,
                )
            )

        if self._do(leave, may=None):
            taken = planned[-1]
            self.model.go_away(who, delegate, taken.starts_at, taken.ends_at, at=self.now)

    @rule(who=people)
    def come_back(self, who: str) -> None:
        ended: list[Absence] = []

        def back(session: Session) -> None:
            ended.append(absences.back(session, by=self._actor(who), at=self.now))

        if self._do(back, may=self.model.is_or_will_be_away(who, self.now)):
            self.model.come_back(who, ended[-1].starts_at)

    @rule(minutes=st.integers(1, 600))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @rule()
    def the_next_deed_crashes(self) -> None:
        self.crashes = True

    def _do(self, deed: Callable[[Session], None], *, may: bool | None = True) -> bool:
        """Do it as the model expects; return whether it is done, which a crash prevents.

        `may` None leaves it to the program whether it takes it.
        """
        crashing, self.crashes = self.crashes, False

        def work(session: Session) -> None:
            deed(session)
            if crashing:
                raise Crash

        refusal: UserError | None
        try:
            in_workspace(self.engine, ACME, work)
        except Crash:
            return False
        except UserError as error:
            refusal = error
        else:
            refusal = None
        assert may in (None, refusal is None), refusal or "This should have been refused."
        return refusal is None

    def _draft(self, customer: str, quantity: int) -> orders.OrderDraft:
        return trade.draft(self.customers[customer], orders.LineDraft(self.product, quantity))

    def _actor(self, who: str) -> Actor:
        member = self.members[who]
        return Actor(member.id, member.slack_id or "", member.name, member.role, "Europe/Berlin")

    def _call(self, session: Session, who: str) -> Call:
        return Call(session, self._actor(who), workspaces.get(session), self.now)

    def _pick(self, pick: int) -> model.Order:
        kept = list(self.model.orders.values())
        return kept[pick % len(kept)]

    def _waiting(self) -> list[model.Order]:
        return [each for each in self.model.orders.values() if each.status == "pending"]

    def _pick_waiting(self, pick: int) -> model.Order:
        waiting = self._waiting()
        return waiting[pick % len(waiting)]

    @invariant()
    def every_order_stands_where_the_model_has_it(self) -> None:
        with workspace_session(self.engine, ACME, reading=True) as session:
            for kept in self.model.orders.values():
                order = order_store.by_number(session, kept.number)
                assert STATUSES.get(order.status, order.status) == kept.status, kept
                assert order.total_minor == kept.total
                self._check_acts(session, order)

    def _check_acts(self, session: Session, order: Order) -> None:
        """What was said is kept whole: counted once a seat, and by nobody whose order it is."""
        own = {self.members[name].id for name in self.model.own(self.model.orders[order.number])}
        for asked in approvals.of_order(session, order.id):
            given = [act for act in asked.acts if act.kind is ActKind.APPROVE]
            seats = [act.seat_id for act in given]
            assert len(seats) == len(set(seats))
            if asked.id == (order.approval.id if order.approval else None):
                assert not own & {*seats, *(act.by_id for act in given)}
                kept = self.model.orders[order.number].request
                assert kept is not None
                said = {
                    (self.members[each.seat].id, self.members[each.by].id) for each in kept.said
                }
                assert {(act.seat_id, act.by_id) for act in given} == said

    @invariant()
    def the_money_adds_up_and_the_audit_verifies(self) -> None:
        with workspace_session(self.engine, ACME, reading=True) as session:
            total = session.scalar(select(func.sum(OrderRow.net_minor))) or 0
            assert int(total) == sum(each.total for each in self.model.orders.values())
            assert audit.verify(session)[1] is None


def _hire(session: Session, name: str) -> Member:
    slack_id = "U" + "".join(letter for letter in name.upper() if letter.isalpha())
    email = MAIL.get(name, f"{name.lower()}@acme.example")
    return members.add(session, Member(0, name, ROLES[name], slack_id=slack_id, email=email))


@pytest.mark.timeout(600)
def test_whatever_five_people_do_the_program_does_as_the_model_has_it(database: Engine) -> None:
    class Here(Company):
        engine = database

    run_state_machine_as_test(
        Here,
        settings=settings(
            max_examples=12,
            stateful_step_count=40,
            deadline=None,
            # Without shrinking, which would take longer than the play itself.
            phases=(Phase.explicit, Phase.generate),
            suppress_health_check=list(HealthCheck),
        ),
    )
