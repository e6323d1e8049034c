"""Orders as cards: posted for everybody, and drawn for one person."""

from collections.abc import Iterable, Sequence

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    DividerBlock,
    MarkdownTextObject,
    SectionBlock,
)

from bot.blocks import ids
from bot.blocks.order_button import Place, value
from bot.blocks.order_words import (
    STATUS_MARKS,
    fitting,
    headline,
    line_text,
    move_text,
    waits_for,
)
from bot.blocks.text import mention, moment, money, plain
from bot.domain.deeds import Deeds
from bot.domain.orders import Order, OrderMove, OrderStatus
from bot.domain.people import Member

SECTION_LENGTH = 2_900
# A card stays under what Slack takes in one message, whatever people have typed.
MOST_LINES_SHOWN = 15
MOST_MOVES_SHOWN = 8
NOTES_SHOWN = 900
REASON_SHOWN = 600


def posted_card(order: Order, deciders: Sequence[Member]) -> list[Block]:
    """Show an order to all who see the message; who may press is checked at the press."""
    everything = Deeds(
        decide=order.status is OrderStatus.PENDING,
        execute=order.status is OrderStatus.APPROVED,
        complete=order.status is OrderStatus.EXECUTING,
        cancel=order.status in (OrderStatus.APPROVED, OrderStatus.EXECUTING),
    )
    return [*_body(order, deciders), *_buttons(order, everything, Place.POSTED)]


def posted_text(order: Order, deciders: Sequence[Member]) -> str:
    """Say in words what the posted card shows."""
    return " ".join((f"{headline(order)}.", *_state_sentences(order, deciders)))


def card(
    order: Order,
    may: Deeds,
    *,
    history: Sequence[OrderMove],
    deciders: Sequence[Member],
    news: str = "",
) -> list[Block]:
    """Show an order to one person, with the buttons they may press now.

    `news` is a sentence of ours on what just happened, put on top.
    """
    return [
        *([SectionBlock(text=news)] if news else []),
        *_body(order, deciders),
        *_buttons(order, may, Place.CARD),
        *_history(history),
    ]


def order_list(title: str, orders: Sequence[Order], *, hint: str) -> list[Block]:
    """List orders by one line and an Open button each; `hint` says what an empty list means."""
    if not orders:
        return [SectionBlock(text=f"*{title}*\n{hint}")]
    return [SectionBlock(text=f"*{title}*"), *(_row(order) for order in orders)]


def _row(order: Order) -> Block:
    return SectionBlock(
        text=f"{STATUS_MARKS[order.status]} *{order.number}* · "
        f"{plain(order.customer, limit=80)} · {money(order.total_minor, order.currency)}\n"
        f"{order.status} · {_whose(order)} · {moment(order.ordered_at)}",
        accessory=ButtonElement(
            text="Open", action_id=ids.OPEN_ORDER, value=value(order, Place.CARD)
        ),
    )


def _body(order: Order, deciders: Sequence[Member]) -> list[Block]:
    dated = "Written" if order.status is OrderStatus.DRAFT else "Sent"
    about = (
        f"*Customer*\n{fitting(order.customer, 400)}",
        f"*Total*\n{money(order.total_minor, order.currency)}",
        f"*From*\n{_whose(order)}",
        f"*{dated}*\n{moment(order.ordered_at)}",
    )
    return [
        SectionBlock(text=f"{STATUS_MARKS[order.status]} *Order {order.number}* · {order.status}"),
        SectionBlock(fields=[MarkdownTextObject(text=field) for field in about]),
        *_lines(order),
        *_notes(order),
        *(
            ContextBlock(elements=[MarkdownTextObject(text=sentence)])
            for sentence in _state_sentences(order, deciders)
        ),
    ]


def _lines(order: Order) -> Iterable[Block]:
    texts = [line_text(line, order.currency) for line in order.lines[:MOST_LINES_SHOWN]]
    if len(order.lines) > MOST_LINES_SHOWN:
        texts.append(f"… and {len(order.lines) - MOST_LINES_SHOWN} more lines")
    together = ""
    for text in texts or ["No lines yet."]:
        if together and len(together) + len(text) > SECTION_LENGTH:
            yield SectionBlock(text=together)
            together = ""
        together = f"{together}\n{text}" if together else text
    yield SectionBlock(text=together)


def _notes(order: Order) -> list[Block]:
    if not order.notes:
        return []
    return [SectionBlock(text=f"*Notes*\n{fitting(order.notes, NOTES_SHOWN, lines=True)}")]


def _state_sentences(order: Order, deciders: Sequence[Member]) -> list[str]:
    """Say why approval was asked, who decides, and what was decided."""
    sentences = []
    if order.rule and order.status in (OrderStatus.PENDING, OrderStatus.REJECTED):
        sentences.append(f"Approval asked by “{fitting(order.rule, 500)}”.")
    if order.status is OrderStatus.PENDING:
        sentences.append(waits_for(order, deciders))
    if order.decision is not None:
        verdict = order.decision
        word = "Approved" if verdict.approved else "Rejected"
        because = f": {fitting(verdict.reason, REASON_SHOWN)}" if verdict.reason else "."
        who = fitting(verdict.by, 200)
        sentences.append(f"{word} by {who}, {moment(verdict.at)}{because}")
    elif order.status is OrderStatus.APPROVED:
        sentences.append("Approved at once: no rule of the approval policy asks for a look at it.")
    return sentences


def _whose(order: Order) -> str:
    return mention(order.requested_by_slack_id, order.requested_by)


def _buttons(order: Order, may: Deeds, place: Place) -> list[Block]:
    carried = value(order, place)
    draft = order.status is OrderStatus.DRAFT
    offered = (
        (may.decide, "Approve", ids.APPROVE_ORDER, "primary"),
        (may.decide, "Reject …", ids.REJECT_ORDER, "danger"),
        (may.change and draft and bool(order.lines), "Send", ids.SUBMIT_ORDER, "primary"),
        (may.change, "Edit", ids.EDIT_ORDER, None),
        (may.execute, "Execute", ids.EXECUTE_ORDER, "primary"),
        (may.complete, "Complete", ids.COMPLETE_ORDER, "primary"),
        (may.cancel, "Cancel order …", ids.CANCEL_ORDER, None),
    )
    buttons = [
        ButtonElement(text=text, action_id=action_id, value=carried, style=style)
        for shown, text, action_id, style in offered
        if shown
    ]
    return [ActionsBlock(elements=buttons)] if buttons else []


def _history(history: Sequence[OrderMove]) -> list[Block]:
    if not history:
        return []
    shown = [move_text(move) for move in history[-MOST_MOVES_SHOWN:]]
    if len(history) > MOST_MOVES_SHOWN:
        shown.insert(0, f"… {len(history) - MOST_MOVES_SHOWN} earlier steps")
    return [
        DividerBlock(),
        *(ContextBlock(elements=[MarkdownTextObject(text=text)]) for text in shown),
    ]
