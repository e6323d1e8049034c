"""The workspace's holidays, kept by its admins."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from bot.domain.holidays import Holiday
from bot.domain.people import Actor, Role, demand
from bot.store import audit, holidays


def add(
    session: Session, wanted: Sequence[Holiday], *, by: Actor | None, at: datetime
) -> list[Holiday]:
    """Put these among the holidays and return those that were not there so before.

    `by` is None for the command line. Raises NotAllowed and ChangedMeanwhile.
    """
    return _change(session, wanted, [], by=by, at=at)


def replace(
    session: Session,
    wanted: Sequence[Holiday],
    *,
    since: date,
    until: date | None,
    by: Actor | None,
    at: datetime,
) -> list[Holiday]:
    """Let these be the holidays from `since` to `until`, and those besides that are named.

    Returns what is new. Raises NotAllowed and ChangedMeanwhile.
    """
    days = {each.day for each in wanted}
    known = holidays.between(session, since, until)
    return _change(
        session, wanted, [each.day for each in known if each.day not in days], by=by, at=at
    )


def _change(
    session: Session,
    wanted: Sequence[Holiday],
    ended: Sequence[date],
    *,
    by: Actor | None,
    at: datetime,
) -> list[Holiday]:
    if by is not None:
        demand(by, Role.ADMIN, "set the holidays")
    known = set(holidays.between(session))
    new = [each for each in wanted if each not in known]
    if not new and not ended:
        return []
    holidays.remove(session, ended)
    holidays.put(session, new)
    audit.record(
        session,
        audit.Verb.HOLIDAYS_SET,
        by=by,
        at=at,
        days=[each.day for each in new],
        ended=list(ended),
    )
    return new
