"""What `/crm` shows: help, members with their roles, the state of things."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    DividerBlock,
    ExternalDataSelectElement,
    HeaderBlock,
    MarkdownTextObject,
    Option,
    SectionBlock,
    StaticSelectElement,
)

from bot.blocks import ids
from bot.blocks.posts import post
from bot.blocks.text import moment, plain
from bot.domain.people import ONE_OF, Actor, Member, Role
from bot.domain.posts import Post

# A section a member, and Slack takes 50 blocks in a message.
MEMBERS_A_PAGE = 40

ROLE_NAMES = {
    Role.READ_ONLY: "Read-only",
    Role.REP: "Rep",
    Role.MANAGER: "Manager",
    Role.FINANCE: "Finance",
    Role.ADMIN: "Admin",
}
ROLE_DEEDS = {
    Role.READ_ONLY: "sees customers, orders and reports, and changes nothing",
    Role.REP: "raises orders, logs conversations and sees reports",
    Role.MANAGER: "works on all orders, and approves what the policy gives to managers",
    Role.FINANCE: "does what a rep does, and approves what the policy gives to finance",
    Role.ADMIN: "does what all others do, sets the approval policy and gives roles",
}


@dataclass(frozen=True, slots=True)
class HelpEntry:
    """A command as help shows it; `usages` pairs what to type with what it does."""

    summary: str
    usages: Sequence[tuple[str, str]]


def help_text(entries: Sequence[HelpEntry]) -> str:
    return "\n\n".join(_help_entry(entry) for entry in entries)


def help_blocks(entries: Sequence[HelpEntry], *, may_set: bool) -> list[Block]:
    """Show every command; who may change the policy or settings gets a button to them."""
    blocks: list[Block] = [HeaderBlock(text="What Dealdesk can do")]
    blocks += [SectionBlock(text=_help_entry(entry)) for entry in entries]
    blocks.append(
        _small(
            "On a message, choose *Log to CRM* in its menu. The Home tab of Dealdesk shows what"
            " waits for you."
        )
    )
    if may_set:
        button = ButtonElement(text="Settings", action_id=ids.OPEN_SETTINGS, value="settings")
        blocks.append(ActionsBlock(elements=[button]))
    return blocks


def _help_entry(entry: HelpEntry) -> str:
    usages = "\n".join(f"{usage(typed)}  {does}" for typed, does in entry.usages)
    return f"*{entry.summary}*\n{usages}"


def usage(typed: str) -> str:
    """Show what to type; angle brackets would be read as a link otherwise."""
    return f"`{plain(typed)}`"


def members_text(members: Sequence[Member]) -> str:
    """Name all that fit into a message's text, with their roles."""
    named = ", ".join(
        f"{plain(member.name, limit=60)} ({member.role.value})" for member in members[:30]
    )
    more = f" and {len(members) - 30} more" if len(members) > 30 else ""  # noqa: PLR2004
    return f"{_count(len(members), 'member')}: {named}{more}."


def members_blocks(
    members: Sequence[Member], *, actor: Actor, page: int = 0, told: str | None = None
) -> list[Block]:
    """Show a page of members; an admin can give each a role, and change one in a form.

    `told` stands on top.
    """
    pages = max(1, -(-len(members) // MEMBERS_A_PAGE))
    page = min(max(page, 0), pages - 1)
    shown = members[page * MEMBERS_A_PAGE : (page + 1) * MEMBERS_A_PAGE]
    blocks: list[Block] = [HeaderBlock(text=_count(len(members), "member"))]
    if told:
        blocks.append(SectionBlock(text=told))
    if actor.has(Role.ADMIN):
        blocks.append(_change_one())
    names = {member.id: member.name for member in members}
    blocks += [_member(member, names, actor=actor, page=page) for member in shown]
    if pages > 1:
        blocks.append(_pager(page, pages))
    blocks.append(_small("\n".join(f"*{ROLE_NAMES[r]}* {ROLE_DEEDS[r]}." for r in Role)))
    return blocks


def _change_one() -> Block:
    return ActionsBlock(
        elements=[
            ExternalDataSelectElement(
                action_id=ids.CHANGE_MEMBER,
                placeholder="Change a member",
                min_query_length=0,
            )
        ]
    )


def _member(member: Member, names: Mapping[int, str], *, actor: Actor, page: int) -> Block:
    who = f"*{plain(member.name, limit=80)}*"
    account = f"<@{member.slack_id}>" if member.slack_id else "not linked to Slack yet"
    you = " (you)" if member.id == actor.member_id else ""
    title = f" · {plain(member.title, limit=80)}" if member.title else ""
    text = f"{who}{you}{title}\n{account} · {ROLE_NAMES[member.role]}{_place(member, names)}"
    if not actor.has(Role.ADMIN):
        return SectionBlock(text=text)
    options = {
        role: Option(text=ROLE_NAMES[role], value=f"{member.id}:{role.value}:{page}")
        for role in Role
    }
    select = StaticSelectElement(
        action_id=ids.SET_ROLE,
        placeholder="Role",
        options=list(options.values()),
        initial_option=options[member.role],
    )
    return SectionBlock(text=text, accessory=select)


def _place(member: Member, names: Mapping[int, str]) -> str:
    team = f" · team {plain(member.team, limit=80)}" if member.team else ""
    manager = names.get(member.manager_id or 0)
    return f"{team} · reports to {plain(manager, limit=80)}" if manager else team


def _pager(page: int, pages: int) -> Block:
    buttons = []
    if page > 0:
        buttons.append(
            ButtonElement(text="Previous", action_id=ids.PREVIOUS_MEMBERS, value=str(page - 1))
        )
    if page < pages - 1:
        buttons.append(ButtonElement(text="Next", action_id=ids.NEXT_MEMBERS, value=str(page + 1)))
    return ActionsBlock(elements=buttons)


def role_post(member: Member, by: Actor | None, at: datetime) -> Post:
    """Tell a member about their new role."""
    who = f"<@{by.slack_id}>" if by else "Your administrator"
    one = ONE_OF[member.role]
    text = (
        f"{who} made you {one} in Dealdesk: {one} {ROLE_DEEDS[member.role]}. `/crm help` shows how."
    )
    return post(
        f"role:{member.id}:{at.isoformat()}",
        str(member.slack_id),
        text,
        [SectionBlock(text=text)],
    )


@dataclass(frozen=True, slots=True)
class Failure:
    """Something that went wrong; `reference` is what the person concerned was told."""

    what: str
    at: datetime
    reference: str | None = None


@dataclass(frozen=True, slots=True)
class StatusReport:
    """`facts` pairs a name with how it stands, `problems` are sentences that say what to do."""

    facts: Sequence[tuple[str, str]]
    problems: Sequence[str]
    failures: Sequence[Failure]


def status_text(report: StatusReport) -> str:
    facts = "\n".join(f"{name}: {value}" for name, value in report.facts)
    return "\n".join([_verdict(report), facts, *report.problems])


def status_blocks(report: StatusReport) -> list[Block]:
    facts = "\n".join(f"*{name}*  {value}" for name, value in report.facts)
    blocks: list[Block] = [
        SectionBlock(text=_verdict(report)),
        SectionBlock(text=facts),
        *(SectionBlock(text=f":warning: {problem}") for problem in report.problems),
    ]
    if report.failures:
        lines = [_failure(failure) for failure in report.failures]
        blocks += [DividerBlock(), SectionBlock(text="\n".join(["*What failed lately*", *lines]))]
    return blocks


def _verdict(report: StatusReport) -> str:
    if report.problems:
        return f"Dealdesk is running, with {_count(len(report.problems), 'problem')}."
    return "Dealdesk is running well."


def _failure(failure: Failure) -> str:
    reference = f" · reference `{failure.reference}`" if failure.reference else ""
    return f"• {moment(failure.at)}: {plain(failure.what, limit=200)}{reference}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _small(text: str) -> Block:
    return ContextBlock(elements=[MarkdownTextObject(text=text)])
