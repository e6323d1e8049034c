"""Whom a step asks, in a few words."""

from bot.blocks.text import plain
from bot.domain.awaiting import PLAYING
from bot.domain.people import Role
from bot.domain.policies import ALL, ANY, Approvers, Step
from bot.domain.policy_asking import Team

ROLES = {
    Role.MANAGER: "any manager",
    Role.FINANCE: "anybody of finance",
    Role.ADMIN: "any admin",
}
NAME_LENGTH, MOST_NAMES = 40, 6


def who(step: Step, team: Team) -> str:
    """Say whom a step asks, how many of them must approve, and until when."""
    need = {ANY: "", ALL: "all of "}.get(step.need, f"{step.need} of ")
    said = f"{need}{people(step.approvers, team, need=step.need)}"
    said += f", due after {step.due_hours} h" if step.due_hours else ""
    said += f", then also {people(step.backup, team)}" if step.backup else ""
    said += f", ends after {step.expire_hours} h" if step.expire_hours else ""
    return said


def people(approvers: Approvers, team: Team, *, need: int = ANY) -> str:
    """Name whom `approvers` means, so many of whom are needed; what people typed is made plain."""
    roles = ROLES if need == ANY else PLAYING
    said = [roles.get(approvers.role, "nobody yet")] if approvers.role else []
    said += [
        plain(team.names.get(str(each), "somebody who has left"), limit=NAME_LENGTH)
        for each in approvers.member_ids
    ]
    said += ["the rep's manager"] if approvers.manager_of_rep else []
    said += [
        f"@{plain(team.groups.get(each, 'a group that is gone'), limit=NAME_LENGTH)}"
        for each in approvers.group_ids
    ]
    if len(said) > MOST_NAMES:
        said = [*said[:MOST_NAMES], f"{len(said) - MOST_NAMES} more"]
    return (" and " if need == ALL else " or ").join(said) or "nobody yet"
