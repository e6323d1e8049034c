"""Chains of deeds that chance seldom strings together, each in whatever state it finds."""

from dataclasses import replace

from hypothesis import strategies as st
from hypothesis.stateful import rule

from tests.machine.chains import Chains
from tests.machine.company import ComingAndGoing, Desk, TimeAndChance
from tests.machine.draws import looks, picks
from tests.machine.goods import brooms
from tests.machine.moving import Moving
from tests.machine.passing import PassingOn
from tests.machine.policy import HIGHEST, Look, Tier

several = st.lists(looks, min_size=1, max_size=2).map(tuple)
TWO_MANAGERS = (Look("managers", 2),)
RAVI = ("Ravi", "Ravi's second account")


class OfOrders(Chains, Moving):
    """Orders approved, and then changed, cancelled, or held against another policy."""

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
            wanted = replace(kept, lines=brooms(quantity), currency=currency)
            self._change_and_send(kept, kept.owner, wanted)
            self._late_presses(kept)

    @rule()
    def who_approved_it_changes_it(self) -> None:
        """Then nobody else has looked at it, although it comes to less."""
        kept = self._raised((Look("managers"),))
        if kept is not None and self._approve(kept, "Maya"):
            self._change_and_send(kept, "Maya", replace(kept, lines=brooms(9)))
            self._late_presses(kept)

    @rule(first=several, then=several, agree=st.booleans())
    def approved_by_one_policy_and_changed_under_another(
        self, first: tuple[Look, ...], then: tuple[Look, ...], *, agree: bool
    ) -> None:
        kept = self._raised(first)
        if kept is not None and self._all_approve(kept):
            self.put_policy((Tier(100_00, then),), rest=True, agree=then if agree else ())
            self._change_and_send(kept, kept.owner, replace(kept, lines=brooms(kept.quantity - 1)))
            self.cancel(self._pick(kept), kept.owner)
            self._late_presses(kept)

    @rule(who=st.sampled_from(["Maya", "Omar", "Ana"]), sent=st.booleans())
    def an_author_who_did_not_send_it_tries_to_approve(self, who: str, *, sent: bool) -> None:
        kept = self._drafted(Tier(50_00, TWO_MANAGERS))
        if kept is None:
            return
        if sent:
            self._send(kept, kept.owner)
        self._rewrite(kept, who)
        self._send(kept, kept.owner) if kept.status == "draft" else self._rewrite(kept, kept.owner)
        self._late_presses(kept)

    @rule(asked=st.sampled_from([TWO_MANAGERS, (Look("managers"), Look("finance"))]))
    def two_approve_at_the_same_moment(self, asked: tuple[Look, ...]) -> None:
        kept = self._raised(asked)
        while kept is not None and (left := self.asked(kept)):
            if not self._approve_while_another_reads(kept, left[0]):
                return

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


class OfPeople(Chains, PassingOn, ComingAndGoing, Desk, TimeAndChance):
    """Approvers who go away, pass on what they are asked, lose their roles, leave the desk."""

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

    @rule(owner=st.sampled_from(["Fay", "Omar"]), others=st.sampled_from([(), (), ("Maya",)]))
    def who_has_two_accounts_is_one_person(self, owner: str, others: tuple[str, ...]) -> None:
        self.slack_tells_who_is_on_the_desk({*RAVI, *others})
        kept = self._raised((Look("the desk", 2),), who=owner)
        if kept is not None:
            for account in RAVI:
                self._approve(kept, account)
            self._late_presses(kept)
            self._all_approve(kept)

    @rule(voice=picks, role=st.sampled_from(["rep", "read-only"]))
    def a_stand_in_who_lost_the_role_tries_to_approve(self, voice: int, role: str) -> None:
        kept = self._raised((Look("Omar"),))
        delegate = ("Maya", "Fay")[voice % 2]
        self._leave("Omar", delegate, first=0, days=0)
        self._employ(delegate, role, active=True)
        if kept is not None:
            self._late_presses(kept)

    @rule(
        asked=st.sampled_from(
            [Look("the desk", 0), Look("the desk", 2), Look("Omar"), Look("Omar", backup="Maya")]
        ),
        further=st.booleans(),
        role=st.sampled_from(["rep", None]),
    )
    def the_last_who_stands_in_is_there_no_more(
        self, asked: Look, role: str | None, *, further: bool
    ) -> None:
        """Then others are asked at once."""
        self.slack_tells_who_is_on_the_desk({"Maya", "Omar"})
        kept = self._raised((asked,))
        self._leave("Omar", "Maya" if further else "Fay", first=0, days=0)
        if further:
            self._leave("Maya", "Fay", first=0, days=0)
        self._employ("Fay", role or "finance", active=role is not None)
        self.the_clock_is_looked_at(0)
        if kept is not None:
            self._late_presses(kept)
            self._all_approve(kept)

    @rule()
    def an_author_who_stands_in_tries_to_approve(self) -> None:
        kept = self._drafted(Tier(50_00, (Look("Omar"),)))
        if kept is not None:
            self._rewrite(kept, "Maya")
            self._leave("Omar", "Maya", first=0, days=0)
            self._send(kept, kept.owner)
            self._late_presses(kept)

    @rule(who=st.sampled_from(["Maya", "Ana"]), asked=st.sampled_from(["managers", "admins"]))
    def an_author_who_is_away_has_another_try(self, who: str, asked: str) -> None:
        kept = self._drafted(Tier(50_00, (Look(asked),)))
        if kept is not None:
            self._rewrite(kept, who)
            self._leave(who, "Omar", first=0, days=0)
            self._send(kept, kept.owner)
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

    @rule(voice=picks, need=st.sampled_from([2, 0]), others=st.booleans())
    def who_has_left_the_desk_counts_no_more(self, voice: int, need: int, *, others: bool) -> None:
        self.slack_tells_who_is_on_the_desk({"Maya", "Omar", "Fay"})
        kept = self._raised((Look("the desk", need),))
        asked = self.asked(kept) if kept else []
        if kept is None or len(asked) < 2:
            return
        who = asked[voice % len(asked)]
        self._approve(kept, who)
        self.slack_tells_who_is_on_the_desk({who} if others else {"Maya", "Omar", "Fay"} - {who})
        self._late_presses(kept)
        self.slack_tells_of_no_groups(lasting=True)
        self._late_presses(kept)
        self._all_approve(kept)

    @rule(role=st.sampled_from(["rep", "read-only", None]))
    def who_was_asked_by_name_can_decide_no_more(self, role: str | None) -> None:
        """Nobody is left whom the policy means, so the admins are asked."""
        kept = self._raised((Look("Omar"),))
        if kept is not None:
            self._employ("Omar", role or "manager", active=role is not None)
            self._late_presses(kept)
            self._all_approve(kept)

    @rule(role=st.sampled_from(["rep", "read-only", None]), need=st.sampled_from([2, 0]))
    def who_approved_has_lost_the_role_since(self, role: str | None, need: int) -> None:
        kept = self._raised((Look("managers", need),))
        if kept is not None and self._approve(kept, "Maya"):
            self._employ("Maya", role or "manager", active=role is not None)
            self._late_presses(kept)
            self._all_approve(kept)

    @rule(who=st.sampled_from(["Maya", "Omar"]))
    def all_who_have_not_approved_lose_the_role(self, who: str) -> None:
        """Then all who are left have, so that it goes on by itself."""
        kept = self._raised((Look("managers", 0), Look("finance")))
        if kept is not None and self._approve(kept, who):
            self._employ("Ravi's second account", "rep", active=True)
            self._approve(kept, "Ana")
            self._employ("Omar" if who == "Maya" else "Maya", "rep", active=True)
            self._late_presses(kept)

    @rule(to=st.sampled_from(["Fay", "Maya"]), role=st.sampled_from(["rep", None]))
    def who_received_it_has_lost_the_role_since(self, to: str, role: str | None) -> None:
        kept = self._raised((Look("Omar"),))
        if kept is not None:
            self._forward(kept, "Omar", to)
            self._employ(to, role or "finance", active=role is not None)
            self._late_presses(kept)
            self._all_approve(kept)

    @rule()
    def it_is_passed_to_who_has_approved_it_before(self) -> None:
        """They would count again, for somebody who has not looked at it."""
        kept = self._raised((Look("finance"), TWO_MANAGERS[0]))
        if kept is not None and self._approve(kept, "Fay"):
            self._forward(kept, "Omar", "Fay")
            self._late_presses(kept)


class OfTime(Chains, Moving, TimeAndChance):
    """Requests that nobody answers."""

    @rule(asked=st.sampled_from([TWO_MANAGERS, (Look("Omar"),)]), agree=st.booleans())
    def asked_too_long_ago(self, asked: tuple[Look, ...], *, agree: bool) -> None:
        """It has ended, whoever presses; of a cancellation the order stays as it was."""
        ending = tuple(replace(look, due=4, ends=8) for look in asked)
        kept = self._raised(asked if agree else ending)
        if kept is None:
            return
        if agree:
            self._all_approve(kept)
            self.put_policy((Tier(50_00, asked),), rest=True, agree=ending)
            self.cancel(self._pick(kept), kept.owner)
        else:
            self._approve(kept, "Maya")
        self.the_clock_is_looked_at(96)
        self._late_presses(kept)
        self.try_to_execute_all_that_may_not_be()
        self._rewrite(kept, kept.owner)
        self._late_presses(kept)
