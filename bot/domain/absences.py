"""Who may stand in for whom, and when."""

from collections.abc import Iterable
from datetime import datetime

from bot.domain.errors import UserError
from bot.domain.people import DECIDING, Member
from bot.domain.rosters import Absence, Roster


def check(
    member: Member,
    delegate: Member,
    *,
    roster: Roster,
    away: Iterable[Absence],
    starts_at: datetime,
    ends_at: datetime,
) -> None:
    """Raise UserError unless `delegate` can decide for `member`; `away` are the delegate's own."""
    if delegate.id in roster.same_people({member.id}):
        raise UserError(f"{delegate.name} is who is away. Name somebody else to decide.")
    if roster.get(delegate.id) is None:
        raise UserError(f"{delegate.name} has left. Name somebody who is there.")
    if delegate.role not in DECIDING or delegate.slack_id is None:
        raise UserError(
            f"{delegate.name} cannot decide for somebody else: only managers, finance approvers"
            " and admins with a Slack account can. Name one of them."
        )
    if any(overlaps(each, starts_at, ends_at) for each in away):
        raise UserError(f"{delegate.name} is away then too. Name somebody who is there.")


def overlaps(absence: Absence, starts_at: datetime, ends_at: datetime) -> bool:
    return absence.starts_at < ends_at and starts_at < absence.ends_at
