"""On which terms something is ordered: single lines cancelled, discounts, what a customer owes."""

from dataclasses import replace

from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule
from sqlalchemy.orm import Session

from bot.domain.cancellations import CancelReason, Unwanted
from bot.services import cancelling
from tests.machine import orders as plain
from tests.machine.chains import Chains
from tests.machine.customers import Customers, limits
from tests.machine.draws import by_terms, looks, picks, somebody, subjects
from tests.machine.draws import cancelling as agreeing
from tests.machine.goods import Line, Lines, brooms
from tests.machine.moving import Moving
from tests.machine.orders import OWED
from tests.machine.play import Play
from tests.machine.policy import CATEGORY, OWING, About, Look, Tier, Tiers
from tests.machine.weighing import Limit

places = st.sets(st.integers(0, 2), min_size=1, max_size=2)
several = st.lists(looks, min_size=1, max_size=2).map(tuple)
other_lines = st.builds(
    Line,
    st.sampled_from(["Broom", "Bowl", "Vase", "Find"]),
    st.just(1),
    st.sampled_from([0, 5, 10, 20]),
)
# A line's discount, the one of all together, the margin, the category: the rest is as it was,
# or better.
WORSE_IN_ONE = (
    ((Line("Broom", 5, 10), Line("Broom", 5, 10)), (Line("Broom", 5, 20), Line("Broom", 5))),
    ((Line("Broom", 5, 10), Line("Vase", 5)), (Line("Broom", 5, 10), Line("Broom", 3))),
    ((Line("Broom", 5, 10), Line("Broom", 5)), (Line("Broom", 5, 10), Line("Vase", 5))),
    ((Line("Broom", 5), Line("Broom", 5)), (Line("Broom", 5), Line("Bowl", 5))),
)
MIXED = (Line("Broom", 10), Line("Broom", 5, 10), Line("Vase", 4))


class CancellingLines(Play):
    @precondition(lambda self: self.model.orders)
    @rule(pick=picks, who=somebody, places=places, late=st.booleans())
    def cancel_lines(self, pick: int, who: str, places: set[int], *, late: bool) -> None:
        """Whoever saw another order than it is by now is refused."""
        self._cancel_lines(self.some_order(pick), who, places, late=late)

    @precondition(lambda self: self._with_several())
    @rule(pick=picks, place=picks, by_a_manager=st.booleans())
    def cancel_one_of_several_lines(self, pick: int, place: int, *, by_a_manager: bool) -> None:
        kept = self._with_several()[pick % len(self._with_several())]
        who = "Maya" if by_a_manager else kept.owner
        self._cancel_lines(kept, who, {place % len(kept.lines)})

    def _with_several(self) -> list[plain.Order]:
        orders = self.model.orders.values()
        return [each for each in orders if len(each.lines) > 1 and each.status in OWED]

    def _cancel_lines(
        self, kept: plain.Order, who: str, places: set[int], *, late: bool = False
    ) -> None:
        unwanted = Unwanted(frozenset(places), CancelReason.STOCK, "Back in May")

        def drop(session: Session) -> None:
            by, order = self.actor(session, who), self.order(session, kept)
            seen = order.edition - late
            cancelling.cancel_lines(
                session, order.id, unwanted, seen_edition=seen, by=by, at=self.now
            )

        may = self.model.may_cancel_lines(kept, who, places) and not late
        if self.do(drop, may=may):
            self.model.cancel_lines(kept, who, places, self.now)


class OnTerms(Chains, Moving, CancellingLines, Customers):
    """The policy looks at discounts, margins and credit; some chains of deeds besides."""

    @initialize(found=by_terms, rest=st.sampled_from([True, True, False]), agree=agreeing)
    def found(self, found: Tiers, *, rest: bool, agree: tuple[Look, ...]) -> None:
        super().found(found=found, rest=rest, agree=agree)

    @rule(found=by_terms, rest=st.booleans())
    def change_the_policy(self, found: Tiers, *, rest: bool) -> None:
        self.put_policy(found, rest=rest, agree=())

    @precondition(lambda self: self.model.orders)
    @rule(pick=picks, line=other_lines, by_a_manager=st.booleans())
    def sell_on_other_terms(self, pick: int, line: Line, *, by_a_manager: bool) -> None:
        kept = self.some_order(pick)
        self._sell(kept, line, "Maya" if by_a_manager else kept.owner)

    def _sell(self, kept: plain.Order, line: Line, who: str) -> None:
        """Let the first line be as many pieces of that product with that discount."""
        first, *others = kept.lines
        lines = (replace(line, quantity=first.quantity), *others)
        self._change_and_send(kept, who, replace(kept, lines=lines))

    @rule(asked=several, subject=subjects, line=other_lines)
    def approved_and_then_sold_on_other_terms(
        self, asked: tuple[Look, ...], subject: About, line: Line
    ) -> None:
        kept = self._sent(Tier(None, asked, subject), brooms(10))
        if kept is not None:
            self._sell(kept, line, kept.owner)
            self._late_presses(kept)
            self.try_to_execute_all_that_may_not_be()

    @rule(asked=several, change=st.sampled_from(WORSE_IN_ONE))
    def approved_and_then_worse_in_one_thing(
        self, asked: tuple[Look, ...], change: tuple[Lines, Lines]
    ) -> None:
        before, after = change
        kept = self._sent(Tier(5_00_00, asked), before)
        if kept is not None:
            self._change_and_send(kept, kept.owner, replace(kept, lines=after))
            self._late_presses(kept)
            self.try_to_execute_all_that_may_not_be()

    @rule(asked=several, pieces=st.sampled_from([1, 11, 12]), alone=st.booleans())
    def executed_and_then_some_comes_back(
        self, asked: tuple[Look, ...], pieces: int, *, alone: bool
    ) -> None:
        """A return weighs like a sale, and hides none; what it takes off is not owed."""
        kept = self._sent(Tier(5_00_00, asked), brooms(10))
        returned = (Line("Broom", -pieces),)
        if kept is None:
            return
        if alone:
            self.execute(self._pick(kept), kept.owner)
            self.raise_an_order(kept.owner, kept.customer, "EUR", returned)
        else:
            self._change_and_send(kept, kept.owner, replace(kept, lines=(*kept.lines, *returned)))
        self._late_presses(kept)
        self.try_to_execute_all_that_may_not_be()

    @rule(
        asked=several,
        subject=st.one_of(subjects, st.none()),
        place=st.integers(0, 2),
        executing=st.booleans(),
    )
    def approved_and_then_a_line_is_cancelled(
        self,
        asked: tuple[Look, ...],
        subject: About | None,
        place: int,
        *,
        executing: bool,
    ) -> None:
        """What is left has less of a margin, and more of a discount, than all of it had."""
        minor = 5_00_00 if place or subject is None else None
        kept = self._sent(Tier(minor, asked, subject), MIXED)
        if kept is None:
            return
        if executing:
            self.execute(self._pick(kept), "Ana")
        self._cancel_lines(kept, "Maya", {place}, late=True)
        self._cancel_lines(kept, "Maya", {place})
        self._late_presses(kept)
        self.try_to_execute_all_that_may_not_be()
        self._cancel_lines(kept, kept.owner, {0})

    @rule(
        asked=several,
        about=st.one_of(subjects, st.just(About(CATEGORY, word="Glass"))),
        worse=st.sampled_from(["Vase", "Bowl", "Find"]),
        worse_first=st.booleans(),
    )
    def one_order_is_divided(
        self, asked: tuple[Look, ...], about: About, worse: str, *, worse_first: bool
    ) -> None:
        """Neither part is asked about by itself, the whole would be, and so is the second part."""
        parts = [(Line(worse, 4, 20),), brooms(4)]
        first, second = parts if worse_first else parts[::-1]
        kept = self._sent(Tier(5_00_00, asked, about), first)
        if kept is not None:
            self.raise_an_order("Ravi", kept.customer, "EUR", second)
            self._late_presses(list(self.model.orders.values())[-1])
            self.try_to_execute_all_that_may_not_be()

    @rule(asked=several, first=limits, then=limits, more=st.booleans(), large=st.booleans())
    def approved_and_then_owes_too_much(
        self, asked: tuple[Look, ...], first: Limit, then: Limit, *, more: bool, large: bool
    ) -> None:
        """Also where the policy asked since it is a large order, and not for what is owed."""
        tier = Tier(50_00, asked) if large else Tier(None, asked, OWING)
        kept = self._drafted(tier, brooms(5))
        if kept is None:
            return
        self.set_a_credit_limit(kept.customer, "Ana", first)
        self.set_a_credit_limit(kept.customer, "Ravi", (80_00_00, "EUR"))
        self._send(kept, kept.owner)
        self._all_approve(kept)
        if more:
            self.raise_an_order("Ravi", kept.customer, "EUR", brooms(6))
        self.set_a_credit_limit(kept.customer, "Ana", then)
        self._change_and_send(kept, kept.owner, replace(kept, lines=brooms(4)))
        self._late_presses(kept)
        self.try_to_execute_all_that_may_not_be()
