"""What waits for an approver, and the form that asks why an order is cancelled."""

from collections.abc import Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    DividerBlock,
    InputBlock,
    MarkdownTextObject,
    SectionBlock,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from bot.blocks import ids
from bot.blocks.choices import option
from bot.blocks.deciding import about_order, words_input
from bot.blocks.order_button import Place, Pressed, value
from bot.blocks.order_words import fitting, named, waits_for
from bot.blocks.text import moment, money
from bot.domain.awaiting import Awaited
from bot.domain.cancellations import LABELS, CancelReason
from bot.domain.orders import Order
from bot.domain.reasons import REASON

MOST_SHOWN = 10
MOST_OWN_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for somebody, and their own waiting orders with who can decide on each.

    `decides` is whether it is their part to decide, so that somebody must while they are away.
    """

    orders: tuple[Order, ...]
    own: tuple[tuple[Order, Awaited], ...] = ()
    decides: bool = False


def waiting_text(waiting: Waiting) -> str:
    """Say in a sentence how much waits."""
    match len(waiting.orders):
        case 0:
            return "Nothing waits for your approval."
        case 1:
            return "1 order waits for your approval."
        case count:
            return f"{count} orders wait for your approval."


def waiting_list(waiting: Waiting, *, news: str = "") -> list[Block]:
    """List what waits with its buttons, then the person's own orders that wait for others."""
    count = len(waiting.orders)
    shown: list[Block] = [SectionBlock(text=news)] if news else []
    shown.append(SectionBlock(text=f"*{waiting_text(waiting)}*"))
    for order in waiting.orders[:MOST_SHOWN]:
        shown += [SectionBlock(text=_request(order)), _buttons(order)]
    if count > MOST_SHOWN:
        shown.append(_context(f"… and {count - MOST_SHOWN} more, once these are decided."))
    if waiting.own:
        shown += [DividerBlock(), SectionBlock(text="*Your own orders that wait*")]
        shown += [
            _context(
                f"Order {order.number} · {fitting(order.customer, 100)} ·"
                f" {money(order.total_minor, order.currency)} · {waits_for(order, awaited)}"
            )
            for order, awaited in waiting.own[:MOST_OWN_SHOWN]
        ]
    if waiting.decides:
        away = ButtonElement(text="I'm away …", action_id=ids.PLAN_ABSENCE, value="away")
        over = ButtonElement(text="Hand over …", action_id=ids.HAND_OVER, value="all")
        shown.append(ActionsBlock(elements=[away, over] if waiting.orders else [away]))
    return shown


def cancel_form(order: Order, pressed: Pressed) -> View:
    """Ask why an order is cancelled."""
    other = option(LABELS[CancelReason.OTHER], CancelReason.OTHER.value)
    choice = InputBlock(
        block_id=REASON,
        label="What is the reason?",
        element=StaticSelectElement(
            action_id=REASON,
            options=[option(text, code.value) for code, text in LABELS.items()],
            initial_option=other,
        ),
    )
    words = words_input("In your words. It stays in the order's history.")
    return about_order(ids.CANCEL_FORM, "Cancel order", order, pressed, [choice, words])


def result(title: str, blocks: Sequence[Block]) -> View:
    """Say what happened, where the form stood."""
    return View(type="modal", title=title, close="Done", blocks=list(blocks))


def _request(order: Order) -> str:
    why = f"\nAsked by “{fitting(order.rule, 300)}”" if order.rule else ""
    return (
        f"*Order {order.number}* · *{money(order.total_minor, order.currency)}* ·"
        f" {fitting(order.customer, 200)}\n"
        f"from {named(order.requested_by_slack_id, order.requested_by)},"
        f" since {moment(order.ordered_at)}{why}"
    )


def _buttons(order: Order) -> Block:
    carried = value(order, Place.WAITING)
    return ActionsBlock(
        elements=[
            ButtonElement(
                text="Approve", action_id=ids.APPROVE_ORDER, value=carried, style="primary"
            ),
            ButtonElement(
                text="Reject …", action_id=ids.REJECT_ORDER, value=carried, style="danger"
            ),
            ButtonElement(text="Changes …", action_id=ids.REQUEST_CHANGES, value=carried),
            ButtonElement(text="Open", action_id=ids.OPEN_ORDER, value=value(order, Place.CARD)),
        ]
    )


def _context(text: str) -> Block:
    return ContextBlock(elements=[MarkdownTextObject(text=text)])
