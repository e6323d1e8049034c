"""Deliveries already handled: Slack sends some of them twice, and people click twice."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.store.tables import ReceiptRow

KEEP = timedelta(days=3)


def take(session: Session, key: str, *, at: datetime) -> bool:
    """Note a delivery; return False when it was noted before, now or in another process."""
    if session.scalar(select(ReceiptRow.id).where(ReceiptRow.key == key)) is not None:
        return False
    try:
        with session.begin_nested():
            session.add(ReceiptRow(key=key, at=at))
    except IntegrityError:
        return False
    return True


def forget_old(session: Session, *, now: datetime) -> None:
    """Drop receipts older than any repetition Slack makes."""
    session.execute(delete(ReceiptRow).where(ReceiptRow.at < now - KEEP))
