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
    InteractiveElement,
    MarkdownTextObject,
    SectionBlock,
    StaticMultiSelectElement,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from bot.blocks import ids
from bot.blocks.choices import option
from bot.blocks.deciding import about_order, words_input
from bot.blocks.order_button import Place, Pressed, value
from bot.blocks.order_words import approving, cancelling, fitting, request, subject, waits_for
from bot.blocks.text import money, plain
from bot.domain.awaiting import Awaited
from bot.domain.cancellations import LABELS, LINES, can_lose_lines
from bot.domain.orders import Order
from bot.domain.queues import EVERYTHING, Scope, Wanted
from bot.domain.reasons import REASON

MOST_SHOWN = 10
MOST_OWN_SHOWN = 5
MOST_LISTED = 20


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for somebody, and their own waiting orders with who can decide on each.

    `decides` is whether it is their part to decide, so that somebody must while they are away.
    `others` are everybody's, where those were asked for. All are only what is `wanted`.
    """

    orders: tuple[Order, ...]
    own: tuple[tuple[Order, Awaited], ...] = ()
    decides: bool = False
    others: tuple[tuple[Order, Awaited], ...] | None = None
    wanted: Wanted = EVERYTHING


@dataclass(frozen=True, slots=True)
class Page:
    """Which page of the list, the first being 0, and the words that chose what is in it."""

    number: int = 0
    text: str = ""

    def carried(self) -> str:
        """Return what a button carries, so that the list is drawn anew as it was."""
        return f"{self.number}|{self.text}"

    @classmethod
    def read(cls, carried: str) -> "Page":
        number, _, text = carried.partition("|")
        return cls(int(number) if number.isdecimal() else 0, text)

    def within(self, count: int, size: int) -> "Page":
        """Return the page itself, or the last there is of so many orders."""
        return Page(min(self.number, max(count - 1, 0) // size), self.text)


def waiting_text(waiting: Waiting) -> str:
    """Say in a sentence how much waits, of what was asked for."""
    wanted = waiting.wanted
    late = "overdue " if wanted.overdue else ""
    match wanted.scope, len(waiting.orders):
        case Scope.ALL, _:
            return f"All {late}orders{_narrowed(wanted)} that wait"
        case Scope.OWN, _:
            return f"Your own {late}orders{_narrowed(wanted)} that wait"
        case _, 0 if wanted == EVERYTHING:
            return "Nothing waits for your approval."
        case _, 0:
            return f"No {late}order{_narrowed(wanted)} waits for your approval."
        case _, 1:
            return f"1 {late}order{_narrowed(wanted)} waits for your approval."
        case _, count:
            return f"{count} {late}orders{_narrowed(wanted)} wait for your approval."


def _narrowed(wanted: Wanted) -> str:
    """Say which orders are meant: a bare amount is of one currency, which is told here alone."""
    words = ""
    if wanted.over_minor is not None and wanted.currency is not None:
        words += f" of {money(wanted.over_minor, wanted.currency)} or more"
    if wanted.rep is not None:
        words += f" from “{plain(wanted.rep, limit=60)}”"
    if wanted.customer is not None:
        words += f" for “{plain(wanted.customer, limit=60)}”"
    return words


def waiting_list(waiting: Waiting, *, news: str = "", page: Page | None = None) -> list[Block]:
    """List what waits with its buttons, then the person's own orders that wait for others."""
    at = page or Page()
    shown: list[Block] = [SectionBlock(text=news)] if news else []
    title = waiting_text(waiting)
    if waiting.others is not None:
        return [*shown, *_listed(title, waiting.others, at)]
    if waiting.wanted.scope is Scope.OWN:
        return [*shown, *_listed(title, waiting.own, at)]
    shown.append(SectionBlock(text=f"*{title}*"))
    if not waiting.orders and waiting.wanted != EVERYTHING:
        shown.append(_context("`/approvals` lists all that waits for you."))
    at = at.within(len(waiting.orders), MOST_SHOWN)
    first = at.number * MOST_SHOWN
    for order in waiting.orders[first : first + MOST_SHOWN]:
        shown += [SectionBlock(text=request(order)), _buttons(order, at)]
    shown += _turning(len(waiting.orders), MOST_SHOWN, at)
    if waiting.own:
        shown.append(DividerBlock())
        shown += _listed("Your own orders that wait", waiting.own[:MOST_OWN_SHOWN], Page())
    if waiting.decides:
        shown.append(_deeds(waiting, at.carried()))
    return shown


def _listed(title: str, found: Sequence[tuple[Order, Awaited]], at: Page) -> list[Block]:
    first = at.number * MOST_LISTED
    return [
        SectionBlock(text=f"*{title}*" if found else f"*{title}*: nothing."),
        *(
            _context(
                f"{subject(order)} · {fitting(order.customer, 100)} ·"
                f" {money(order.total_minor, order.currency)} · {waits_for(order, awaited)}"
            )
            for order, awaited in found[first : first + MOST_LISTED]
        ),
        *_turning(len(found), MOST_LISTED, at),
    ]


def _turning(count: int, size: int, at: Page) -> list[Block]:
    """Offer the pages before and after, where there are any."""
    last = max(count - 1, 0) // size
    buttons = [
        ButtonElement(text=text, action_id=ids.TURN_WAITING, value=Page(number, at.text).carried())
        for text, number in (("Earlier", at.number - 1), ("More", at.number + 1))
        if 0 <= number <= last
    ]
    if not buttons:
        return []
    return [
        _context(f"Page {at.number + 1} of {last + 1}, {count} orders."),
        *(ActionsBlock(elements=[button]) for button in buttons),
    ]


def _deeds(waiting: Waiting, listed: str) -> Block:
    """Offer what is done with all of the list, by the words that chose it."""
    several = ButtonElement(text="Approve several …", action_id=ids.APPROVE_SEVERAL, value=listed)
    over = ButtonElement(text="Hand over …", action_id=ids.HAND_OVER, value=listed)
    away = ButtonElement(text="I'm away …", action_id=ids.PLAN_ABSENCE, value="away")
    offered = [several] if len(waiting.orders) > 1 else []
    offered += [over] if waiting.orders else []
    return ActionsBlock(elements=[*offered, away])


def cancel_form(order: Order, pressed: Pressed) -> View:
    """Ask why an order is cancelled, or which of its lines."""
    choice = InputBlock(
        block_id=REASON,
        label="What is the reason?",
        element=StaticSelectElement(
            action_id=REASON,
            placeholder="Choose a reason",
            options=[option(text, code.value) for code, text in LABELS.items()],
        ),
    )
    words = words_input("In your words. It stays in the order's history.")
    fields: list[Block] = [choice, words]
    if can_lose_lines(order):
        fields.insert(0, _lines_choice(order))
    return about_order(ids.CANCEL_FORM, cancelling(order), order, pressed, fields)


def _lines_choice(order: Order) -> Block:
    return InputBlock(
        block_id=LINES,
        label="Only these lines",
        hint="Empty, the whole order is cancelled. Else the rest of it goes on.",
        optional=True,
        element=StaticMultiSelectElement(
            action_id=LINES,
            placeholder="The whole order",
            options=[
                option(f"{line.quantity:,} × {line.product}", str(place))
                for place, line in enumerate(order.lines)
            ],
        ),
    )


def result(title: str, blocks: Sequence[Block]) -> View:
    """Say what happened, where the form stood."""
    return View(type="modal", title=title, close="Done", blocks=list(blocks))


def _buttons(order: Order, at: Page) -> Block:
    carried = value(order, Place.WAITING, page=at.carried())
    buttons: list[InteractiveElement] = [
        ButtonElement(
            text=approving(order), action_id=ids.APPROVE_ORDER, value=carried, style="primary"
        ),
        ButtonElement(text="Reject …", action_id=ids.REJECT_ORDER, value=carried, style="danger"),
        ButtonElement(text="Open", action_id=ids.OPEN_ORDER, value=value(order, Place.CARD)),
    ]
    if not order.leaves:
        changes = ButtonElement(text="Changes …", action_id=ids.REQUEST_CHANGES, value=carried)
        buttons.insert(2, changes)
    return ActionsBlock(elements=buttons)


def _context(text: str) -> Block:
    return ContextBlock(elements=[MarkdownTextObject(text=text)])
