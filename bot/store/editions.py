"""What an order said each time it was sent."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.domain.conditions import Facts
from bot.domain.orders import Order, OrderLine
from bot.domain.policy_codec import facts_from_json, facts_to_json
from bot.domain.revisions import Content
from bot.store.tables import EditionRow, MemberRow


@dataclass(frozen=True, slots=True)
class Edition:
    """An order's content as it was sent `at`, by whom (None for a file).

    `facts` is what the policy of `policy_version` weighed of it, None where it was not asked.
    """

    number: int
    customer_id: int
    customer: str
    currency: str
    notes: str | None
    lines: tuple[OrderLine, ...]
    by: str | None
    at: datetime
    policy_version: int | None = None
    facts: Facts | None = None

    @property
    def content(self) -> Content:
        return Content(self.customer_id, self.customer, self.currency, self.notes, self.lines)


def add(
    session: Session,
    order: Order,
    *,
    by_id: int | None,
    at: datetime,
    facts: Facts | None = None,
) -> None:
    """Keep what the order says now as its present edition; sent unchanged it is kept once."""
    known = select(EditionRow.id).where(
        EditionRow.order_id == order.id, EditionRow.edition == order.edition
    )
    if session.scalars(known).first() is not None:
        return
    session.add(
        EditionRow(
            order_id=order.id,
            edition=order.edition,
            content=_content(order),
            policy_version=order.policy_version,
            facts=None if facts is None else facts_to_json(facts),
            by_id=by_id,
            at=at,
        )
    )
    session.flush()


def of_order(session: Session, order_id: int) -> list[Edition]:
    """Return every edition of an order, the first one first."""
    rows = session.execute(
        select(EditionRow, MemberRow.name)
        .outerjoin(MemberRow, MemberRow.id == EditionRow.by_id)
        .where(EditionRow.order_id == order_id)
        .order_by(EditionRow.edition)
    )
    return [_to_edition(row, name) for row, name in rows]


def _content(order: Order) -> dict[str, Any]:
    return {
        "customer_id": order.customer_id,
        "customer": order.customer,
        "currency": order.currency,
        "notes": order.notes,
        "lines": [asdict(line) for line in order.lines],
    }


def _to_edition(row: EditionRow, name: str | None) -> Edition:
    content = row.content
    return Edition(
        row.edition,
        content["customer_id"],
        content["customer"],
        content["currency"],
        content["notes"],
        tuple(OrderLine(**line) for line in content["lines"]),
        name,
        row.at,
        row.policy_version,
        None if row.facts is None else facts_from_json(row.facts),
    )
