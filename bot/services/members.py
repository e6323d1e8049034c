"""Who has which role, and whose account belongs to whom."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from bot.blocks import crm as crm_blocks
from bot.domain.errors import NotFound, UserError
from bot.domain.people import Actor, Member, Role, demand
from bot.store import audit, member_links, members, outbox


class LastAdmin(UserError):
    def __init__(self) -> None:
        super().__init__(
            "You cannot take the admin role from the last admin. Make somebody else admin first."
        )


def set_role(
    session: Session, member_id: int, role: Role, *, by: Actor | None, at: datetime
) -> Member:
    """Give a member a role and tell them; `by` is None for the command line.

    Raises LastAdmin, NotAllowed, NotFound.
    """
    if by is not None:
        demand(by, Role.ADMIN, "change roles")
    others = [admin for admin in members.admins(session) if admin.id != member_id]
    member = members.get(session, member_id)
    if member.role is role:
        return member
    if member.role is Role.ADMIN and not others:
        raise LastAdmin
    changed = members.save(session, replace(member, role=role))
    audit.record(
        session, audit.Verb.MEMBER_CHANGED, by=by, at=at, member_id=member_id, role=role.value
    )
    if changed.slack_id is not None and (by is None or by.member_id != member_id):
        outbox.add(session, crm_blocks.role_post(changed, by, at), at=at)
    return changed


def find(session: Session, words: str) -> Member:
    """Return the active member with this Slack id, key of an import, e-mail or name.

    A part of the name does where nobody has it whole. Raises NotFound, or UserError where
    several have the name.
    """
    wanted = words.strip().casefold()
    everybody = members.everybody(session)
    found = [member for member in everybody if wanted in _handles(member)]
    found = found or [member for member in everybody if wanted in member.name.casefold().split()]
    if not found:
        raise NotFound(
            f"No member is called “{words}”. `dealdesk members list` shows all; whoever is not"
            " there yet joins by opening Dealdesk in Slack once."
        )
    if len(found) > 1:
        ids = ", ".join(member.slack_id or member.email or str(member.id) for member in found)
        raise UserError(f"{len(found)} members are called “{words}”. Name one of them: {ids}.")
    return found[0]


def names(session: Session) -> dict[int, str]:
    """Return the active members' names by id."""
    return {member.id: member.name for member in members.everybody(session)}


def _handles(member: Member) -> set[str]:
    handles = (member.slack_id, member.external_key, member.email, member.name)
    return {handle.casefold() for handle in handles if handle}


def link(session: Session, member: Member, slack_id: str, *, at: datetime) -> Member:
    """Give an imported member their Slack account; what they did with it meanwhile goes along.

    Raises UserError where the member has another account, or both come from an import.
    """
    if member.slack_id == slack_id:
        return member
    if member.slack_id is not None:
        raise UserError(f"{member.name} is linked to {member.slack_id} already.")
    account = members.by_slack_id(session, slack_id)
    if account is None:
        linked = members.save(session, replace(member, slack_id=slack_id))
    elif account.external_key is not None and member.external_key is not None:
        raise UserError(f"{slack_id} is {account.name} of an earlier import already.")
    else:
        linked = member_links.absorb(session, member, account, at=at)
    audit.record(
        session,
        audit.Verb.MEMBER_LINKED,
        by=None,
        at=at,
        member_id=linked.id,
        slack_id=slack_id,
        absorbed_id=account.id if account else None,
    )
    return linked
