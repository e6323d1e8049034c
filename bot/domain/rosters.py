"""Who is there to decide: the members, their user groups, and who stands in for whom."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.people import DECIDING, PLAYS, Member, Role, same_person
from bot.domain.policies import Approvers


@dataclass(frozen=True, slots=True)
class Absence:
    """While it lasts (`ends_at` excluded), `delegate_id` may decide for `member_id`."""

    id: int
    member_id: int
    delegate_id: int
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Roster:
    """The active members at one moment. `groups` holds member ids by a user group's Slack id;
    `absences` are those that last at that moment; `former` are all who have left.
    """

    members: tuple[Member, ...]
    groups: Mapping[str, frozenset[int]] = field(default_factory=dict)
    absences: tuple[Absence, ...] = ()
    former: tuple[Member, ...] = ()

    @property
    def able(self) -> frozenset[int]:
        """Whoever has a read-only role decides nothing, by whatever name they are meant."""
        return frozenset(member.id for member in self.members if member.role is not Role.READ_ONLY)

    def get(self, member_id: int) -> Member | None:
        return next((member for member in self.members if member.id == member_id), None)

    def named(self, approvers: Approvers, *, rep_id: int) -> frozenset[int]:
        """Return the ids of all whom `approvers` means for an order of this rep."""
        found = {member.id for member in self.members if member.id in approvers.member_ids}
        if approvers.role is not None:
            found |= self._playing(approvers.role)
        for group in approvers.group_ids:
            found |= self.groups.get(group, frozenset())
        if approvers.manager_of_rep:
            reps = [each for each in (*self.members, *self.former) if each.id == rep_id]
            found |= {rep.manager_id for rep in reps if rep.manager_id is not None}
        return frozenset(found) & self.able

    def admins(self) -> frozenset[int]:
        return frozenset(self._playing(Role.ADMIN))

    def managers_of(self, member_ids: Collection[int]) -> frozenset[int]:
        """Return whom these members report to."""
        found = {
            member.manager_id
            for member in self.members
            if member.id in member_ids and member.manager_id is not None
        }
        return frozenset(found) & self.able

    def represented_by(self, member_id: int) -> frozenset[int]:
        """Return who is away now and has this member decide for them, through others too."""
        return frozenset(
            absence.member_id
            for absence in self.absences
            if member_id in self.stand_ins(absence.member_id)
        )

    def stand_ins(self, member_id: int) -> tuple[int, ...]:
        """Return who may decide for this member now: whom they named, and where that one is
        away too, whom they named in turn.
        """
        able, found = self._entrusted(), [member_id]
        named = {each.member_id: each.delegate_id for each in reversed(self.absences)}
        while (delegate := named.get(found[-1])) in able and delegate not in found:
            found.append(delegate)
        return tuple(found[1:])

    def stands_in_for(self, member_id: int, *, barred: Collection[int] = ()) -> int | None:
        """Return who is there and decides for this member now, None where they do themselves.

        `barred` are those to whom what is to be decided is their own.
        """
        there = [each for each in self.stand_ins(member_id) if each not in barred]
        return there[-1] if there else None

    def is_attended(self, member_id: int, *, barred: Collection[int] = ()) -> bool:
        """Return whether this member is there now, or the last who decides for them."""
        acting = self.stands_in_for(member_id, barred=barred) or member_id
        return all(absence.member_id != acting for absence in self.absences)

    def reachable(self, member_ids: Collection[int]) -> tuple[Member, ...]:
        """Return those of the members who can press a button: they have an account."""
        return tuple(
            member for member in self.members if member.id in member_ids and member.slack_id
        )

    def same_people(self, member_ids: Collection[int]) -> frozenset[int]:
        """Return the ids together with every other account that has one of their addresses."""
        # An account that was ended is not forgotten: its orders still are that person's own.
        return same_person((*self.members, *self.former), member_ids)

    def count_people(self, member_ids: Collection[int]) -> int:
        """Return how many different people these accounts are."""
        left, count = set(member_ids), 0
        while left:
            left -= self.same_people({left.pop()})
            count += 1
        return count

    def _entrusted(self) -> frozenset[int]:
        """Return who can hold a decision that is somebody else's, now: roles come and go."""
        return frozenset(member.id for member in self.members if member.role in DECIDING)

    def _playing(self, role: Role) -> set[int]:
        # Without an account nobody can press a button, so nobody is asked by their role.
        return {
            member.id
            for member in self.members
            if member.slack_id is not None and role in PLAYS[member.role]
        }


def stood_in_since(absences: Collection[Absence], member_id: int, *, by_id: int) -> datetime | None:
    """Return since when `by_id` decides for a member, through others too, while these absences
    last; None where they do not.
    """
    away = {each.member_id: each for each in reversed(tuple(absences))}
    begun: list[datetime] = []
    while member_id != by_id:
        absence = away.pop(member_id, None)
        if absence is None:
            return None
        begun.append(absence.starts_at)
        member_id = absence.delegate_id
    return max(begun, default=None)
