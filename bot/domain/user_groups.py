"""Slack's user groups, which rules of the approval policy can ask."""

from collections.abc import Iterable
from dataclasses import dataclass

# Slack's own words for why it tells of no group at all, and will not until somebody does something.
# https://docs.slack.dev/reference/methods/usergroups.list#errors
NOT_IN_PLAN, NOT_GRANTED = "plan_upgrade_required", "missing_scope"
LASTING = frozenset({NOT_IN_PLAN, NOT_GRANTED})


@dataclass(frozen=True, slots=True)
class UserGroup:
    """`users` are Slack accounts, members of Dealdesk or not."""

    slack_id: str
    handle: str
    name: str
    users: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class GroupChange:
    """How a group differs from what was known; `group` is as Slack has it now.

    A group that Slack no longer has is left by everybody.
    """

    group: UserGroup
    joined: frozenset[str]
    left: frozenset[str]


def changes(known: Iterable[UserGroup], found: Iterable[UserGroup]) -> list[GroupChange]:
    """Return which groups have other users, another handle or another name than were known."""
    before = {group.slack_id: group for group in known}
    now = {group.slack_id: group for group in found}
    gone = [before[slack_id] for slack_id in before if slack_id not in now]
    return [
        *(
            GroupChange(group, _joined(before, group), _left(before, group))
            for group in now.values()
            if before.get(group.slack_id) != group
        ),
        *(
            GroupChange(UserGroup(each.slack_id, each.handle, each.name), frozenset(), each.users)
            for each in gone
        ),
    ]


def _joined(before: dict[str, UserGroup], group: UserGroup) -> frozenset[str]:
    return group.users - _users(before, group)


def _left(before: dict[str, UserGroup], group: UserGroup) -> frozenset[str]:
    return _users(before, group) - group.users


def _users(before: dict[str, UserGroup], group: UserGroup) -> frozenset[str]:
    known = before.get(group.slack_id)
    return known.users if known else frozenset()


def why_none(failure: str) -> str:
    """Say why Slack tells of no groups, and what to do; `failure` is Slack's own word."""
    match failure:
        case "plan_upgrade_required":
            return (
                "not in this workspace's plan with Slack; rules can name roles and people instead"
            )
        case "missing_scope":
            return (
                "not allowed to Dealdesk yet; put the output of `dealdesk manifest` into the app's"
                " settings and install the app again"
            )
        case _:
            return f"could not be asked for lately ({failure}); what was known before counts"
