"""The workspace's holidays."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.domain.errors import ChangedMeanwhile
from bot.domain.holidays import Holiday
from bot.store.tables import HolidayRow


def between(
    session: Session, since: date | None = None, until: date | None = None
) -> list[Holiday]:
    """Return the holidays in order, both ends included, without an end where there is none."""
    wanted = select(HolidayRow).order_by(HolidayRow.day)
    if since is not None:
        wanted = wanted.where(HolidayRow.day >= since)
    if until is not None:
        wanted = wanted.where(HolidayRow.day <= until)
    return [Holiday(row.day, row.name) for row in session.scalars(wanted)]


def days(session: Session) -> frozenset[date]:
    return frozenset(session.scalars(select(HolidayRow.day)))


def put(session: Session, holidays: Sequence[Holiday]) -> None:
    """Store these days, under the names that are given now; raises ChangedMeanwhile."""
    if not holidays:
        return
    remove(session, [each.day for each in holidays])
    try:
        with session.begin_nested():
            session.add_all(HolidayRow(day=each.day, name=each.name) for each in holidays)
    except IntegrityError as error:
        raise ChangedMeanwhile(
            "Somebody else wrote holidays at this very moment. Open the list again."
        ) from error


def remove(session: Session, days_off: Sequence[date]) -> None:
    session.execute(
        delete(HolidayRow)
        .where(HolidayRow.day.in_(days_off))
        .execution_options(synchronize_session=False)
    )
