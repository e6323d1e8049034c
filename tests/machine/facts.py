"""What is known of an order besides its figures: who the customer is, what is sold, by whom."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from tests.machine.chains import Chains
from tests.machine.company import TimeAndChance
from tests.machine.customers import Customers
from tests.machine.draws import by_facts, facts, looks, of_customers
from tests.machine.draws import cancelling as agreeing
from tests.machine.goods import Line, brooms
from tests.machine.moving import Moving
from tests.machine.policy import NEW, REP, About, Look, Tier, Tiers
from tests.machine.weighing import Customer

several = st.lists(looks, min_size=1, max_size=2).map(tuple)
known = st.builds(
    Customer,
    segment=st.sampled_from([None, "KEY", "Retail"]),
    region=st.sampled_from([None, "North"]),
    country=st.sampled_from([None, "GERMANY", "Austria"]),
)


class OnFacts(Chains, Moving, Customers, TimeAndChance):
    """The policy looks at segments, places, categories, reps, and who is new."""

    @initialize(found=by_facts, rest=st.sampled_from([True, True, False]), agree=agreeing)
    def found(self, found: Tiers, *, rest: bool, agree: tuple[Look, ...]) -> None:
        super().found(found=found, rest=rest, agree=agree)

    @rule(found=by_facts, rest=st.booleans())
    def change_the_policy(self, found: Tiers, *, rest: bool) -> None:
        self.put_policy(found, rest=rest, agree=())

    @rule(
        asked=several,
        then=several,
        about=of_customers,
        before=known,
        after=known,
        all_of=st.booleans(),
    )
    def the_customer_becomes_one_whom_another_rule_is_about(
        self,
        asked: tuple[Look, ...],
        then: tuple[Look, ...],
        about: About,
        before: Customer,
        after: Customer,
        *,
        all_of: bool,
    ) -> None:
        """While the order waits, or once it is approved."""
        kept = self._drafted(Tier(50_00, asked))
        if kept is None:
            return
        self.put_policy((Tier(None, then, about), Tier(50_00, asked)), rest=True, agree=())
        self._change_customer(kept.customer, "Ana", before)
        self._send(kept, kept.owner)
        if all_of:
            self._all_approve(kept)
        self._change_customer(kept.customer, "Ravi", after)
        for one in ("segment", "region", "country"):
            known = self.model.customers[kept.customer]
            wanted = replace(known, **{one: getattr(after, one)})
            self._change_customer(kept.customer, "Fay", wanted)
        self._late_presses(kept)
        self.try_to_execute_all_that_may_not_be()
        self._change_customer(kept.customer, "Maya", before)
        self._all_approve(kept)

    @rule(asked=several, about=facts, product=st.sampled_from(["Bowl", "Find"]))
    def approved_and_then_of_another_category(
        self, asked: tuple[Look, ...], about: About, product: str
    ) -> None:
        kept = self._sent(Tier(None, asked, about), brooms(10))
        if kept is not None:
            lines = (Line("Broom", 4), Line(product, 2))
            self._change_and_send(kept, kept.owner, replace(kept, lines=lines))
            self._late_presses(kept)
            self.try_to_execute_all_that_may_not_be()
            self._change_and_send(kept, "Maya", replace(kept, lines=lines[1:]))
            self._late_presses(kept)

    @rule(asked=several, who=st.sampled_from(["Ravi", "Maya"]), negated=st.booleans())
    def another_sends_what_is_a_reps(
        self, asked: tuple[Look, ...], who: str, *, negated: bool
    ) -> None:
        """It is the rep's all the same; a copy is of whoever copies."""
        kept = self._drafted(Tier(None, asked, About(REP, word="Ravi", negated=negated)))
        if kept is not None:
            self._send(kept, who)
            self.copy_an_order(self._pick(kept), who)
            self._late_presses(kept)

    @rule(asked=several, hours=st.sampled_from([20, 24, 30]), executed=st.booleans())
    def the_first_order_of_a_customer_and_the_next_ones(
        self, asked: tuple[Look, ...], hours: int, *, executed: bool
    ) -> None:
        """They are new for all that they order within a day of the first that went through."""
        first = self._sent(Tier(None, asked, About(NEW)), brooms(1))
        if first is None:
            return
        if executed:
            self.execute(self._pick(first), "Maya")
        self.raise_an_order("Ravi", first.customer, "EUR", brooms(2))
        self.now += timedelta(hours=hours)
        self.raise_an_order("Omar", first.customer, "EUR", brooms(3))
        self._change_and_send(first, "Ravi", replace(first, lines=brooms(2)))
        self.cancel(self._pick(first), "Ana")
        self.raise_an_order("Ravi", first.customer, "EUR", brooms(2))
        self.try_to_execute_all_that_may_not_be()
