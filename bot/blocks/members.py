"""The form in which an admin changes a member, and what came of it in words."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from slack_sdk.models.blocks import (
    Block,
    CheckboxesElement,
    ExternalDataSelectElement,
    InputBlock,
    Option,
    PlainTextInputElement,
    PlainTextObject,
    SectionBlock,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from bot.blocks import ids
from bot.blocks.crm import ROLE_DEEDS, ROLE_NAMES
from bot.blocks.order_words import fitting
from bot.blocks.policy_losses import losses_text
from bot.blocks.posts import post
from bot.blocks.text import mention, plain, shorten
from bot.domain.memberships import TEAM_LENGTH, LooseEnds, Membership
from bot.domain.people import ONE_OF, Member, Role
from bot.domain.posts import Post

BLOCKS = {"role": "member_role", "team": "member_team", "manager_id": "member_manager"}
LEFT_BLOCK = "member_left"
LEFT = "left"
NOBODY = ("Nobody", "0")
MOST_NAMED = 5


def member_form(member: Member, *, manager: Member | None) -> View:
    """Show a member as they are; `manager` is whom they report to."""
    return View(
        type="modal",
        callback_id=ids.MEMBER_FORM,
        title="Change member",
        submit="Save",
        close="Cancel",
        private_metadata=json.dumps(
            {"member": member.id, "seen": asdict(Membership.of(member))}, ensure_ascii=False
        ),
        blocks=[
            SectionBlock(text=f"*{plain(member.name, limit=80)}*\n{_account(member)}"),
            _role(member.role),
            _team(member.team),
            _manager(manager),
            _left(has_left=not member.active),
        ],
    )


def carried(metadata: str) -> tuple[int, Membership]:
    """Return whom the form is about, and how they were when it was opened."""
    read = json.loads(metadata)
    seen = read["seen"]
    return int(read["member"]), Membership(**{**seen, "role": Role(seen["role"])})


def _account(member: Member) -> str:
    title = f" · {plain(member.title, limit=80)}" if member.title else ""
    return f"{f'<@{member.slack_id}>' if member.slack_id else 'not linked to Slack yet'}{title}"


def _role(role: Role) -> Block:
    options = {
        each: Option(text=ROLE_NAMES[each], value=each.value, description=ROLE_DEEDS[each])
        for each in Role
    }
    return InputBlock(
        block_id=BLOCKS["role"],
        label="Role",
        element=StaticSelectElement(
            action_id=BLOCKS["role"], options=list(options.values()), initial_option=options[role]
        ),
    )


def _team(team: str | None) -> Block:
    return InputBlock(
        block_id=BLOCKS["team"],
        label="Team",
        optional=True,
        element=PlainTextInputElement(
            action_id=BLOCKS["team"], initial_value=team, max_length=TEAM_LENGTH
        ),
    )


def _manager(manager: Member | None) -> Block:
    text, value = (manager.name, str(manager.id)) if manager else NOBODY
    return InputBlock(
        block_id=BLOCKS["manager_id"],
        label="Reports to",
        hint="Rules of the approval policy can ask this person.",
        optional=True,
        element=ExternalDataSelectElement(
            action_id=ids.MANAGER_OPTIONS,
            placeholder="Nobody",
            min_query_length=0,
            initial_option=Option(
                text=PlainTextObject(text=shorten(text, 75), emoji=False), value=value
            ),
        ),
    )


def _left(*, has_left: bool) -> Block:
    option = Option(text="This person has left", value=LEFT)
    return InputBlock(
        block_id=LEFT_BLOCK,
        label="Membership",
        hint="Whoever has left may do nothing here. What they did stays.",
        optional=True,
        element=CheckboxesElement(
            action_id=LEFT_BLOCK,
            options=[option],
            initial_options=[option] if has_left else None,
        ),
    )


def deactivated_post(member: Member, to: str, at: datetime) -> Post:
    """Tell an admin that somebody's account is closed: whether they have left Slack does not say.

    However often Slack tells of it in a day, it is sent once.
    """
    name = fitting(member.name, 100)
    text = (
        f":warning: {name}'s account in Slack was deactivated, so {name} can approve nothing any"
        " more. Say under `/crm members` that they have left: what waits for them then goes to"
        " others, and you see which rules of the approval policy asked them."
    )
    key = f"deactivated:{member.id}:{at.date().isoformat()}:{to}"
    return post(key, to, text, [SectionBlock(text=text)])


def changed_text(member: Member, *, manager: Member | None) -> str:
    """Say how a member stands now."""
    who = mention(member.slack_id, member.name)
    if not member.active:
        return f"{who} has left, and may do nothing in Dealdesk any more."
    team = f", in team {plain(member.team, limit=TEAM_LENGTH)}" if member.team else ""
    reports = f", and reports to {mention(manager.slack_id, manager.name)}" if manager else ""
    return f"{who} is {ONE_OF[member.role]} now{team}{reports}."


def loose_ends_text(member: Member, ends: LooseEnds) -> str:
    """Say what an admin has to see to, a line each; empty where there is nothing."""
    lines = []
    name = fitting(member.name, 100)
    if ends.orders:
        noun, verb = ("Order", "waits") if len(ends.orders) == 1 else ("Orders", "wait")
        numbers = _listed([str(number) for number in ends.orders])
        lines.append(
            f"{noun} {numbers} waited for {name}, and now {verb} for those who are left:"
            " `/order <number>` shows who they are."
        )
    if ends.rules:
        lines.append(losses_text(ends.rules))
    if ends.reports:
        names = _listed([fitting(each, 100) for each in ends.reports])
        verb = "reports" if len(ends.reports) == 1 else "report"
        lines.append(f"{names} still {verb} to {name}. Give them another manager.")
    if ends.away:
        names = _listed([fitting(each, 100) for each in ends.away])
        verb = "is" if len(ends.away) == 1 else "are"
        lines.append(
            f"{names} {verb} away, and {name} can no longer decide for them:"
            " `/approvals away` names somebody else."
        )
    return "\n".join(f":warning: {line}" for line in lines)


def _listed(words: Sequence[str]) -> str:
    shown = list(words[:MOST_NAMED])
    if len(words) > MOST_NAMED:
        shown.append(f"{len(words) - MOST_NAMED} more")
    return " and ".join(", ".join(shown).rsplit(", ", 1)) if len(shown) > 1 else shown[0]


def result(member: Member, *, manager: Member | None, ends: LooseEnds) -> str:
    """Say how a member stands now, and what is left to be seen to."""
    said = f":white_check_mark: {changed_text(member, manager=manager)}"
    left = loose_ends_text(member, ends)
    return f"{said}\n{left}" if left else said
