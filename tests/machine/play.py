"""The table at which the play is played: a company, its program and its plain model."""

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import note
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from bot.app import handlers
from bot.domain.errors import UserError
from bot.domain.orders import Order
from bot.domain.people import Actor, Member, Role
from bot.domain.policies import Policy
from bot.domain.products import Product
from bot.edge import Call
from bot.edge.people import Profile, actor_of
from bot.services import policies
from bot.store import audit, groups, members, products, workspaces
from bot.store import orders as order_store
from bot.store import policies as policy_store
from bot.store.db import in_workspace, workspace_session
from tests import databases, trade
from tests.conftest import ACME, NOON
from tests.machine import checks, enacting, goods, people
from tests.machine import orders as plain
from tests.machine.draws import cancelling, strict, tiers
from tests.machine.enacting import DESK
from tests.machine.model import Deed, Model
from tests.machine.policy import Look, Tiers

EDGE = handlers()
CUSTOMERS = ("Kontor", "Bazaar")
ON_THE_DESK = ("Ravi", "Maya", "Fay")
MAIL = {"Ravi": "ravi@acme.example", "Ravi's second account": "Ravi+boss@ACME.example"}


class Crash(Exception):
    """The process dies in the middle of a deed."""


class Play(RuleBasedStateMachine):
    """`engine` is a migrated database, set by whoever runs it, and emptied for every run."""

    engine: Engine

    def __init__(self) -> None:
        super().__init__()
        self.now: datetime = NOON
        self.crashes = False
        self.model = Model()
        self.audited: Counter[Deed] = Counter()
        self.entries_read = 0

    @initialize(found=st.one_of(strict, tiers), rest=st.booleans(), agree=cancelling)
    def found(self, found: Tiers, *, rest: bool, agree: tuple[Look, ...]) -> None:
        databases.empty(self.engine)
        workspaces.ensure(self.engine, ACME, name="Acme", at=NOON, currency="EUR", zone="UTC")
        with workspace_session(self.engine, ACME) as session:
            self.members = {name: _hire(session, name) for name in people.CAST}
            for name, manager in people.REPORTS_TO.items():
                hired = replace(self.members[name], manager_id=self.members[manager].id)
                self.members[name] = members.save(session, hired)
            self.names = {member.id: name for name, member in self.members.items()}
            self.customers = {name: trade.customer(session, name) for name in CUSTOMERS}
            self.products = {name: _add_product(session, name) for name in goods.COSTS}
            _found_desk(session, {self.members[name].slack_id or "" for name in ON_THE_DESK})
        self.model.people.desk = frozenset(ON_THE_DESK)
        self.put_policy((), rest=True, agree=())
        self.put_policy(found, rest=rest, agree=agree)

    def put_policy(self, found: Tiers, *, rest: bool, agree: tuple[Look, ...]) -> None:
        ids = {name: member.id for name, member in self.members.items()}
        rules = enacting.rules(found, rest=rest, agree=agree, ids=ids)
        put: list[Policy] = []

        def enact(session: Session) -> None:
            version = policy_store.in_force(session).version
            wanted = Policy(version, rules)
            put.append(policies.put_in_force(session, wanted, by=None, at=self.now))

        before = self.model.version

        # What the program refuses as a policy leaves the one in force.
        if self.do(enact, may=None):
            self.model.tiers, self.model.rest_goes_through = found, rest
            self.model.cancelling, self.model.version = agree, put[-1].version
            if put[-1].version != before:
                self.model.note("policy.set", None, None)
            note(f"The policy is {found}, cancelling {agree}, the rest goes through: {rest}")

    def do(self, deed: Callable[[Session], None], *, may: bool | None = True) -> bool:
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
            note("That crashed.")
            return False
        except UserError as error:
            refusal = error
        else:
            refusal = None
        assert may in (None, refusal is None), refusal or "This should have been refused."
        return refusal is None

    def actor(self, session: Session, who: str) -> Actor:
        """Whoever presses, as the program knows them now; raises for who has left."""
        member = self.members[who]
        profile = Profile(
            member.slack_id or "", who, member.email, "UTC", is_admin=False, refusal=None
        )
        known = actor_of(session, profile)
        assert known is not None
        return known

    def call(self, session: Session, who: str) -> Call:
        return Call(session, self.actor(session, who), workspaces.get(session), self.now)

    def order(self, session: Session, kept: plain.Order) -> Order:
        return order_store.by_number(session, kept.number)

    def some_order(self, pick: int) -> plain.Order:
        kept = list(self.model.orders.values())
        return kept[pick % len(kept)]

    def waiting(self) -> list[plain.Order]:
        return [each for each in self.model.orders.values() if each.waits]

    def some_waiting(self, pick: int) -> plain.Order:
        waiting = self.waiting()
        return waiting[pick % len(waiting)]

    def asked(self, kept: plain.Order) -> list[str]:
        """Everybody who can approve it now."""
        return [name for name in people.CAST if self.model.may_speak_for(kept, name, self.now)]

    @invariant()
    def the_program_stands_where_the_model_has_it(self) -> None:
        with workspace_session(self.engine, ACME, reading=True) as session:
            checks.orders_stand(session, self.model, self.names)
            checks.money_adds_up(session, self.model)
            self._read_audit(session)
        assert self.audited == self.model.deeds

    def _read_audit(self, session: Session) -> None:
        assert audit.verify(session)[1] is None
        for entry in audit.entries(session, after=self.entries_read):
            self.entries_read = entry.number
            details = json.loads(entry.details)
            if entry.verb in checks.DEEDS:
                by, seat = self.names.get(entry.by_id or 0), self.names.get(details.get("seat", 0))
                self.audited[entry.verb, details.get("order"), by, seat] += 1


def _hire(session: Session, name: str) -> Member:
    slack_id = "U" + "".join(letter for letter in name.upper() if letter.isalpha())
    email = MAIL.get(name, f"{name.lower()}@acme.example")
    role = Role(people.ROLES[name])
    return members.add(session, Member(0, name, role, slack_id=slack_id, email=email))


def _add_product(session: Session, name: str) -> int:
    percent = goods.COSTS[name]
    costs = (
        {each: price * percent // 100 for each, price in goods.PRICES.items()} if percent else {}
    )
    category = goods.CATEGORIES[name]
    wanted = Product(0, name, category=category, prices=goods.PRICES, costs=costs)
    return products.add(session, wanted).id


def _found_desk(session: Session, users: set[str]) -> None:
    lease = groups.claim(session, now=NOON, every=timedelta(minutes=5))
    assert lease is not None
    groups.keep(session, [replace(DESK, users=frozenset(users))], lease=lease, at=NOON)
