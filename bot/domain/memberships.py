"""What an admin says of a member: their role, team and manager, and whether they are there."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from bot.domain.deciding import deciders
from bot.domain.errors import InvalidFields, UserError
from bot.domain.orders import Order
from bot.domain.people import Member, Role
from bot.domain.rosters import Roster

TEAM_LENGTH = 100


class LastAdmin(UserError):
    def __init__(self) -> None:
        super().__init__(
            "You cannot take the admin role from the last admin. Make somebody else admin first."
        )


@dataclass(frozen=True, slots=True)
class Membership:
    """`manager_id` is whom they report to; whoever is not `active` has left."""

    role: Role
    team: str | None = None
    manager_id: int | None = None
    active: bool = True

    @classmethod
    def of(cls, member: Member) -> "Membership":
        return cls(member.role, member.team, member.manager_id, member.active)

    def given_to(self, member: Member) -> Member:
        return replace(
            member,
            role=self.role,
            team=self.team,
            manager_id=self.manager_id,
            active=self.active,
        )


@dataclass(frozen=True, slots=True)
class LooseEnds:
    """What somebody leaves behind: numbers of orders that waited for them, what rules have lost
    in them, names of those who report to them, and of those who are away and had them decide.
    """

    orders: tuple[int, ...] = ()
    rules: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    away: tuple[str, ...] = ()


def changed(member: Member, wanted: Membership, *, everybody: Collection[Member]) -> Member:
    """Return the member as an admin wants them; `everybody` are all who are here or have left.

    Raises LastAdmin, and InvalidFields with "team" and "manager_id".
    """
    team = " ".join((wanted.team or "").split()) or None
    if team is not None and len(team) > TEAM_LENGTH:
        raise InvalidFields({"team": f"A team's name has at most {TEAM_LENGTH} characters."})
    after = replace(wanted, team=team).given_to(member)
    if _is_admin(member) and not _is_admin(after) and not _other_admins(member, everybody):
        raise LastAdmin
    if after.manager_id is not None and after.manager_id != member.manager_id:
        _check_manager(after, everybody)
    return after


def loose_ends(
    member_id: int,
    *,
    before: Roster,
    after: Roster,
    waiting: Sequence[Order],
    rules: tuple[str, ...],
) -> LooseEnds:
    """Return what is left to be seen to, now that the people are those of `after`."""
    return LooseEnds(
        orders=tuple(
            order.number
            for order in waiting
            if member_id in deciders(order, before) and member_id not in deciders(order, after)
        ),
        rules=rules,
        reports=tuple(
            member.name
            for member in after.members
            if member.manager_id == member_id and after.get(member_id) is None
        ),
        away=tuple(
            member.name
            for member in after.members
            if member.id in before.represented_by(member_id) - after.represented_by(member_id)
        ),
    )


def _is_admin(member: Member) -> bool:
    """Without an account nobody can press a button, so such an admin does not count."""
    return member.role is Role.ADMIN and member.active and member.slack_id is not None


def _other_admins(member: Member, everybody: Collection[Member]) -> bool:
    return any(_is_admin(each) for each in everybody if each.id != member.id)


def _check_manager(member: Member, everybody: Collection[Member]) -> None:
    known = {each.id: each for each in everybody}
    manager = known.get(member.manager_id or 0)
    if manager is None or not manager.active:
        raise InvalidFields(
            {"manager_id": "There is no such member any more. Choose somebody else, or nobody."}
        )
    chain = [manager]
    while chain[-1].id != member.id:
        above = known.get(chain[-1].manager_id or 0)
        if above is None or above in chain:
            return
        chain.append(above)
    raise InvalidFields({"manager_id": _in_a_circle(member, chain)})


def _in_a_circle(member: Member, chain: Sequence[Member]) -> str:
    if len(chain) == 1:
        return f"{member.name} cannot report to themselves. Choose somebody else, or nobody."
    over = f" through {', '.join(each.name for each in chain[1:-1])}" if chain[1:-1] else ""
    return (
        f"{chain[0].name} reports to {member.name}{over} already. Change that first, or choose"
        " somebody else."
    )
