"""How far an approval has come: a line for each step, and who did what in it."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block, SectionBlock

from bot.blocks.order_words import fitting, waiting_words
from bot.blocks.text import moment
from bot.domain.approvals import VERDICTS, Act, ActKind, Approval, ApprovalState
from bot.domain.awaiting import Awaited
from bot.domain.orders import Order

# A card stays readable on a phone, and under Slack's limits, whatever was typed.
LENGTH = 2_200
MOST_ACTS, MOST_LATER = 4, 3
NAME_LENGTH = 60
SAID = {
    ActKind.APPROVE: "approved",
    ActKind.REJECT: "rejected",
    ActKind.RETURN: "changes requested",
}
PASSED, WAITS, ENDED, LATER = (
    *(":white_check_mark:", ":hourglass_flowing_sand:"),
    *(":no_entry:", ":white_circle:"),
)


def are_told(order: Order) -> bool:
    """Return whether the steps say more than who is awaited and what was decided."""
    asked = order.approval
    if asked is None:
        return False
    return len(asked.steps) > 1 or (asked.waits and _said(asked, asked.position) != [])


def step_list(order: Order, awaited: Awaited) -> list[Block]:
    """Show the steps of the order's last approval, where there is something to tell."""
    if order.approval is None or not are_told(order):
        return []
    return [SectionBlock(text="\n".join(step_lines(order, order.approval, awaited)))]


def step_lines(order: Order, asked: Approval, awaited: Awaited) -> list[str]:
    """Return a line for each step: who approved it, for whom it waits, who comes after."""
    numbers = range(min(len(asked.steps), asked.position + 1))
    lines = [_line(order, asked, number, awaited) for number in numbers]
    hidden = 0
    while sum(map(len, lines)) > LENGTH and len(lines) > 1:
        lines, hidden = lines[1:], hidden + 1
    earlier = [f"{PASSED} … {hidden} earlier steps"] if hidden else []
    return [*earlier, *lines, *_later(asked, awaited)]


def _later(asked: Approval, awaited: Awaited) -> list[str]:
    if not asked.waits:
        return []
    next_one = asked.position + 2
    lines = [
        f"{LATER} Step {number}: then {fitting(who, 120)}"
        for number, who in enumerate(awaited.later[:MOST_LATER], start=next_one)
    ]
    hidden = len(awaited.later) - MOST_LATER
    return [*lines, f"{LATER} … {hidden} more steps"] if hidden > 0 else lines


def _line(order: Order, asked: Approval, number: int, awaited: Awaited) -> str:
    said = "; ".join(_said(asked, number))
    name = f"Step {number + 1}" if len(asked.steps) > 1 else "So far"
    if number < asked.position:
        return f"{PASSED} {name}: {said or 'met by who approved before'}"
    if asked.waits:
        waits = waiting_words(order, awaited)
        return f"{WAITS} {name}: {f'{said}. ' if said else ''}{waits}"
    mark = ENDED if asked.state is not ApprovalState.APPROVED else PASSED
    return f"{mark} {name}: {said or asked.state}"


def _said(asked: Approval, number: int) -> list[str]:
    """Tell the verdicts of a step, those of one person in one."""
    told: dict[tuple[ActKind, int | None], list[Act]] = {}
    for act in asked.acts:
        if act.position == number and act.kind in VERDICTS:
            told.setdefault((act.kind, act.by_id), []).append(act)
    texts = [_told(acts) for acts in told.values()]
    if len(texts) > MOST_ACTS:
        texts[MOST_ACTS - 1 :] = [f"{len(texts) - MOST_ACTS + 1} others"]
    return texts


def _told(acts: Sequence[Act]) -> str:
    first = acts[0]
    away = [act.seat or "" for act in acts if act.seat_id not in {None, act.by_id}]
    instead = f" (for {' and '.join(fitting(name, NAME_LENGTH) for name in away[:2])})"
    by = fitting(first.by, NAME_LENGTH) or "somebody who has left"
    return f"{SAID[first.kind]} by {by}{instead if away else ''}, {moment(first.at)}"
