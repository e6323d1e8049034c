"""Orders as cards: posted for everybody, and drawn for one person."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    DividerBlock,
    InteractiveElement,
    MarkdownTextObject,
    SectionBlock,
)

from bot.blocks import ids
from bot.blocks.backgrounds import with_background
from bot.blocks.order_button import Place, more_menu, value
from bot.blocks.order_words import (
    STATUS_MARKS,
    approving,
    cancelled_line_text,
    cancelling,
    fitting,
    headline,
    line_text,
    move_text,
    named,
    passed_on,
    standing,
    waits_for,
)
from bot.blocks.revisions import with_changes
from bot.blocks.steps import are_told, step_list
from bot.blocks.text import day_of, in_one_text, moment, money
from bot.domain.approvals import ApprovalState
from bot.domain.awaiting import Awaited
from bot.domain.backgrounds import Background
from bot.domain.deeds import Deeds
from bot.domain.orders import CHANGEABLE, REFUSED, Order, OrderMove, OrderStatus
from bot.domain.revisions import Diff

SECTION_LENGTH = 2_900
# A card, or two lists, stay under what Slack takes in one message, whatever people have typed.
MOST_LISTED = 18
MOST_LINES_SHOWN = 15
MOST_MOVES_SHOWN = 8
NOTES_SHOWN = 900
REASON_SHOWN = 600
MOVED_ON = (OrderStatus.EXECUTING, OrderStatus.COMPLETED, OrderStatus.CANCELLED)


def posted_card(
    order: Order,
    awaited: Awaited,
    *,
    last: OrderMove | None = None,
    own: bool = False,
    changes: Diff | None = None,
    background: Background | None = None,
) -> list[Block]:
    """Show an order to all who see the message; who may press is checked at the press.

    `last` is the last step of its history: it tells who executes it, and why it was cancelled.
    `own` is for whom the order belongs to: they may change it, and never decide on it.
    `background` is what a decision needs besides, shown while one is asked.
    """
    waits = order.status is OrderStatus.PENDING
    leaves = order.leaves
    everything = Deeds(
        decide=(waits or leaves) and not own,
        change=own and order.status in CHANGEABLE and not leaves,
        execute=order.status is OrderStatus.APPROVED and not leaves,
        complete=order.status is OrderStatus.EXECUTING and not leaves,
        cancel=order.status in (OrderStatus.APPROVED, OrderStatus.EXECUTING) and not leaves,
    )
    body = with_background(with_changes(_body(order, awaited, last), changes), background)
    return [*body, *_buttons(order, everything, Place.POSTED)]


def seen_card(
    order: Order,
    awaited: Awaited,
    *,
    last: OrderMove | None = None,
    changes: Diff | None = None,
) -> list[Block]:
    """Show an order to somebody who was asked about it once: nothing is theirs to press."""
    return with_changes(_body(order, awaited, last), changes)


def posted_text(order: Order, awaited: Awaited, *, last: OrderMove | None = None) -> str:
    """Say in words what the posted card shows."""
    return " ".join((f"{headline(order)}.", *_state_sentences(order, awaited, last)))


def result(order: Order, awaited: Awaited, *, news: str) -> list[Block]:
    """Show what became of an order, without buttons: for the place of a form.

    `news` says the order's number and status, so the card's own headline is left out.
    """
    return [SectionBlock(text=news), *_facts(order, awaited, None)]


@dataclass(frozen=True, slots=True)
class OrderView:
    """An order as one person sees it: what they may do, its history, who decides on it."""

    order: Order
    may: Deeds
    history: tuple[OrderMove, ...]
    awaited: Awaited
    changes: Diff | None = None
    background: Background | None = None


def card(view: OrderView, *, news: str = "") -> list[Block]:
    """Show an order to one person, with the buttons they may press now.

    `news` is a sentence of ours on what just happened, put on top.
    """
    return [
        *([SectionBlock(text=news)] if news else []),
        *with_background(
            with_changes(_body(view.order, view.awaited, None), view.changes), view.background
        ),
        *_buttons(view.order, view.may, Place.CARD, explains=True),
        *_history(view.history),
    ]


def order_list(title: str, orders: Sequence[Order], *, hint: str, own: bool = False) -> list[Block]:
    """List orders by two lines and an Open button each; `hint` says what an empty list means.

    The reader's `own` orders need not say whose they are.
    """
    if not orders:
        return [SectionBlock(text=f"*{title}*\n{hint}")]
    return [
        SectionBlock(text=f"*{title}*"),
        *(_row(order, own=own) for order in orders[:MOST_LISTED]),
    ]


def list_text(title: str, orders: Sequence[Order], *, hint: str) -> str:
    """Say the list in one text that stands alone."""
    if not orders:
        return f"{title}: {hint}"
    return in_one_text(title, [headline(order) for order in orders[:MOST_LISTED]])


def _row(order: Order, *, own: bool) -> Block:
    whose = "" if own else f"{named(order.requested_by_slack_id, order.requested_by)} · "
    return SectionBlock(
        text=f"{STATUS_MARKS[order.status]} *{order.number}* · "
        f"{fitting(order.customer, 90)} · {money(order.total_minor, order.currency)}\n"
        f"{order.status} · {whose}{day_of(order.ordered_at)}",
        accessory=ButtonElement(
            text="Open", action_id=ids.OPEN_ORDER, value=value(order, Place.CARD)
        ),
    )


def _body(order: Order, awaited: Awaited, last: OrderMove | None) -> list[Block]:
    head = f"{STATUS_MARKS[order.status]} *Order {order.number}* · {standing(order)}"
    return [SectionBlock(text=head), *_facts(order, awaited, last)]


def _facts(order: Order, awaited: Awaited, last: OrderMove | None) -> list[Block]:
    dated = "Written" if order.status is OrderStatus.DRAFT else "Sent"
    about = (
        f"*Customer*\n{fitting(order.customer, 400)}",
        f"*Total*\n{money(order.total_minor, order.currency)}",
        f"*From*\n{named(order.requested_by_slack_id, order.requested_by)}",
        f"*{dated}*\n{moment(order.ordered_at)}",
    )
    return [
        SectionBlock(fields=[MarkdownTextObject(text=field) for field in about]),
        *_lines(order),
        *_notes(order),
        *step_list(order, awaited),
        *(
            ContextBlock(elements=[MarkdownTextObject(text=sentence)])
            for sentence in _state_sentences(order, awaited, last, told=are_told(order))
        ),
    ]


def _lines(order: Order) -> Iterable[Block]:
    texts = [line_text(line, order.currency) for line in order.lines[:MOST_LINES_SHOWN]]
    if len(order.lines) > MOST_LINES_SHOWN:
        texts.append(f"… and {len(order.lines) - MOST_LINES_SHOWN} more lines")
    texts += [cancelled_line_text(each) for each in order.cancelled[:MOST_LINES_SHOWN]]
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


def _state_sentences(
    order: Order, awaited: Awaited, last: OrderMove | None, *, told: bool = False
) -> list[str]:
    """Say why approval was asked, who decides, what was decided, and what came of it.

    `told` is for where the steps tell already for whom it waits.
    """
    sentences = []
    if order.rule and order.status in (OrderStatus.PENDING, *REFUSED):
        sentences.append(f"Approval asked by “{fitting(order.rule, 500)}”.")
    if order.asked is not None and order.status is not OrderStatus.PENDING:
        sentences.append(f"*Cancellation asked* by “{fitting(order.asked.why, 500)}”.")
    if not told and order.asked and len(order.asked.steps) > 1:
        sentences.append(f"Step {order.asked.position + 1} of {len(order.asked.steps)}.")
    if not told and (order.status is OrderStatus.PENDING or order.asked):
        sentences.append(waits_for(order, awaited))
    sentences += passed_on(order)
    sentences += _outcome(order)
    if last is not None and (last.after in MOVED_ON or last.is_change or last.code):
        sentences.append(move_text(last))
    return sentences


def _outcome(order: Order) -> list[str]:
    """Say who decided, or why nobody did."""
    if order.status is OrderStatus.EXPIRED:
        # An order that a file calls expired was never asked about here.
        ended = order.approval.closed_at if order.approval else None
        when = f" {moment(ended)}" if ended else ""
        return [f"Expired{when}, as nobody decided. It can be changed and sent again."]
    if order.decision is not None:
        return [_verdict(order)]
    if order.status is OrderStatus.APPROVED:
        if order.policy_version is None:
            return ["It came approved from a file: the approval policy was not asked."]
        return ["Approved at once: the approval policy lets it through."]
    return []


def _verdict(order: Order) -> str:
    decision = order.decision
    if decision is None:
        return ""
    returned = order.approval is not None and order.approval.state is ApprovalState.RETURNED
    word = "Approved" if decision.approved else "Changes requested" if returned else "Rejected"
    because = f": {fitting(decision.reason, REASON_SHOWN)}" if decision.reason else "."
    return f"{word} by {fitting(decision.by, 200)}, {moment(decision.at)}{because}"


def _buttons(order: Order, may: Deeds, place: Place, *, explains: bool = False) -> list[Block]:
    carried = value(order, place)
    draft, rejected = order.status is OrderStatus.DRAFT, order.status in REFUSED
    edit = "Change" if order.status is OrderStatus.RETURNED else "Edit"
    offered = (
        (may.decide, approving(order), ids.APPROVE_ORDER, "primary"),
        (may.decide, "Reject …", ids.REJECT_ORDER, "danger"),
        (may.decide and not order.leaves, "Changes …", ids.REQUEST_CHANGES, None),
        (may.change and draft and bool(order.lines), "Send", ids.SUBMIT_ORDER, "primary"),
        (may.change and not rejected, "Edit", ids.EDIT_ORDER, None),
        (may.change and rejected, f"{edit} and send again", ids.EDIT_ORDER, "primary"),
        (may.execute, "Execute", ids.EXECUTE_ORDER, "primary"),
        (may.complete, "Complete", ids.COMPLETE_ORDER, "primary"),
        (may.cancel, f"{cancelling(order)} …", ids.CANCEL_ORDER, None),
        (may.copy, "Copy", ids.COPY_ORDER, None),
        (explains, "Why?", ids.EXPLAIN_ORDER, None),
    )
    buttons: list[InteractiveElement] = [
        ButtonElement(text=text, action_id=action_id, value=carried, style=style)
        for shown, text, action_id, style in offered
        if shown
    ]
    if may.decide:
        buttons.append(more_menu(carried))
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
