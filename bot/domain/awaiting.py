"""For whom an order waits: who can press the button, for whom they stand in, who comes later."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain import approvals
from bot.domain.approvals import Approval
from bot.domain.deciding import barred
from bot.domain.orders import Order
from bot.domain.people import ONE_OF, Member, Role
from bot.domain.policies import ALL, ANY, Approvers, Step
from bot.domain.rosters import Roster

MOST_NAMED = 3
PLAYING: dict[Role, str] = {
    Role.READ_ONLY: "everybody",
    Role.REP: "the reps",
    Role.MANAGER: "the managers",
    Role.FINANCE: "the finance approvers",
    Role.ADMIN: "the admins",
}


@dataclass(frozen=True, slots=True)
class Approver:
    """Somebody whose approval is lacking; `instead_of` names who is away and sent them."""

    member: Member
    instead_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Awaited:
    """What the step that waits still lacks: `lacking` more of the `approvers`.

    `later` says in words who is asked in the steps after it.
    """

    approvers: tuple[Approver, ...] = ()
    lacking: int = 1
    later: tuple[str, ...] = ()

    @property
    def members(self) -> tuple[Member, ...]:
        return tuple(each.member for each in self.approvers)


def awaited(order: Order, roster: Roster) -> Awaited:
    """Return for whom the order waits now; for nobody where no approval is asked."""
    asked = order.asked
    if asked is None:
        return Awaited()
    own = barred(order, roster)
    lacking = approvals.open_seats(asked, roster, rep_id=order.requested_by_id, barred=own)
    found = _approvers(lacking, roster, own)
    if not any(each.member.slack_id for each in found):
        found = ()
    if asked.step.need != ALL:
        found = tuple(each for each in found if each.member.slack_id)
    later = tuple(words(step, roster) for step in asked.steps[asked.position + 1 :])
    return Awaited(found, _lacking(order, asked, roster, len(found)), later)


def _approvers(seats: frozenset[int], roster: Roster, own: frozenset[int]) -> tuple[Approver, ...]:
    """Pair each seat with who acts for it: one person may hold their own and others' seats."""
    acting: dict[int, tuple[str, ...]] = {}
    for member in roster.members:
        if member.id not in seats:
            continue
        delegate = roster.stands_in_for(member.id, barred=own)
        if delegate is None:
            acting.setdefault(member.id, ())
        else:
            acting[delegate] = (*acting.get(delegate, ()), member.name)
    return tuple(
        Approver(member, acting[member.id]) for member in roster.members if member.id in acting
    )


def _lacking(order: Order, asked: Approval, roster: Roster, count: int) -> int:
    need = asked.step.need
    if need == ALL:
        return count
    own = barred(order, roster)
    seats = approvals.seats(asked, roster, rep_id=order.requested_by_id, barred=own)
    approved = approvals.answered(asked, roster, seats).values()
    return max(need - roster.count_people(approved), 1)


def words(step: Step, roster: Roster) -> str:
    """Say whom a step asks: "a finance approver", "2 of Maya, Omar or the rep's manager"."""
    named = _named(step.approvers, roster, several=step.need != ANY)
    joint = "and" if step.need == ALL else "or"
    listed = f"{', '.join(named[:-1])} {joint} {named[-1]}" if len(named) > 1 else named[0]
    if step.need == ALL:
        return f"all of {listed}" if step.approvers.role or step.approvers.group_ids else listed
    return listed if step.need == ANY else f"{step.need} of {listed}"


def _named(approvers: Approvers, roster: Roster, *, several: bool) -> Sequence[str]:
    named = []
    if approvers.role is not None:
        named.append(PLAYING[approvers.role] if several else ONE_OF[approvers.role])
    people = [member.name for member in roster.members if member.id in approvers.member_ids]
    named += people[:MOST_NAMED]
    if len(people) > MOST_NAMED:
        named.append(f"{len(people) - MOST_NAMED} others")
    if approvers.manager_of_rep:
        named.append("the rep's manager")
    if approvers.group_ids:
        named.append("a user group")
    return named or ["an admin"]
