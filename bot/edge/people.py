"""Who asks: Slack's account, matched with a member of the workspace."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from slack_sdk.errors import SlackApiError
from sqlalchemy.orm import Session

from bot.domain.errors import NotAllowed, UserError
from bot.domain.people import Actor, Member, Role
from bot.domain.zones import time_zone
from bot.edge.teams import Teams
from bot.store import members

# Long enough to spare Slack a call a click, short enough that a new guest notices.
KEEP = timedelta(minutes=5)
STRANGER = "Dealdesk is for members of this workspace only; you belong to another one."
# https://docs.slack.dev/reference/methods/users.info#errors
UNKNOWN = frozenset({"user_not_found", "user_not_visible"})


@dataclass(frozen=True, slots=True)
class Profile:
    """What Slack says of an account; `zone` is an IANA name."""

    slack_id: str
    name: str
    email: str | None
    zone: str
    is_admin: bool
    refusal: str | None


class Directory:
    """Profiles by account, asked of Slack at most every few minutes."""

    def __init__(self, teams: Teams) -> None:
        self._teams = teams
        self._known: dict[tuple[str, str], tuple[datetime, Profile]] = {}
        self._lock = threading.Lock()

    def profile(self, team_id: str, slack_id: str, *, now: datetime) -> Profile:
        """Return the account's profile; raises NotAllowed for guests, bots and strangers."""
        with self._lock:
            known = self._known.get((team_id, slack_id))
        if known is None or now - known[0] > KEEP:
            known = (now, self._ask(team_id, slack_id, known[1] if known else None))
            with self._lock:
                self._known[(team_id, slack_id)] = known
        if known[1].refusal:
            raise NotAllowed(known[1].refusal)
        return known[1]

    def _ask(self, team_id: str, slack_id: str, before: Profile | None) -> Profile:
        try:
            user = self._teams.web(team_id).users_info(user=slack_id)["user"]
        except SlackApiError as error:
            if error.response.get("error") in UNKNOWN:
                raise NotAllowed(STRANGER) from error
            # A rate limit must not lock out people who were let in a moment ago.
            if before is not None:
                return before
            raise
        return _to_profile(team_id, user)


def _to_profile(team_id: str, user: dict[str, Any]) -> Profile:
    profile = user.get("profile") or {}
    return Profile(
        slack_id=user["id"],
        name=account_name(user),
        email=(profile.get("email") or "").lower() or None,
        zone=known_zone(user.get("tz")),
        is_admin=bool(user.get("is_admin") or user.get("is_owner")),
        refusal=_refusal(team_id, user),
    )


def account_name(user: Mapping[str, Any]) -> str:
    """Return what the account of this user of Slack's is called."""
    profile = user.get("profile") or {}
    name = user.get("real_name") or profile.get("real_name") or user.get("name") or user["id"]
    return str(name)


def known_zone(name: str | None) -> str:
    """Return the account's zone; UTC for one that this machine's tables do not know."""
    try:
        return time_zone(name or "UTC").key
    except UserError:
        return "UTC"


def _refusal(team_id: str, user: dict[str, Any]) -> str | None:
    if user.get("team_id") not in {None, team_id} or user.get("is_stranger"):
        return STRANGER
    if user.get("is_restricted") or user.get("is_ultra_restricted"):
        return "Guests cannot use Dealdesk. Ask a workspace admin to make you a full member."
    if user.get("deleted") or user.get("is_bot"):
        return "Only people with an active account can use Dealdesk."
    return None


def actor_of(session: Session, profile: Profile) -> Actor | None:
    """Return the member behind the account, or None when there is none yet."""
    member = members.by_slack_id(session, profile.slack_id)
    return _to_actor(member, profile) if member else None


def join(session: Session, profile: Profile, *, at: datetime) -> Actor:
    """Make the account a member: the imported rep with its address, or somebody new.

    Workspace admins start as admin, others as rep or what the import made them.
    Raises NotAllowed for somebody who was deactivated.
    """
    waiting = members.by_email(session, profile.email) if profile.email else None
    if waiting is not None:
        role = Role.ADMIN if profile.is_admin else waiting.role
        member = members.save(session, replace(waiting, slack_id=profile.slack_id, role=role))
    else:
        role = Role.ADMIN if profile.is_admin else Role.REP
        member = members.add(
            session,
            Member(0, profile.name, role, slack_id=profile.slack_id, email=profile.email),
        )
    members.note_joined(session, member, at=at)
    return _to_actor(member, profile)


def _to_actor(member: Member, profile: Profile) -> Actor:
    if not member.active:
        raise NotAllowed("Your membership was ended. Ask an admin: `/crm members`.")
    return Actor(member.id, profile.slack_id, member.name, member.role, profile.zone)
