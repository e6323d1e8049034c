"""Being away: who decides meanwhile, and the cards that follow when it begins and ends."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from bot.blocks import absences as absence_blocks
from bot.domain import absences as rules
from bot.domain import deciding
from bot.domain.errors import ChangedMeanwhile, UserError
from bot.domain.leave import Days, bounds
from bot.domain.people import Actor, Member, Role, demand
from bot.domain.rosters import Absence
from bot.services import order_posts
from bot.store import (
    absences,
    audit,
    members,
    order_changes,
    orders,
    outbox,
    preferences,
    rosters,
)

MOST_RACES = 5


def leave(
    session: Session,
    days: Days,
    *,
    delegate_id: int,
    by: Actor,
    at: datetime,
    member_id: int | None = None,
) -> Absence:
    """Note that a member (`by`, unless an admin names another) is away, and who decides.

    What was planned for the same days before gives way. Raises NotAllowed, or UserError
    for somebody who cannot stand in.
    """
    demand(by, Role.REP, "say that somebody is away")
    member = members.get(session, by.member_id if member_id is None else member_id)
    if member.id != by.member_id:
        demand(by, Role.ADMIN, "say that somebody else is away")
    delegate = members.get(session, delegate_id)
    own = member.id == by.member_id
    zone = by.zone if own else preferences.get(session, member.id).zone
    starts_at, ends_at = bounds(days, zone=zone, at=at)
    absences.lock(session, {member.id, delegate.id})
    rules.check(
        member,
        delegate,
        roster=rosters.current(session, at=at),
        away=absences.of_member(session, delegate.id, since=at),
        starts_at=starts_at,
        ends_at=ends_at,
    )
    for before in absences.of_member(session, member.id, since=at):
        if rules.overlaps(before, starts_at, ends_at):
            _end(session, before, by=by, at=at)
    planned = absences.add(
        session,
        member_id=member.id,
        delegate_id=delegate.id,
        starts_at=starts_at,
        ends_at=ends_at,
        at=at,
    )
    _record(session, audit.Verb.ABSENCE_PLANNED, planned, by=by, at=at)
    _tell(session, planned, by=by, at=at)
    if starts_at <= at:
        _follow(session, planned, at=at)
    return planned


def back(session: Session, *, by: Actor, at: datetime, member_id: int | None = None) -> Absence:
    """End the absence that lasts, or call off the next one. Raises UserError without any."""
    demand(by, Role.REP, "say that somebody is back")
    whose = by.member_id if member_id is None else member_id
    if whose != by.member_id:
        demand(by, Role.ADMIN, "say that somebody else is back")
    found = absences.of_member(session, whose, since=at)
    if not found or not _end(session, found[0], by=by, at=at):
        if whose != by.member_id:
            raise UserError(f"{members.get(session, whose).name} is not away.")
        raise UserError("You are not away. `/approvals away until Friday, Sam decides` says so.")
    _follow(session, found[0], at=at)
    return found[0]


def due(session: Session, *, at: datetime) -> int:
    """Let the cards follow the absences that began or ended by now; return how many."""
    begun, over = absences.take_begun(session, at=at), absences.take_over(session, at=at)
    for verb, found in ((audit.Verb.ABSENCE_BEGUN, begun), (audit.Verb.ABSENCE_OVER, over)):
        for absence in found:
            _record(session, verb, absence, by=None, at=at)
            _follow(session, absence, at=at)
    return len(begun) + len(over)


def _end(session: Session, absence: Absence, *, by: Actor, at: datetime) -> bool:
    if not absences.end(session, absence.id, at=at):
        return False
    _record(session, audit.Verb.ABSENCE_ENDED, absence, by=by, at=at)
    return True


def _record(
    session: Session, verb: audit.Verb, absence: Absence, *, by: Actor | None, at: datetime
) -> None:
    audit.record(
        session,
        verb,
        by=by,
        at=at,
        absence=absence.id,
        member=absence.member_id,
        delegate=absence.delegate_id,
        starts_at=absence.starts_at.isoformat(),
        ends_at=absence.ends_at.isoformat(),
    )


def left_alone(session: Session, absence: Absence, *, at: datetime) -> list[Member]:
    """Return those for whom the absent member was to decide meanwhile."""
    return [
        members.get(session, each.member_id)
        for each in absences.of_delegate(session, absence.member_id, since=at)
        if rules.overlaps(each, absence.starts_at, absence.ends_at)
    ]


def _tell(session: Session, absence: Absence, *, by: Actor, at: datetime) -> None:
    """Let the stand-in know, and whoever is away where an admin said so."""
    member = members.get(session, absence.member_id)
    delegate = members.get(session, absence.delegate_id)
    for person in (member, delegate):
        if person.slack_id is not None and person.id != by.member_id:
            outbox.add(
                session, absence_blocks.planned_post(absence, member, delegate, person), at=at
            )
    for person in left_alone(session, absence, at=at):
        if person.slack_id is not None:
            outbox.add(session, absence_blocks.alone_post(absence, member, person), at=at)


def _follow(session: Session, absence: Absence, *, at: datetime) -> None:
    """Bring the cards of what waits for the member up to who decides now."""
    roster = rosters.current(session, at=at)
    others = tuple(each for each in roster.absences if each.id != absence.id)
    lasts = others != roster.absences
    otherwise = replace(roster, absences=others if lasts else (*others, absence))
    for order in orders.waiting(session):
        now, then = deciding.deciders(order, roster), deciding.deciders(order, otherwise)
        if now == then and not deciding.lacks(order, absence.member_id, roster):
            continue
        try:
            # A card is drawn anew only for a later revision of its order.
            with session.begin_nested():
                touched = order_changes.save(session, order, before=order.status)
        except ChangedMeanwhile:
            # Who wrote meanwhile has drawn the cards, and saw who is away now.
            continue
        order_posts.refresh(session, touched, at=at)
        if lasts:
            order_posts.ask_besides(session, touched, roster.reachable(now - then), at=at)
