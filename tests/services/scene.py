"""One of everything that a service can be asked to change."""

from dataclasses import dataclass
from datetime import time, timedelta
from typing import Any

from sqlalchemy.orm import Session

from bot.domain.approvals import YES
from bot.domain.customers import Contact
from bot.domain.interactions import Direction, InteractionDetails, InteractionKind
from bot.domain.orders import Order
from bot.domain.people import Role
from bot.domain.schedules import Schedule, ScheduleRule
from bot.services import (
    decisions,
    interactions,
    orders,
    reports,
)
from bot.services.orders import LineDraft
from bot.services.workflows import WantedOrder
from bot.store import customers as customer_store
from tests import trade
from tests.conftest import NOON, Cast, Person, hire

LATER = NOON + timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Scene:
    """The session with one of everything in it."""

    session: Session
    cast: Cast
    customer: int
    product: int

    @property
    def finance(self) -> Person:
        return hire(self.session, "Fay", Role.FINANCE)

    @property
    def draft(self) -> orders.OrderDraft:
        return trade.draft(self.customer, LineDraft(self.product, 1_000))

    @property
    def waiting(self) -> int:
        return orders.submit(self.session, self.draft, by=self.cast.ravi.actor, at=NOON).id

    @property
    def usual(self) -> int:
        """One that waits and is like what the customer bought a week ago."""
        week_ago = NOON - timedelta(days=7)
        before = orders.submit(self.session, self.draft, by=self.cast.ravi.actor, at=week_ago)
        decisions.decide(self.session, before.id, YES, by=self.cast.maya.actor, at=week_ago)
        return self.waiting

    @property
    def approved(self) -> int:
        by = self.cast.maya.actor
        return decisions.decide(self.session, self.waiting, YES, by=by, at=NOON).id

    @property
    def executing(self) -> int:
        by = self.cast.maya.actor
        return decisions.execute(self.session, self.approved, by=by, at=NOON).id

    @property
    def saved(self) -> Order:
        return orders.save_draft(self.session, self.draft, by=self.cast.ravi.actor, at=NOON)

    @property
    def call(self) -> InteractionDetails:
        return InteractionDetails(
            *(self.customer, InteractionKind.CALL, Direction.OUTBOUND, NOON, "Hello"),
            follow_up_on=NOON.date(),
        )

    @property
    def logged(self) -> int:
        by = self.cast.ravi.actor
        return interactions.log(self.session, self.call, by=by, at=NOON, today=NOON.date()).id

    @property
    def wanted(self) -> WantedOrder:
        return WantedOrder("Firm", "Chai", "1000")

    @property
    def contact(self) -> Contact:
        return customer_store.add_contact(self.session, Contact(0, self.customer, "Anna"))

    @property
    def schedule(self) -> int:
        return add_schedule(self, at=NOON).id


def add_schedule(scene: Scene, **who: Any) -> Schedule:
    rule = ScheduleRule(frozenset({0}), time(9), "UTC")
    who = {"by": scene.cast.ana.actor, **who}
    return reports.schedule(
        scene.session, report="weekly-sales", channel="CSALES", rule=rule, **who
    )
