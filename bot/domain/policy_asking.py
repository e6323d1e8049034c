"""Whom a step asks: whether there is anybody, and whether the hours make sense."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bot.domain.people import Member, Role
from bot.domain.policies import Approvers, Step
from bot.domain.rosters import Roster

MOST_PEOPLE, MOST_HOURS = 20, 2_000
NAMES_TOLD = 3


@dataclass(frozen=True, slots=True)
class Team:
    """Who there is to ask. `groups` has the handles of user groups by their Slack ids."""

    roster: Roster
    groups: Mapping[str, str] = field(default_factory=dict)

    @property
    def names(self) -> dict[str, str]:
        """The active members' names by their ids as text."""
        return {str(member.id): member.name for member in self.roster.members}


def wrong(step: Step, team: Team) -> Iterator[str]:
    """Yield what a step may not say, each sentence without its subject."""
    yield from _wrong_approvers(step, team)
    yield from _wrong_hours(step)


def _wrong_approvers(step: Step, team: Team) -> Iterator[str]:
    yield from _wrong_people(step.approvers, team, "asks", "who approves")
    if step.backup is not None:
        yield from _wrong_people(step.backup, team, "has as backup", "who the backup is")
    if step.need < 0:
        yield "needs less than one approval. Choose any, all, or a number."
    most = _most(step.approvers, team)
    if most is not None and step.need > most > 0:
        yield (f"needs {step.need} approvals but names {_people(most)}. Name more, or need fewer.")


def _wrong_people(approvers: Approvers, team: Team, verb: str, what: str) -> Iterator[str]:
    if approvers.is_empty:
        yield f"{verb} nobody. Choose {what}."
    known = {member.id for member in team.roster.members}
    if not known.issuperset(approvers.member_ids):
        yield f"{verb} somebody who has left. Choose somebody else."
    if len(approvers.member_ids) > MOST_PEOPLE:
        yield f"{verb} more than {MOST_PEOPLE} people by name. Choose a role or a user group."
    unknown = sorted(set(approvers.group_ids) - set(team.groups))
    if unknown:
        yield (
            f"{verb} a user group that Slack does not have or no longer has ({', '.join(unknown)})."
            " Choose another."
        )


def _most(approvers: Approvers, team: Team) -> int | None:
    """Return how many different people are named, None where that depends on a role or group."""
    if (
        approvers.role
        or approvers.group_ids
        or any(team.roster.get(each) is None for each in approvers.member_ids)
    ):
        return None
    return team.roster.count_people(approvers.member_ids) + approvers.manager_of_rep


def doubtful(step: Step, team: Team) -> Iterator[str]:
    asked = step.approvers
    if asked.role or asked.group_ids:
        count = count_able(asked, team)
        if count < max(step.need, 1):
            yield (
                f"needs {_approvals(step.need)}, but {_people(count)} at present can give"
                f" {'it' if step.need <= 1 else 'them'}. Until there are more, the admins are"
                " asked as well."
            )
    for member in team.roster.members:
        if member.id in asked.member_ids:
            yield from _doubtful_member(member)
    if asked.manager_of_rep:
        yield from _without_manager(asked, team)


def count_able(asked: Approvers, team: Team) -> int:
    """Return how many different people can approve, with one for the manager of a rep."""
    return team.roster.count_people(team.roster.named(asked, rep_id=0)) + asked.manager_of_rep


def _doubtful_member(member: Member) -> Iterator[str]:
    if member.slack_id is None:
        yield (
            f"asks {member.name}, who has no Slack account here yet and so cannot approve."
            " Have them open Dealdesk in Slack."
        )
    elif member.role is Role.READ_ONLY:
        yield f"asks {member.name}, who may only read. Give them another role."


def _without_manager(asked: Approvers, team: Team) -> Iterator[str]:
    there = {member.id for member in team.roster.members}
    alone = [
        member.name
        for member in team.roster.members
        if member.role is Role.REP and member.manager_id not in there
    ]
    if alone and asked == Approvers(manager_of_rep=True):
        more = f" and {len(alone) - NAMES_TOLD} more" if len(alone) > NAMES_TOLD else ""
        named = ", ".join(alone[:NAMES_TOLD])
        yield (
            f"asks the rep's manager, but nobody is manager of {named}{more}."
            " For their orders the admins are asked, until `/crm members` names a manager."
        )


def _wrong_hours(step: Step) -> Iterator[str]:
    hours = (step.due_hours, step.remind_hours, step.expire_hours)
    if any(each is not None and not 1 <= each <= MOST_HOURS for each in hours):
        yield f"has hours outside 1 to {MOST_HOURS}. Change them, or leave them empty."
        return
    if step.due_hours is None:
        if step.remind_hours is not None:
            yield "reminds before it is due, but is never due. Say after how many hours it is."
        if step.backup is not None:
            yield "has a backup but is never due. Say after how many hours the backup is asked."
    else:
        if step.remind_hours is not None and step.remind_hours >= step.due_hours:
            yield (
                f"is due after {_hours(step.due_hours)} and reminds {_hours(step.remind_hours)}"
                " before that. Remind later."
            )
        if step.expire_hours is not None and step.expire_hours < step.due_hours:
            yield (
                f"ends after {_hours(step.expire_hours)}, before it is due"
                f" after {_hours(step.due_hours)}. Let it end later."
            )


def _people(count: int) -> str:
    return {0: "nobody", 1: "one person"}.get(count, f"{count} people")


def _approvals(need: int) -> str:
    return "an approval" if need <= 1 else f"{need} approvals"


def _hours(hours: int) -> str:
    return "1 hour" if hours == 1 else f"{hours} hours"
