"""How each member wants to be reminded, and what their clock says."""

from collections.abc import Iterable
from datetime import datetime, time

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.domain.errors import NotFound
from bot.domain.preferences import Preferences, Reminders
from bot.store import workspaces
from bot.store.guard import changed_one
from bot.store.tables import MemberRow, PreferenceRow


def of_members(session: Session, member_ids: Iterable[int]) -> dict[int, Preferences]:
    """Return each one's preferences; who has set none gets the usual ones in our zone."""
    zone = workspaces.get(session).zone
    rows = session.execute(
        select(MemberRow.id, PreferenceRow)
        .outerjoin(PreferenceRow, PreferenceRow.member_id == MemberRow.id)
        .where(MemberRow.id.in_(sorted(set(member_ids))))
        .execution_options(populate_existing=True)
    )
    return {member_id: _read(row, member_id, zone) for member_id, row in rows}


def get(session: Session, member_id: int) -> Preferences:
    found = of_members(session, [member_id])
    if member_id not in found:
        raise NotFound("There is no such member. `/crm members` lists them.")
    return found[member_id]


def save(session: Session, wanted: Preferences, *, at: datetime) -> None:
    """Store what a member wants from `at` on."""
    row = _row(session, wanted.member_id, at)
    row.zone, row.zone_chosen = wanted.zone, wanted.zone_chosen
    _fill(row, wanted, at)
    session.flush()


def note_zone(session: Session, member_id: int, zone: str, *, at: datetime) -> None:
    """Keep the zone of the member's account, unless they have chosen one themselves."""
    row = _row(session, member_id, at)
    if row.zone_chosen or row.zone == zone:
        return
    row.zone = zone
    _fill(row, to_preferences(row, zone), at)
    session.flush()


def enrol(session: Session, *, at: datetime) -> None:
    """Give everybody with an account their usual preferences, so that their list comes."""
    without = session.scalars(
        select(MemberRow.id)
        .outerjoin(PreferenceRow, PreferenceRow.member_id == MemberRow.id)
        .where(PreferenceRow.id.is_(None), MemberRow.active, MemberRow.slack_id.is_not(None))
        .order_by(MemberRow.id)
    ).all()
    for member_id in without:
        _row(session, member_id, at)


def digests_due(session: Session, *, now: datetime) -> bool:
    """Return whether anybody's list is due, or somebody has yet to be enrolled."""
    due = select(PreferenceRow.id).where(PreferenceRow.next_digest_at <= now)
    without = (
        select(MemberRow.id)
        .outerjoin(PreferenceRow, PreferenceRow.member_id == MemberRow.id)
        .where(PreferenceRow.id.is_(None), MemberRow.active, MemberRow.slack_id.is_not(None))
    )
    return any(session.scalars(each.limit(1)).first() is not None for each in (due, without))


def take_digests(session: Session, *, now: datetime) -> list[Preferences]:
    """Claim the lists that are due, each for one process, and set when they come next."""
    zone = workspaces.get(session).zone
    due = session.scalars(
        select(PreferenceRow)
        .where(PreferenceRow.next_digest_at <= now)
        .order_by(PreferenceRow.id)
        .execution_options(populate_existing=True)
    ).all()
    taken = []
    for row in due:
        wants = to_preferences(row, zone)
        if changed_one(
            session,
            update(PreferenceRow)
            .where(PreferenceRow.id == row.id, PreferenceRow.next_digest_at == row.next_digest_at)
            .values(next_digest_at=wants.next_digest(now))
            .execution_options(synchronize_session=False),
        ):
            taken.append(wants)
    return taken


def _row(session: Session, member_id: int, at: datetime) -> PreferenceRow:
    """Return the member's row, made now where there is none yet."""
    wanted = select(PreferenceRow).where(PreferenceRow.member_id == member_id)
    known = session.scalars(wanted).one_or_none()
    if known is not None:
        return known
    row = PreferenceRow(member_id=member_id, zone=None, zone_chosen=False)
    _fill(row, Preferences(member_id, workspaces.get(session).zone), at)
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        # Another request of theirs made it in the same moment.
        return session.scalars(wanted).one()
    return row


def _fill(row: PreferenceRow, wanted: Preferences, at: datetime) -> None:
    """Write all but the zone, whose lack has a meaning of its own."""
    row.works_from, row.works_to = f"{wanted.works_from:%H:%M}", f"{wanted.works_to:%H:%M}"
    row.weekdays = "".join(str(day) for day in sorted(wanted.weekdays))
    row.quiet_from, row.quiet_to = f"{wanted.quiet_from:%H:%M}", f"{wanted.quiet_to:%H:%M}"
    row.reminders, row.digest_at = wanted.reminders.value, f"{wanted.digest_at:%H:%M}"
    never = wanted.reminders is Reminders.NONE
    row.next_digest_at = None if never else wanted.next_digest(at)


def _read(row: PreferenceRow | None, member_id: int, zone: str) -> Preferences:
    return Preferences(member_id, zone) if row is None else to_preferences(row, zone)


def to_preferences(row: PreferenceRow, zone: str) -> Preferences:
    """Read a row; `zone` counts where the member has none."""
    return Preferences(
        row.member_id,
        row.zone or zone,
        row.zone_chosen,
        time.fromisoformat(row.works_from),
        time.fromisoformat(row.works_to),
        frozenset(int(day) for day in row.weekdays),
        time.fromisoformat(row.quiet_from),
        time.fromisoformat(row.quiet_to),
        Reminders(row.reminders),
        time.fromisoformat(row.digest_at),
    )
