"""Who has which role, team and manager, who has left, and whose account belongs to whom."""

from dataclasses import asdict, dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from bot.blocks import crm as crm_blocks
from bot.blocks.members import deactivated_post
from bot.domain import memberships
from bot.domain.errors import ChangedMeanwhile, NotFound, UserError
from bot.domain.memberships import LastAdmin, LooseEnds, Membership
from bot.domain.people import Actor, Member, Role, demand
from bot.domain.policy_codec import rules_to_json
from bot.services import following
from bot.services import policies as policy_service
from bot.store import audit, homes, member_links, members, orders, outbox, policies, rosters

__all__ = ["Changed", "LastAdmin", "change", "find", "link", "names", "rename", "set_role"]


@dataclass(frozen=True, slots=True)
class Changed:
    """A member as they are now, and what has to be seen to since."""

    member: Member
    loose_ends: LooseEnds


def change(
    session: Session,
    member_id: int,
    wanted: Membership,
    *,
    by: Actor | None,
    at: datetime,
    seen: Membership | None = None,
) -> Changed:
    """Give a member what an admin wants; `by` is None for the command line.

    `seen` is what the admin was looking at. Whoever gets another role is told; orders that
    wait follow: cards go to those who are asked only now, and the others' lose their buttons.
    Raises LastAdmin, ChangedMeanwhile, InvalidFields ("team", "manager_id"), NotAllowed, NotFound.
    """
    if by is not None:
        demand(by, Role.ADMIN, "change roles")
    everybody = members.locked(session)
    member = members.get(session, member_id)
    before = Membership.of(member)
    if seen is not None and seen != before:
        raise ChangedMeanwhile(
            f"Somebody else changed {member.name} just now. Open the form again to see how."
        )
    after = memberships.changed(member, wanted, everybody=everybody)
    if after == member:
        return Changed(member, LooseEnds())
    team = policy_service.team(session, at=at)
    there = team.roster
    saved = members.save(session, after)
    _record(session, saved, before, by=by, at=at)
    _tell(session, saved, before, by=by, at=at)
    homes.follow_all(session)
    following.people(session, there, at=at)
    ends = memberships.loose_ends(
        member_id,
        before=there,
        after=rosters.current(session, at=at),
        waiting=orders.waiting(session),
        rules=policy_service.tell_losses(session, team, by=by, at=at),
    )
    return Changed(saved, ends)


def set_role(
    session: Session, member_id: int, role: Role, *, by: Actor | None, at: datetime
) -> Member:
    """Give a member a role and leave the rest as it is. Raises as `change` does."""
    seen = Membership.of(members.get(session, member_id))
    return change(session, member_id, replace(seen, role=role), by=by, at=at, seen=seen).member


def rename(session: Session, slack_id: str, name: str, *, at: datetime) -> None:
    """Call whoever has this account as Slack does now, unless a file says what they are called."""
    member = members.by_slack_id(session, slack_id)
    if member is None or member.external_key is not None or member.name == name:
        return
    # What an admin changes meanwhile stays.
    members.locked(session)
    there = rosters.current(session, at=at)
    members.save(session, replace(members.get(session, member.id), name=name))
    changed = audit.Verb.MEMBER_CHANGED
    audit.record(session, changed, by=None, at=at, member_id=member.id, name=name)
    homes.follow_all(session)
    following.people(session, there, at=at)
    following.member_name(session, member.id, at=at)


def tell_deactivated(session: Session, slack_id: str, *, at: datetime) -> None:
    """Tell the other admins that Slack has closed the account of somebody who is still there."""
    member = members.by_slack_id(session, slack_id)
    if member is None or not member.active:
        return
    roster = rosters.current(session, at=at)
    for admin in roster.reachable(roster.admins() - {member.id}):
        outbox.add(session, deactivated_post(member, str(admin.slack_id), at), at=at)


def _record(
    session: Session, member: Member, before: Membership, *, by: Actor | None, at: datetime
) -> None:
    was, now = asdict(before), asdict(Membership.of(member))
    new = {name: value for name, value in now.items() if value != was[name]}
    audit.record(session, audit.Verb.MEMBER_CHANGED, by=by, at=at, member_id=member.id, **new)


def _tell(
    session: Session, member: Member, before: Membership, *, by: Actor | None, at: datetime
) -> None:
    """Tell a member of their new role, unless they gave it to themselves."""
    told = member.active and member.slack_id is not None and member.role is not before.role
    if told and (by is None or by.member_id != member.id):
        outbox.add(session, crm_blocks.role_post(member, by, at), at=at)


def find(session: Session, words: str, *, also_left: bool = False) -> Member:
    """Return the member with this Slack id, key of an import, e-mail or name.

    A part of the name does where nobody has it whole. Who has left is only meant with
    `also_left`, and where nobody else is. Raises NotFound, or UserError where several have
    the name.
    """
    wanted = words.strip().casefold()
    known = [each for each in members.known(session) if each.active or also_left]
    named = [member for member in known if wanted in _handles(member)]
    named = named or [member for member in known if wanted in member.name.casefold().split()]
    found = [member for member in named if member.active] or named
    if not found:
        raise NotFound(
            f"No member is called “{words}”. `/crm members` shows all (`dealdesk members list` on"
            " the server); whoever is not there yet joins by opening Dealdesk in Slack once."
        )
    if len(found) > 1:
        ids = ", ".join(f"{each.name} ({_own_handle(each)})" for each in found)
        raise UserError(
            f"{len(found)} members are called “{words}”. Name one of them by the whole name, or by"
            f" what stands in brackets: {ids}."
        )
    return found[0]


def names(session: Session) -> dict[int, str]:
    """Return the active members' names by id."""
    return {member.id: member.name for member in members.everybody(session)}


def _own_handle(member: Member) -> str:
    return member.email or member.slack_id or member.external_key or str(member.id)


def _handles(member: Member) -> set[str]:
    handles = (member.slack_id, member.external_key, member.email, member.name)
    return {handle.casefold() for handle in handles if handle}


def link(session: Session, member: Member, slack_id: str, *, at: datetime) -> Member:
    """Give an imported member their Slack account; what they did with it meanwhile goes along.

    Raises UserError where the member has another account, or both come from an import.
    """
    if not member.active:
        raise UserError(f"{member.name} has left. `dealdesk members resume` brings them back.")
    if member.slack_id == slack_id:
        return member
    if member.slack_id is not None:
        raise UserError(f"{member.name} is linked to {member.slack_id} already.")
    account = members.by_slack_id(session, slack_id)
    there, version = rosters.current(session, at=at), policies.in_force(session).version
    if account is None:
        linked = members.save(session, replace(member, slack_id=slack_id))
    elif account.external_key is not None and member.external_key is not None:
        raise UserError(f"{slack_id} is {account.name} of an earlier import already.")
    else:
        linked = member_links.absorb(session, member, account, at=at)
        _record_policy(session, version, at=at)
    homes.follow_all(session)
    following.people(session, there, at=at)
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


def _record_policy(session: Session, before: int, *, at: datetime) -> None:
    """Note the version that names whom two members became, where the policy named one of them."""
    policy = policies.in_force(session)
    if policy.version != before:
        rules = rules_to_json(policy.rules)
        audit.record(
            session, audit.Verb.POLICY_SET, by=None, at=at, version=policy.version, rules=rules
        )
