"""Chains of deeds that chance seldom strings together, each in whatever state it finds."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from tests.machine import model as plain
from tests.machine.company import Careers, ComingAndGoing
from tests.machine.deciding import Deciding
from tests.machine.model import HIGHEST, Look, Tier
from tests.machine.moving import Moving
from tests.machine.passing import PassingOn
from tests.machine.play import CUSTOMERS, looks, picks, somebody
from tests.machine.writing import Writing

several = st.lists(looks, min_size=1, max_size=2).map(tuple)
TWO_MANAGERS = (Look("managers", 2),)


class Tales(Writing, Deciding, PassingOn, Moving, ComingAndGoing, Careers):
    @rule(
        asked=st.one_of(several, st.just(HIGHEST)), more=st.integers(-2, 2), dollars=st.booleans()
    )
    def approved_and_then_changed_a_little(
        self, asked: tuple[Look, ...], more: int, *, dollars: bool
    ) -> None:
        """In another currency it is another order, although it comes to less."""
        kept = self._raised(asked)
        if kept is not None and self._all_approve(kept):
            currency, quantity = ("USD", 2) if dollars else ("EUR", kept.quantity + more)
            self._change_and_send(kept, kept.owner, quantity, currency, kept.customer)
            self._late_presses(kept)

    @rule(first=several, then=several, agree=st.booleans())
    def approved_by_one_policy_and_changed_under_another(
        self, first: tuple[Look, ...], then: tuple[Look, ...], *, agree: bool
    ) -> None:
        kept = self._raised(first)
        if kept is not None and self._all_approve(kept):
            self.put_policy((Tier(100_00, then),), rest=True, agree=then if agree else ())
            self._change_and_send(kept, kept.owner, kept.quantity - 1, "EUR", kept.customer)
            self.cancel(self._pick(kept), kept.owner)
            self._late_presses(kept)

    @rule(who=st.sampled_from(["Maya", "Omar", "Ana"]), sent=st.booleans())
    def an_author_who_did_not_send_it_tries_to_approve(self, who: str, *, sent: bool) -> None:
        kept = self._drafted(TWO_MANAGERS)
        if kept is None:
            return
        if sent:
            self._send(kept, kept.owner)
        self._rewrite(kept, who)
        self._send(kept, kept.owner) if kept.status == "draft" else self._rewrite(kept, kept.owner)
        self._late_presses(kept)

    @rule(voice=picks)
    def who_speaks_for_two_is_one_person(self, voice: int) -> None:
        kept = self._raised(TWO_MANAGERS)
        asked = self.asked(kept) if kept else []
        if kept is None or len(asked) < 2:
            return
        away, delegate = asked[voice % len(asked)], asked[(voice + 1) % len(asked)]
        self._leave(away, delegate, first=0, days=0)
        self._approve(kept, delegate)
        self._late_presses(kept)

    @rule(voice=picks, role=st.sampled_from(["rep", "read-only"]))
    def a_stand_in_who_lost_the_role_tries_to_approve(self, voice: int, role: str) -> None:
        kept = self._raised((Look("Omar"),))
        delegate = ("Maya", "Fay")[voice % 2]
        self._leave("Omar", delegate, first=0, days=0)
        self._employ(delegate, role, active=True)
        if kept is not None:
            self._late_presses(kept)

    @rule(voice=picks)
    def who_has_passed_it_on_tries_to_approve_as_well(self, voice: int) -> None:
        kept = self._raised(TWO_MANAGERS)
        asked = self.asked(kept) if kept else []
        if kept is not None and asked:
            who = asked[voice % len(asked)]
            # The others who could have it are asked already.
            self._forward(kept, who, "Fay")
            self._approve(kept, "Fay")
            self._approve(kept, who)
            self._late_presses(kept)

    @rule(voice=picks)
    def what_is_cancelled_or_refused_is_tried_all_the_same(self, voice: int) -> None:
        kept = self._raised(TWO_MANAGERS)
        if kept is None:
            return
        if voice % 2:
            self._all_approve(kept)
        self.cancel(self._pick(kept), kept.owner)
        self._late_presses(kept)
        self.try_to_execute_all_that_may_not_be()

    @precondition(lambda self: self.model.orders)
    @rule(pick=picks, who=somebody)
    def press_approve_on_what_does_not_wait(self, pick: int, who: str) -> None:
        kept = self.some_order(pick)
        if kept.waits is None:
            self._approve(kept, who)

    def _drafted(self, asked: tuple[Look, ...]) -> plain.Order | None:
        """Let everybody be there, the policy ask for these looks, and Ravi write a draft."""
        self.crashes = False
        if self._elsewhere():
            self.everybody_is_back_in_their_role()
        self.put_policy((Tier(50_00, asked),), rest=True, agree=())
        known = set(self.model.orders)
        self.write_a_draft("Ravi", CUSTOMERS[0], "EUR", 10)
        return next((self.model.orders[each] for each in set(self.model.orders) - known), None)

    def _raised(self, asked: tuple[Look, ...]) -> plain.Order | None:
        kept = self._drafted(asked)
        if kept is not None:
            self._send(kept, kept.owner)
        return kept if kept is not None and kept.waits else None

    def _send(self, kept: plain.Order, who: str) -> None:
        self.send_a_draft(self._drafts().index(kept), who)

    def _rewrite(self, kept: plain.Order, who: str) -> None:
        if kept.status == "draft":
            self.rewrite_a_draft(self._drafts().index(kept), who, kept.quantity)
        else:
            self._change_and_send(kept, who, kept.quantity, kept.currency, kept.customer)

    def _all_approve(self, kept: plain.Order) -> bool:
        """Let all who are asked approve; return whether it went through."""
        while asked := self.asked(kept):
            self._approve(kept, asked[0])
        return kept.status == "approved"

    def _late_presses(self, kept: plain.Order) -> None:
        """Everybody presses who may not, now that things are otherwise."""
        self._everybody_else_tries(kept)

    def _pick(self, kept: plain.Order) -> int:
        return list(self.model.orders).index(kept.number)
