"""Cards that come again with a word on why, what becomes of the earlier one, and the day's list."""

from collections.abc import Sequence

from slack_sdk.models.blocks import (
    Block,
    ButtonElement,
    ContextBlock,
    MarkdownTextObject,
    SectionBlock,
)

from bot.blocks import ids
from bot.blocks.order_button import Place, value
from bot.blocks.order_words import STATUS_MARKS, fitting, request, standing
from bot.blocks.text import in_one_text, moment, money
from bot.domain.orders import Order

MOST_LISTED, MOST_NAMED = 15, 5
ADJUST = "`/approvals settings` says when and how often you are reminded."


def reminder(order: Order, *, overdue: bool) -> str:
    """Say why the card comes again."""
    since = order.asked.step_opened_at if order.asked else None
    asked = f"You were asked {moment(since or order.ordered_at)}"
    due = order.asked.due_at if order.asked else None
    if overdue and due is not None:
        return f":alarm_clock: Order {order.number} is overdue. {asked}; it was due {moment(due)}."
    until = f"; it is due {moment(due)}" if due is not None else ""
    return f":bell: Order {order.number} still waits for you. {asked}{until}."


def escalation(order: Order) -> str:
    """Say to whom is asked besides why they are."""
    due = order.asked.due_at if order.asked else None
    when = f", due {moment(due)}," if due is not None else ""
    return (
        f":arrow_up: Order {order.number} waits for you too, since the approval{when}"
        " was not given in time."
    )


def deserted(order: Order, away: Sequence[str]) -> str:
    """Say to whom is asked at once why they are."""
    names = " and ".join(fitting(each, 80) for each in away[:MOST_NAMED])
    verb = "is" if len(away) == 1 else "are"
    return (
        f":arrow_up: Order {order.number} waits for you too, since {names} {verb} away and nobody"
        " is there who decides for them."
    )


def card(words: str, shown: Sequence[Block]) -> list[Block]:
    """Put a word on top of an order's card."""
    return [SectionBlock(text=words), *shown]


def earlier_text(order: Order) -> str:
    """Say in the place of an earlier card how the order stands, and that a newer one shows it."""
    head = f"{STATUS_MARKS[order.status]} *Order {order.number}* · {standing(order)}"
    return f"{head}\nA newer card stands further down."


def earlier(order: Order) -> list[Block]:
    """Show the same in its place, with a way to the order where the newer one is far."""
    opens = ButtonElement(text="Open", action_id=ids.OPEN_ORDER, value=value(order, Place.CARD))
    return [SectionBlock(text=earlier_text(order), accessory=opens)]


def digest_text(orders: Sequence[Order]) -> str:
    """Say the list of the day in words."""
    return in_one_text(
        _counted(orders),
        [
            f"order {each.number} for {fitting(each.customer, 90)},"
            f" {money(each.total_minor, each.currency)}"
            for each in orders[:MOST_LISTED]
        ],
    )


def digest(orders: Sequence[Order]) -> list[Block]:
    """List what waits for somebody, since when and why, the longest waiting first."""
    blocks: list[Block] = [SectionBlock(text=f"*{_counted(orders)}*")]
    blocks += [_row(order) for order in orders[:MOST_LISTED]]
    if len(orders) > MOST_LISTED:
        blocks.append(_small(f"… and {len(orders) - MOST_LISTED} more: `/approvals` lists them."))
    return [*blocks, _small(ADJUST)]


def _counted(orders: Sequence[Order]) -> str:
    if len(orders) == 1:
        return "1 order waits for your approval"
    return f"{len(orders)} orders wait for your approval"


def _row(order: Order) -> Block:
    return SectionBlock(
        text=request(order),
        accessory=ButtonElement(
            text="Open", action_id=ids.OPEN_ORDER, value=value(order, Place.CARD)
        ),
    )


def _small(text: str) -> Block:
    return ContextBlock(elements=[MarkdownTextObject(text=text)])
