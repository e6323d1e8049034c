"""Whom a policy in force asks no longer, since people or user groups are gone: what the check
would say at the next change, said when it happens.
"""

from collections.abc import Iterator

from bot.domain.policies import Approvers, Policy, Step
from bot.domain.policy_asking import Team, count_able
from bot.domain.policy_checks import places


def losses(policy: Policy, before: Team, after: Team) -> tuple[str, ...]:
    """Return a sentence for each step that has lost somebody between two moments."""
    if before == after:
        return ()
    return tuple(
        f"{place} {told}"
        for index, rule in enumerate(policy.rules)
        for place, step in places(index, rule)
        for told in _lost(step, before, after)
    )


def _lost(step: Step, before: Team, after: Team) -> Iterator[str]:
    enough = max(step.need, 1)
    short = count_able(step.approvers, after) < enough
    gone = [*_gone(step.approvers, before, after)]
    if gone:
        then = "the admins are asked as well" if short else "those who are left are asked"
        yield f"asks {', and '.join(gone)}; {then}."
    elif short and count_able(step.approvers, before) >= enough:
        yield "has too few people left who can approve; the admins are asked as well."
    if step.backup is not None:
        gone = [*_gone(step.backup, before, after)]
        if gone:
            yield f"has as backup {', and '.join(gone)}."


def _gone(asked: Approvers, before: Team, after: Team) -> Iterator[str]:
    for member in before.roster.members:
        if member.id in asked.member_ids and member.id not in after.roster.able:
            if after.roster.get(member.id) is None:
                yield f"{member.name}, who has left"
            elif member.id in before.roster.able:
                yield f"{member.name}, who may only read now"
    for group_id in asked.group_ids:
        if group_id in before.groups and group_id not in after.groups:
            yield f"@{before.groups[group_id]}, a user group that Slack no longer shows"
