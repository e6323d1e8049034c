"""Each edition of an order is kept with what the policy weighed of it, on every database."""

from sqlalchemy.orm import Session

from bot.services.orders import LineDraft, change
from bot.store import editions
from tests.conftest import NOON, Cast
from tests.trade import draft, large_order, small_order


def test_an_edition_says_what_was_sent_and_what_was_weighed(session: Session, cast: Cast) -> None:
    order = large_order(session, cast.ravi)

    (edition,) = editions.of_order(session, order.id)

    assert (edition.number, edition.customer, edition.by) == (1, "Acme Tools", "Ravi")
    assert edition.lines == order.lines
    assert edition.policy_version == order.policy_version == 0
    assert edition.facts is not None
    assert (edition.facts.amount_minor, edition.facts.customer_is_new) == (1_800_000, True)


def test_what_goes_through_by_itself_is_weighed_and_kept_alike(
    session: Session, cast: Cast
) -> None:
    order = small_order(session, cast.ravi)

    (edition,) = editions.of_order(session, order.id)

    assert order.approval is None
    assert edition.facts is not None
    assert edition.facts.amount_minor == 3_600


def test_a_change_makes_another_edition_with_facts_of_its_own(session: Session, cast: Cast) -> None:
    order = large_order(session, cast.ravi)
    wanted = draft(order.customer_id, LineDraft(order.lines[0].product_id, 500, 1_000))
    change(session, order.id, wanted, revision=order.revision, by=cast.ravi.actor, at=NOON)

    first, second = editions.of_order(session, order.id)

    assert first.facts is not None
    assert second.facts is not None
    assert (first.facts.line_discount, second.facts.line_discount) == (0, 1_000)
