"""Orders in words: the sentences that cards, lists and forms share."""

from bot.blocks.text import mention, moment, money, percent, plain
from bot.domain.approvals import ActKind
from bot.domain.awaiting import Approver, Awaited
from bot.domain.cancellations import can_lose_lines, label
from bot.domain.orders import (
    REFUSED,
    CancelledLine,
    Kept,
    Order,
    OrderLine,
    OrderMove,
    OrderStatus,
)

MOST_NAMED = 5

STATUS_MARKS = {
    OrderStatus.DRAFT: ":memo:",
    OrderStatus.PENDING: ":hourglass_flowing_sand:",
    OrderStatus.APPROVED: ":white_check_mark:",
    OrderStatus.EXECUTING: ":truck:",
    OrderStatus.COMPLETED: ":package:",
    OrderStatus.REJECTED: ":no_entry:",
    OrderStatus.RETURNED: ":leftwards_arrow_with_hook:",
    OrderStatus.EXPIRED: ":alarm_clock:",
    OrderStatus.CANCELLED: ":wastebasket:",
}
STEPS = {
    OrderStatus.DRAFT: "Written as a draft",
    OrderStatus.PENDING: "Sent for approval",
    OrderStatus.APPROVED: "Approved",
    OrderStatus.EXECUTING: "Execution started",
    OrderStatus.COMPLETED: "Completed",
    OrderStatus.REJECTED: "Rejected",
    OrderStatus.RETURNED: "Changes requested",
    OrderStatus.EXPIRED: "Expired, as nobody decided",
    OrderStatus.CANCELLED: "Cancelled",
}
KEPT = {
    Kept.REJECTED: "Cancellation rejected",
    Kept.EXPIRED: "Cancellation expired, as nobody decided",
    Kept.CHANGED: "Cancellation not asked any more, as it or its customer was changed",
}


def fitting(text: str | None, most: int, *, lines: bool = False) -> str:
    """Return somebody's words for mrkdwn, in at most `most` characters after escaping.

    Five characters stand for an ampersand, so that cutting first is not enough.
    """
    limit = most
    words = plain(text, limit=limit, lines=lines)
    while len(words) > most:
        limit = limit * most // len(words)
        words = plain(text, limit=limit, lines=lines)
    return words


def named(slack_id: str | None, name: str) -> str:
    """Name a member as `mention` does, in at most 100 characters."""
    return mention(slack_id, name) if slack_id else fitting(name, 100)


def headline(order: Order) -> str:
    whose = named(order.requested_by_slack_id, order.requested_by)
    return (
        f"Order {order.number} for {fitting(order.customer, 400)},"
        f" {money(order.total_minor, order.currency)}, from {whose}: {standing(order)}"
    )


def subject(order: Order) -> str:
    """Name what waits: the order, or its cancellation."""
    return f"Cancellation of order {order.number}" if order.leaves else f"Order {order.number}"


def standing(order: Order) -> str:
    """Say the status, and whether what waits is the cancellation: yes to it ends the order."""
    return f"{order.status}, cancellation asked" if order.leaves else str(order.status)


def approving(order: Order) -> str:
    """Say what a press of the button does: yes to a cancellation ends the order."""
    return "Approve cancellation" if order.leaves else "Approve"


def cancelling(order: Order) -> str:
    """Say what can be cancelled of an order: all of it, or single lines too."""
    return "Cancel order or lines" if can_lose_lines(order) else "Cancel order"


def line_text(line: OrderLine, currency: str) -> str:
    """Write "3 × Chai at €18.00, 5% off = €51.30"."""
    off = f", {percent(line.discount)} off" if line.discount else ""
    return (
        f"{line.quantity:,} × {fitting(line.product, 240)}"
        f" at {money(line.unit_price_minor, currency)}{off}"
        f" = *{money(line.total_minor, currency)}*"
    )


def cancelled_line_text(cancelled: CancelledLine) -> str:
    """Write "~3 × Chai~ cancelled: Out of stock"."""
    line = cancelled.line
    return (
        f"~{line.quantity:,} × {fitting(line.product, 240)}~"
        f" cancelled: {fitting(label(cancelled.code), 100)}"
    )


def request(order: Order) -> str:
    """Tell whoever is asked of an order what it is, since when it waits for them, and why."""
    rule = order.asked.why if order.asked is not None and order.leaves else order.rule
    why = f"\nAsked by “{fitting(rule, 300)}”" if rule else ""
    return (
        f"*{subject(order)}* · *{money(order.total_minor, order.currency)}* ·"
        f" {fitting(order.customer, 200)}\n"
        f"from {named(order.requested_by_slack_id, order.requested_by)},"
        f" {since_when(order)}{why}"
    )


def waits_for(order: Order, awaited: Awaited) -> str:
    """Name who can decide, or say what to do where nobody can."""
    if not awaited.approvers:
        return (
            f"Nobody can decide on order {order.number} yet, since nobody approves their own."
            " Ask a workspace admin to make somebody else a sales manager with `/crm members`."
        )
    words = waiting_words(order, awaited)
    return f"{words[0].upper()}{words[1:]}"


def waiting_words(order: Order, awaited: Awaited) -> str:
    """Write "waits for Maya and Omar (for Fay), since …, due …."."""
    if not awaited.approvers:
        return waits_for(order, awaited)
    return f"waits for {_listed(awaited)}, {since_when(order)}."


def since_when(order: Order) -> str:
    """Write "since …, due …": of the step that waits now, not of the order as a whole."""
    asked = order.asked
    since = (asked.step_opened_at if asked else None) or order.ordered_at
    due = f", due {moment(asked.due_at)}" if asked and asked.due_at else ""
    return f"since {moment(since)}{due}"


def _listed(awaited: Awaited) -> str:
    count = len(awaited.approvers)
    names = [_approver(each) for each in awaited.approvers[:MOST_NAMED]]
    if count > MOST_NAMED:
        names.append(f"{count - MOST_NAMED} others")
    if 1 < awaited.lacking < count:
        return f"{awaited.lacking} of {', '.join(names)}"
    joint = "or" if awaited.lacking < count else "and"
    return f"{', '.join(names[:-1])} {joint} {names[-1]}" if len(names) > 1 else names[0]


def _approver(approver: Approver) -> str:
    who = named(approver.member.slack_id, approver.member.name)
    if approver.member.slack_id is None:
        return f"{who} (who has no Slack account yet)"
    away = " and ".join(fitting(name, 60) for name in approver.instead_of[:2])
    return f"{who} (for {away})" if away else who


def wished(order: Order) -> str | None:
    """Say why an order came back: who refused it, and in which words."""
    refusal = order.decision
    if order.status not in REFUSED or refusal is None or not refusal.reason:
        return None
    what = "asks for changes" if order.status is OrderStatus.RETURNED else "rejected it"
    return f"*{fitting(refusal.by, 200)} {what}:* {fitting(refusal.reason, 1_500, lines=True)}"


def move_text(move: OrderMove) -> str:
    """Write a step of an order's history, with who, when and why."""
    who = f" by {named(move.by_slack_id, move.by)}" if move.by else ""
    step = "Changed" if move.is_change else STEPS[move.after]
    if move.asks_to_cancel:
        step = "Cancellation asked"
    if move.kept is not None:
        step = KEPT[move.kept]
    because = f": {fitting(move.reason, 300)}" if move.reason else ""
    return f"{step}{who}, {moment(move.at)}{because}"


def passed_on(order: Order) -> list[str]:
    """Say to whom an order was passed on, and what those think who were asked."""
    sentences = []
    for act in order.approval.acts if order.approval else ():
        by, to = fitting(act.by, 100), fitting(act.to, 100)
        words = f": {fitting(act.words, 300)}" if act.words else "."
        match act.kind:
            case ActKind.FORWARD:
                sentences.append(f"{by} forwarded it to {to}{words}")
            case ActKind.ASK:
                sentences.append(f"{by} asks {to} for an opinion{words}")
            case ActKind.OPINION:
                sentences.append(f"{by} thinks{words}")
            case _:
                pass
    return list(dict.fromkeys(sentences))[-MOST_NAMED:]
