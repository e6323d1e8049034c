"""Being away: what is told about it, and the form that asks who decides meanwhile."""

from collections.abc import Sequence
from datetime import date, timedelta

from slack_sdk.models.blocks import (
    DatePickerElement,
    ExternalDataSelectElement,
    InputBlock,
    SectionBlock,
)
from slack_sdk.models.views import View

from bot.blocks import ids
from bot.blocks.posts import post
from bot.blocks.text import mention, moment
from bot.domain.absences import overlaps
from bot.domain.people import Member
from bot.domain.posts import Post
from bot.domain.rosters import Absence

FIRST, LAST, DELEGATE = "absence_first", "absence_last", "absence_delegate"
SECOND = timedelta(seconds=1)


def window(absence: Absence) -> str:
    """Say from when to when; the last moment, not the first one after."""
    return f"from {moment(absence.starts_at)} until {moment(absence.ends_at - SECOND)}"


def planned_post(absence: Absence, member: Member, delegate: Member, to: Member) -> Post:
    """Tell the stand-in what is in their hands, or a member that somebody said they are away."""
    away, stand_in = (
        mention(member.slack_id, member.name),
        mention(delegate.slack_id, delegate.name),
    )
    if to.id == delegate.id:
        text = (
            f"{away} is away {window(absence)}, and you decide meanwhile on what waits for them."
            " `/approvals` shows it. The record names you both."
        )
    else:
        text = (
            f"You are noted as away {window(absence)}; {stand_in} decides meanwhile."
            " `/approvals back` ends it."
        )
    key = f"absence:{absence.id}:{to.id}"
    return post(key, str(to.slack_id), text, [SectionBlock(text=text)])


def alone_post(absence: Absence, stand_in: Member, to: Member) -> Post:
    """Tell somebody who is away that whoever was to decide for them is away too."""
    text = (
        f"{mention(stand_in.slack_id, stand_in.name)}, who decides for you, is away too"
        f" {window(absence)}, and whoever decides for them decides for you. Name somebody else"
        " with `/approvals away until Friday, Sam decides`."
    )
    key = f"absence:{absence.id}:alone:{to.id}"
    return post(key, str(to.slack_id), text, [SectionBlock(text=text)])


def also_away(alone: Sequence[Member]) -> str:
    """Warn whoever goes away of those for whom they were to decide."""
    if not alone:
        return ""
    names = " and ".join(mention(each.slack_id, each.name) for each in alone)
    return f"\n:warning: You were to decide for {names} meanwhile; they are told to name another."


def gave_way(before: Sequence[Absence], planned: Absence) -> str:
    """Say what was planned before and no longer counts, as it would be on the same days."""
    gone = [each for each in before if overlaps(each, planned.starts_at, planned.ends_at)]
    lines = [f"\nWhat was planned {window(each)} no longer counts." for each in gone]
    return "".join(lines)


def told(absences: Sequence[tuple[Absence, Member]]) -> str:
    """Say when somebody is away and who decides; with how to say so where they are not."""
    if not absences:
        return (
            "You are not away. `/approvals away until Friday, Sam decides` says that you are,"
            " and who decides meanwhile."
        )
    lines = [
        f"You are away {window(absence)}; {mention(delegate.slack_id, delegate.name)} decides."
        for absence, delegate in absences
    ]
    return "\n".join([*lines, "`/approvals back` ends it."])


def form(today: date) -> View:
    """Ask from when to when, and who decides."""
    return View(
        type="modal",
        callback_id=ids.ABSENCE_FORM,
        title="I'm away",
        submit="Save",
        close="Cancel",
        blocks=[
            _day(FIRST, "From", today),
            _day(LAST, "Until the end of", today),
            member_menu(DELEGATE, "Who decides meanwhile?", ids.DECIDER_OPTIONS),
        ],
    )


def _day(block_id: str, label: str, initial: date) -> InputBlock:
    picker = DatePickerElement(action_id=block_id, initial_date=initial.isoformat())
    return InputBlock(block_id=block_id, label=label, element=picker)


def member_menu(block_id: str, label: str, source: str) -> InputBlock:
    """Ask for somebody of those whom the source of options knows for it."""
    return InputBlock(
        block_id=block_id,
        label=label,
        element=ExternalDataSelectElement(
            action_id=source, placeholder="Type a name", min_query_length=0
        ),
    )
