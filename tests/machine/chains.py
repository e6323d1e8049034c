"""What chains of deeds are strung together of: an order raised, approved by all, pressed late."""

from bot.store.db import workspace_session
from tests import trade
from tests.conftest import ACME
from tests.machine import orders as plain
from tests.machine.company import Careers
from tests.machine.deciding import Deciding
from tests.machine.goods import Lines, brooms
from tests.machine.policy import Look, Tier
from tests.machine.writing import Writing


class Chains(Writing, Deciding, Careers):
    def _drafted(
        self, tier: Tier, lines: Lines | None = None, *, who: str = "Ravi"
    ) -> plain.Order | None:
        """Let everybody be there, the policy have this one tier, and one write a draft for
        somebody new, whose other orders do not matter.
        """
        self.crashes = False
        customer = f"Firm {len(self.customers)}"
        with workspace_session(self.engine, ACME) as session:
            self.customers[customer] = trade.customer(session, customer)
        if self._elsewhere():
            self.everybody_is_back_in_their_role()
        self.put_policy((tier,), rest=True, agree=())
        known = set(self.model.orders)
        self.write_a_draft(who, customer, "EUR", lines or brooms(10))
        return next((self.model.orders[each] for each in set(self.model.orders) - known), None)

    def _sent(self, tier: Tier, lines: Lines) -> plain.Order | None:
        """Let it go through, whoever has to approve it."""
        kept = self._drafted(tier, lines)
        if kept is not None:
            self._send(kept, kept.owner)
            self._all_approve(kept)
        return kept

    def _raised(self, asked: tuple[Look, ...], *, who: str = "Ravi") -> plain.Order | None:
        kept = self._drafted(Tier(50_00, asked), who=who)
        if kept is not None:
            self._send(kept, kept.owner)
        return kept if kept is not None and kept.waits else None

    def _send(self, kept: plain.Order, who: str) -> None:
        self.send_a_draft(self._drafts().index(kept), who)

    def _rewrite(self, kept: plain.Order, who: str) -> None:
        if kept.status == "draft":
            self.rewrite_a_draft(self._drafts().index(kept), who, kept.lines)
        else:
            self._change_and_send(kept, who, kept)

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
