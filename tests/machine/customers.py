"""What becomes of customers while their orders are under way."""

from dataclasses import replace

from hypothesis import strategies as st
from hypothesis.stateful import rule
from sqlalchemy.orm import Session

from bot.services import customers as customer_service
from bot.store import customers
from tests.machine.draws import somebody
from tests.machine.play import CUSTOMERS, Play
from tests.machine.weighing import Customer, Limit

limits = st.sampled_from([None, (8_00_00, "EUR"), (20_00_00, "EUR"), (8_00_00, "USD")])
one_of_them = st.sampled_from(CUSTOMERS)


class Customers(Play):
    @rule(customer=one_of_them, who=somebody, limit=limits)
    def set_a_credit_limit(self, customer: str, who: str, limit: Limit) -> None:
        """What a rep says of it changes nothing."""
        self._change_customer(customer, who, replace(self.model.customers[customer], limit=limit))

    @rule(customer=one_of_them, who=somebody, segment=st.sampled_from([None, "key", "Retail"]))
    def put_into_a_segment(self, customer: str, who: str, segment: str | None) -> None:
        """Nor of this."""
        wanted = replace(self.model.customers[customer], segment=segment)
        self._change_customer(customer, who, wanted)

    @rule(
        customer=one_of_them,
        who=somebody,
        region=st.sampled_from([None, "north"]),
        country=st.sampled_from([None, "Germany", "Austria"]),
    )
    def move_a_customer(
        self, customer: str, who: str, region: str | None, country: str | None
    ) -> None:
        """A rep may not where the policy goes by it."""
        wanted = replace(self.model.customers[customer], region=region, country=country)
        self._change_customer(customer, who, wanted)

    def _change_customer(self, customer: str, who: str, wanted: Customer) -> None:
        minor, currency = wanted.limit or (None, None)

        def change(session: Session) -> None:
            seen = customers.get(session, self.customers[customer])
            details = replace(
                seen.details,
                segment=wanted.segment,
                region=wanted.region,
                country=wanted.country,
                credit_limit_minor=minor,
                credit_currency=currency,
            )
            by = self.actor(session, who)
            customer_service.change(
                session, seen.id, details, seen_revision=seen.revision, by=by, at=self.now
            )

        after = self.model.as_allowed(customer, wanted, who)
        if self.do(change, may=after is not None) and after is not None:
            self.model.change_customer(customer, after, who, self.now)
