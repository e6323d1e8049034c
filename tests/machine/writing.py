"""Writing orders: new ones, drafts, changes, copies."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule
from sqlalchemy.orm import Session

from bot.domain.orders import Order
from bot.domain.people import Actor
from bot.services import order_forms, orders
from tests import trade
from tests.machine import orders as plain
from tests.machine.draws import lines, picks, somebody
from tests.machine.goods import Lines, brooms, with_first
from tests.machine.orders import CHANGEABLE
from tests.machine.people import CAST
from tests.machine.play import CUSTOMERS, Play

# Reps raise most orders, and theirs are the ones that a second account could help.
owners = st.sampled_from(("Ravi", "Ravi", "Ravi", *CAST))
customers = st.sampled_from(CUSTOMERS)
currencies = st.sampled_from(["EUR", "EUR", "EUR", "EUR", "USD"])

Write = Callable[[Session, orders.OrderDraft, Actor, datetime], Order]


class Writing(Play):
    @rule(who=owners, customer=customers, currency=currencies, lines=lines)
    def raise_an_order(self, who: str, customer: str, currency: str, lines: Lines) -> None:
        self._write(_submit, plain.Order(0, who, customer, currency, lines), sent=True)

    @rule(who=owners, customer=customers, quantity=st.integers(1, 4))
    def raise_small_orders(self, who: str, customer: str, quantity: int) -> None:
        """Several of them are as much as one large."""
        for each in (quantity, 3):
            self._write(_submit, plain.Order(0, who, customer, "EUR", brooms(each)), sent=True)

    @rule(who=owners, customer=customers, currency=currencies, lines=lines)
    def write_a_draft(self, who: str, customer: str, currency: str, lines: Lines) -> None:
        self._write(_save_draft, plain.Order(0, who, customer, currency, lines), sent=False)

    def _write(self, write: Write, kept: plain.Order, *, sent: bool) -> None:
        made: list[Order] = []

        def deed(session: Session) -> None:
            by = self.actor(session, kept.owner)
            made.append(write(session, self._draft(kept), by, self.now))

        if self.do(deed, may=kept.owner in self.model.people.able()):
            self._remember(kept, made[-1], sent=sent)

    def _remember(self, kept: plain.Order, made: Order, *, sent: bool) -> None:
        kept.number = made.number
        self.model.orders[made.number] = kept
        if sent:
            self.model.send(kept, kept.owner, self.now)
        else:
            self.model.note("order.created", kept, kept.owner)

    def _draft(self, kept: plain.Order) -> orders.OrderDraft:
        wanted = [
            orders.LineDraft(self.products[line.product], line.quantity, line.percent * 100)
            for line in kept.lines
        ]
        return trade.draft(self.customers[kept.customer], *wanted, currency=kept.currency)

    @precondition(lambda self: self.model.orders)
    @rule(pick=picks, who=somebody)
    def copy_an_order(self, pick: int, who: str) -> None:
        """It is a new order of whoever copies, and nothing goes along."""
        copied = self.some_order(pick)
        kept = plain.Order(0, who, copied.customer, copied.currency, copied.lines)
        made: list[Order] = []

        def copy(session: Session) -> None:
            by = self.actor(session, who)
            form = order_forms.copy_of(session, self.order(session, copied))
            assert form.typed.edited is None
            made.append(orders.submit(session, order_forms.draft_of(form), by=by, at=self.now))

        if self.do(copy, may=who in self.model.people.able()):
            self._remember(kept, made[-1], sent=True)

    @precondition(lambda self: self._drafts())
    @rule(pick=picks, who=somebody)
    def send_a_draft(self, pick: int, who: str) -> None:
        kept = self._drafts()[pick % len(self._drafts())]

        def send(session: Session) -> None:
            by = self.actor(session, who)
            orders.send(session, self.order(session, kept).id, by=by, at=self.now)

        if self.do(send, may=self.model.may_manage(kept, who)):
            self.model.send(kept, who, self.now)

    @precondition(lambda self: self._drafts())
    @rule(pick=picks, who=somebody, lines=lines)
    def rewrite_a_draft(self, pick: int, who: str, lines: Lines) -> None:
        """Whoever wrote a part of it is its author, although somebody else sends it."""
        kept = self._drafts()[pick % len(self._drafts())]
        if self._change(kept, who, orders.change_draft, replace(kept, lines=lines)):
            kept.authors.add(who)
            self.model.note("order.changed", kept, who)

    def _drafts(self) -> list[plain.Order]:
        return [each for each in self.model.orders.values() if each.status == "draft"]

    @precondition(lambda self: self.model.orders)
    @rule(
        pick=picks,
        who=somebody,
        lines=lines,
        currency=st.sampled_from([None, None, None, "EUR", "USD"]),
        customer=st.sampled_from([None, None, None, *CUSTOMERS]),
    )
    def change_an_order(
        self, pick: int, who: str, lines: Lines, currency: str | None, customer: str | None
    ) -> None:
        kept = self.some_order(pick)
        currency, customer = currency or kept.currency, customer or kept.customer
        wanted = replace(kept, lines=lines, currency=currency, customer=customer)
        self._change_and_send(kept, who, wanted)

    @precondition(lambda self: self.model.orders)
    @rule(pick=picks, by_a_manager=st.booleans(), more=st.integers(-2, 2))
    def change_an_order_a_little(self, pick: int, by_a_manager: bool, more: int) -> None:  # noqa: FBT001 - drawn by name
        """A small step up is one too many where it was approved; one down is not."""
        kept = self.some_order(pick)
        who = "Maya" if by_a_manager else kept.owner
        lines = with_first(kept.lines, max(kept.quantity + more, 1))
        self._change_and_send(kept, who, replace(kept, lines=lines))

    def _change_and_send(self, kept: plain.Order, who: str, wanted: plain.Order) -> None:
        if self._change(kept, who, orders.change, wanted):
            self.model.change(kept, who, self.now)

    def _change(
        self, kept: plain.Order, who: str, change: Callable[..., Order], wanted: plain.Order
    ) -> bool:
        may = kept.status in CHANGEABLE and not kept.leaves and self.model.may_manage(kept, who)

        def deed(session: Session) -> None:
            order, draft = self.order(session, kept), self._draft(wanted)
            by = self.actor(session, who)
            change(session, order.id, draft, revision=order.revision, by=by, at=self.now)

        if not self.do(deed, may=may):
            return False
        kept.lines, kept.currency, kept.customer = wanted.lines, wanted.currency, wanted.customer
        return True


def _submit(session: Session, draft: orders.OrderDraft, by: Actor, at: datetime) -> Order:
    return orders.submit(session, draft, by=by, at=at)


def _save_draft(session: Session, draft: orders.OrderDraft, by: Actor, at: datetime) -> Order:
    return orders.save_draft(session, draft, by=by, at=at)
