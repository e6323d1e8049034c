"""What becomes of orders besides being decided on: executed, completed, cancelled."""

from collections.abc import Callable

from hypothesis.stateful import precondition, rule
from sqlalchemy.orm import Session

from bot.domain.orders import Order
from bot.services import cancelling, decisions
from tests.machine import orders as plain
from tests.machine.draws import picks, somebody
from tests.machine.play import Play


class Moving(Play):
    @precondition(lambda self: self.model.orders)
    @rule(pick=picks, who=somebody)
    def execute(self, pick: int, who: str) -> None:
        self._move(self.some_order(pick), who, decisions.execute, "approved", "executing")

    @precondition(lambda self: self.model.orders)
    @rule()
    def try_to_execute_all_that_may_not_be(self) -> None:
        for kept in self.model.orders.values():
            if kept.status != "approved" or kept.leaves:
                self._move(kept, "Ana", decisions.execute, "approved", "executing")

    @precondition(lambda self: self.model.orders)
    @rule(pick=picks, who=somebody)
    def complete(self, pick: int, who: str) -> None:
        self._move(self.some_order(pick), who, decisions.complete, "executing", "completed")

    def _move(
        self, kept: plain.Order, who: str, move: Callable[..., Order], before: str, after: str
    ) -> None:
        may = self.model.may_manage(kept, who) and kept.status == before and not kept.leaves

        def do(session: Session) -> None:
            by, order = self.actor(session, who), self.order(session, kept)
            move(session, order.id, by=by, at=self.now)

        if self.do(do, may=may):
            kept.status = after
            self.model.note(f"order.{after}", kept, who)

    @precondition(lambda self: self.model.orders)
    @rule(pick=picks, who=somebody)
    def cancel(self, pick: int, who: str) -> None:
        """At once, or once whoever the policy asks agrees: their cards are pressed as others."""
        kept = self.some_order(pick)

        def drop(session: Session) -> None:
            by, order = self.actor(session, who), self.order(session, kept)
            cancelling.cancel(
                session, order.id, by=by, at=self.now, words="Not wanted any more", code="other"
            )

        if self.do(drop, may=self.model.may_cancel_all(kept, who)):
            self.model.cancel(kept, who, self.now)
