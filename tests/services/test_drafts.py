"""Orders that are written and not sent yet."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from bot.domain.approvals import YES
from bot.domain.deciding import MayNotDecide
from bot.domain.errors import UserError
from bot.domain.orders import OrderStatus
from bot.services import decisions
from bot.services import orders as service
from bot.services.orders import LineDraft
from tests import trade
from tests.conftest import NOON, Cast
from tests.trade import customer, draft, product

LATER = NOON + timedelta(hours=1)


def test_a_draft_asks_nobody_until_it_is_sent(session: Session, cast: Cast) -> None:
    wanted = draft(customer(session), LineDraft(product(session), 1_000))
    kept = service.save_draft(session, wanted, by=cast.ravi.actor, at=NOON)
    assert kept.status is OrderStatus.DRAFT
    assert trade.destinations(session) == []

    sent = service.send(session, kept.id, by=cast.ravi.actor, at=LATER)

    assert sent.status is OrderStatus.PENDING
    assert sent.ordered_at == LATER
    assert len(trade.destinations(session)) == 3


def test_a_draft_is_changed_without_being_sent(session: Session, cast: Cast) -> None:
    buyer, chai = customer(session), product(session)
    kept = service.save_draft(session, draft(buyer), by=cast.ravi.actor, at=NOON)

    changed = service.change_draft(
        session,
        kept.id,
        draft(buyer, LineDraft(chai, 4), notes="By Friday"),
        revision=kept.revision,
        by=cast.ravi.actor,
        at=LATER,
    )

    assert (changed.status, changed.total_minor, changed.notes) == (
        OrderStatus.DRAFT,
        7200,
        "By Friday",
    )


def test_who_wrote_a_part_of_a_draft_does_not_decide_on_it(session: Session, cast: Cast) -> None:
    buyer, chai = customer(session), product(session)
    kept = service.save_draft(session, draft(buyer), by=cast.ravi.actor, at=NOON)
    large = draft(buyer, LineDraft(chai, 1_000))
    service.change_draft(
        session, kept.id, large, revision=kept.revision, by=cast.maya.actor, at=NOON
    )

    sent = service.send(session, kept.id, by=cast.ravi.actor, at=LATER)

    with pytest.raises(MayNotDecide, match="is your own"):
        decisions.decide(session, sent.id, YES, by=cast.maya.actor, at=LATER)


def test_a_draft_without_lines_cannot_be_sent(session: Session, cast: Cast) -> None:
    kept = service.save_draft(session, draft(customer(session)), by=cast.ravi.actor, at=NOON)

    with pytest.raises(UserError, match="at least one line"):
        service.send(session, kept.id, by=cast.ravi.actor, at=LATER)
