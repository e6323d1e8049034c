"""Deciding on orders and on cancellations: by the buttons of cards old and new, and in bulk."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule
from sqlalchemy.orm import Session

from bot.blocks import ids
from bot.domain.approvals import ActKind, Verdict
from bot.domain.errors import ChangedMeanwhile
from bot.domain.orders import Order
from bot.domain.reasons import Reason
from bot.services import decisions, queues
from bot.store import approvals
from bot.store.db import workspace_session
from tests.conftest import ACME
from tests.machine import orders as plain
from tests.machine.draws import picks, somebody
from tests.machine.people import CAST
from tests.machine.play import EDGE, Play


class Deciding(Play):
    @precondition(lambda self: self.waiting())
    @rule(pick=picks, who=somebody)
    def press_approve(self, pick: int, who: str) -> None:
        self._approve(self.some_waiting(pick), who)

    @precondition(lambda self: self.waiting())
    @rule(pick=picks, voice=picks)
    def press_approve_as_one_who_is_asked(self, pick: int, voice: int) -> None:
        kept = self.some_waiting(pick)
        self._everybody_else_tries(kept)
        asked = self.asked(kept)
        if asked:
            self._approve_while_another_reads(kept, asked[voice % len(asked)])

    @precondition(lambda self: self.waiting())
    @rule(pick=picks)
    def everybody_who_is_asked_approves(self, pick: int) -> None:
        """Before each of them, everybody tries who may not."""
        kept = self.some_waiting(pick)
        while asked := self.asked(kept):
            self._everybody_else_tries(kept)
            if not self._approve_while_another_reads(kept, asked[0]):
                return

    @precondition(lambda self: self.waiting())
    @rule(pick=picks)
    def everybody_who_may_not_tries_to_approve(self, pick: int) -> None:
        """Their own, for who is away, again, asked no more, of another role by now."""
        self._everybody_else_tries(self.some_waiting(pick))

    def _everybody_else_tries(self, kept: plain.Order) -> None:
        for name in sorted(set(CAST) - set(self.asked(kept))):
            self._approve(kept, name)

    def _approve(self, kept: plain.Order, who: str) -> bool:
        may = bool(self.model.may_speak_for(kept, who, self.now))

        def press(session: Session) -> None:
            order = self.order(session, kept)
            button = f"{order.id}@{order.edition}/"
            EDGE.buttons[ids.APPROVE_ORDER].handler(self.call(session, who), button)

        done = self.do(press, may=may)
        if done:
            assert self.model.approve(kept, who, self.now)
        return done

    @precondition(lambda self: self.waiting())
    @rule(pick=picks, voice=picks)
    def press_approve_on_an_old_card(self, pick: int, voice: int) -> None:
        """What it shows is another order than waits by now."""
        kept = self.some_waiting(pick)
        asked = self.asked(kept) or list(CAST)

        def press(session: Session) -> None:
            order = self.order(session, kept)
            button = f"{order.id}@{order.edition - 1}/"
            who = asked[voice % len(asked)]
            EDGE.buttons[ids.APPROVE_ORDER].handler(self.call(session, who), button)

        self.do(press, may=False)

    @precondition(lambda self: self._at_rest())
    @rule(pick=picks)
    def everybody_presses_approve_on_what_does_not_wait(self, pick: int) -> None:
        """It is decided, withdrawn, expired, or was never asked for."""
        self._everybody_else_tries(self._at_rest()[pick % len(self._at_rest())])

    def _at_rest(self) -> list[plain.Order]:
        return [each for each in self.model.orders.values() if each.waits is None]

    @precondition(lambda self: self.waiting())
    @rule(
        pick=picks,
        who=somebody,
        as_asked=st.booleans(),
        kind=st.sampled_from([ActKind.REJECT, ActKind.RETURN]),
    )
    def refuse(self, pick: int, who: str, kind: ActKind, *, as_asked: bool) -> None:
        """Reject it, or ask for changes; of a cancellation there is nothing to change."""
        kept = self.some_waiting(pick)
        asked = self.asked(kept)
        who = asked[0] if as_asked and asked else who
        cannot = kept.leaves and kind is ActKind.RETURN
        may = bool(self.model.may_speak_for(kept, who, self.now)) and not cannot

        def say_no(session: Session) -> None:
            verdict = Verdict(kind, Reason.PRICE, "Not like this")
            by, order = self.actor(session, who), self.order(session, kept)
            decisions.decide(session, order.id, verdict, by=by, at=self.now)

        if self.do(say_no, may=may):
            status = "rejected" if kind is ActKind.REJECT else "returned"
            self.model.refuse(kept, who, self.now, status)

    @precondition(lambda self: self.waiting())
    @rule(chosen=st.lists(picks, min_size=1, max_size=4), who=somebody)
    def approve_several_together(self, chosen: list[int], who: str) -> None:
        """Each counts by itself, in the order they stand; what may not be, or stands out, stays."""
        kept = list({self.some_waiting(pick).number: self.some_waiting(pick) for pick in chosen})
        outcomes: list[queues.Outcome] = []

        def approve(session: Session) -> None:
            found = [self.order(session, self.model.orders[number]) for number in kept]
            seen = [(order.id, order.edition) for order in found]
            by = self.actor(session, who)
            outcomes.extend(queues.approve(session, seen, by=by, at=self.now))

        if self.do(approve, may=who in self.model.people.able()):
            for number, outcome in zip(kept, outcomes, strict=True):
                if "not as usual" in (outcome.refusal or ""):
                    assert self.model.may_speak_for(self.model.orders[number], who, self.now)
                    continue
                done = self.model.approve(self.model.orders[number], who, self.now)
                assert done is (outcome.refusal is None), outcome.refusal

    @precondition(lambda self: self.waiting())
    @rule(who=somebody)
    def what_is_offered_together_is_ones_own_to_decide(self, who: str) -> None:
        if who not in self.model.people.able():
            return
        with workspace_session(self.engine, ACME, reading=True) as session:
            by = self.actor(session, who)
            offered = queues.together(session, by=by, at=self.now).orders
        for order in offered:
            assert self.model.may_speak_for(self.model.orders[order.number], who, self.now)

    def _approve_while_another_reads(self, kept: plain.Order, who: str) -> bool:
        """Whoever read the order before another decided writes nothing over that."""
        with workspace_session(self.engine, ACME, reading=True) as session:
            stale = self.order(session, kept)
        if not self._approve(kept, who):
            return False
        approval = stale.approval
        assert approval is not None

        def write_the_approval(session: Session) -> None:
            approvals.save(session, approval, approval, at=self.now)

        def write_the_order(session: Session) -> None:
            decisions.saved(session, stale, lambda order: _unless_late(order, stale), at=self.now)

        self.do(write_the_approval, may=False)
        self.do(write_the_order, may=False)
        return True


def _unless_late(order: Order, stale: Order) -> Order:
    if order.revision != stale.revision:
        raise ChangedMeanwhile("So the rule is asked again about what the other has left.")
    return order
