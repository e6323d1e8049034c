"""The order form: filled from the store, and read into what can be ordered."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from bot.blocks.order_form_state import (
    CUSTOMER,
    DISCOUNT,
    PRODUCT,
    QUANTITY,
    Edited,
    FormLine,
    OrderForm,
    Typed,
    TypedLine,
)
from bot.blocks.order_words import fitting, wished
from bot.blocks.text import money, percent
from bot.domain.errors import InvalidFields, UserError
from bot.domain.money import parse_percent
from bot.domain.orders import MOST_LINES, Order, OrderStatus
from bot.domain.quantities import parse_quantity
from bot.services.orders import LineDraft, OrderDraft, PriceChange, offered
from bot.store import customers, orders, products, workspaces


def blank(
    session: Session, *, customer_id: int | None = None, news: Sequence[str] = ()
) -> OrderForm:
    """Return an empty form, for a customer where one is known, in the currency they buy in."""
    currency = usual_currency(session, customer_id)
    return fill(session, Typed(currency, customer_id=customer_id), news=news)


def usual_currency(session: Session, customer_id: int | None) -> str:
    """Return the currency in which the customer bought last, else the workspace's own."""
    last = orders.of_customer(session, customer_id, limit=1) if customer_id is not None else []
    return last[0].currency if last else workspaces.get(session).currency


def copy_of(session: Session, order: Order) -> OrderForm:
    """Return the form of a new order that says what `order` does, at the prices of now.

    Nothing else goes along: no approval, no history. Raises UserError as `of_order` does.
    """
    form = of_order(session, order)
    told = f"A copy of order {order.number}, at today's prices. It is a new order of yours."
    return replace(form, typed=replace(form.typed, edited=None), news=(told, *form.news))


def of_order(session: Session, order: Order) -> OrderForm:
    """Return the form that changes `order`, at the prices of now; says which have changed.

    Raises UserError for an order with more lines than a form takes.
    """
    if len(order.lines) > MOST_LINES:
        raise UserError(
            f"Order {order.number} has {len(order.lines)} lines and a form takes {MOST_LINES}."
            " Cancel it and raise its lines in two orders."
        )
    lines = tuple(
        TypedLine(
            index,
            line.product_id,
            str(line.quantity),
            percent(line.discount).rstrip("%") if line.discount else "",
        )
        for index, line in enumerate(order.lines)
    )
    typed = Typed(
        order.currency,
        lines or (TypedLine(0),),
        max(len(lines), 1),
        order.customer_id,
        order.notes or "",
        Edited(order.id, order.number, order.revision, order.status is OrderStatus.DRAFT),
    )
    form = fill(session, typed)
    changes = [
        PriceChange(line.product, line.unit_price_minor, now)
        for line, drawn in zip(order.lines, form.lines, strict=False)
        if (now := drawn.price_minor(order.currency)) not in (None, line.unit_price_minor)
    ]
    return replace(form, news=(*form.news, *changed_prices(changes, order.currency)))


def fill(session: Session, typed: Typed, *, news: Sequence[str] = ()) -> OrderForm:
    """Look up what the form shows: products with their prices of now, the customer's name."""
    chosen = [line.product_id for line in typed.lines if line.product_id is not None]
    catalogue = products.by_ids(session, chosen)
    own = workspaces.get(session).currency
    others = {*products.currencies(session), typed.currency} - {own}
    return OrderForm(
        typed,
        tuple(FormLine(line, catalogue.get(line.product_id or 0)) for line in typed.lines),
        (own, *sorted(others)),
        customers.get(session, typed.customer_id).name if typed.customer_id else None,
        (*_wishes(session, typed), *news),
    )


def _wishes(session: Session, typed: Typed) -> tuple[str, ...]:
    """Say above the form what its last approver wants changed, as long as it stands open."""
    if typed.edited is None:
        return ()
    wish = wished(orders.get(session, typed.edited.order_id))
    return (wish,) if wish else ()


def with_line(typed: Typed) -> Typed:
    """Add an empty line, up to as many as an order takes."""
    if len(typed.lines) >= MOST_LINES:
        return typed
    return replace(
        typed,
        lines=(*typed.lines, TypedLine(typed.next_index)),
        next_index=typed.next_index + 1,
    )


def without_line(typed: Typed, index: int) -> Typed:
    """Remove the line with `index`; the last one is emptied instead."""
    left = tuple(line for line in typed.lines if line.index != index)
    return replace(typed, lines=left) if left else with_line(replace(typed, lines=()))


def draft_of(form: OrderForm, *, unfinished: bool = False) -> OrderDraft:
    """Return what is to be ordered; raises InvalidFields by block id.

    `unfinished` is for a draft: lines without a product are left out.
    """
    errors: dict[str, str] = {}
    if form.typed.customer_id is None:
        errors[CUSTOMER] = "Choose the customer."
    lines = []
    for line in form.lines:
        if line.typed.product_id is None and unfinished:
            continue
        try:
            lines.append(_line_draft(line, form.typed.currency))
        except InvalidFields as refused:
            errors.update(refused.fields)
    if errors or form.typed.customer_id is None:
        raise InvalidFields(errors)
    return OrderDraft(
        form.typed.customer_id, form.typed.currency, tuple(lines), form.typed.notes or None
    )


def changed_prices(changes: Sequence[PriceChange], currency: str) -> list[str]:
    """Say which prices have changed, for the top of the form."""
    if not changes:
        return []
    listed = "\n".join(
        f"• {fitting(change.product, 120)}: {money(change.seen_minor, currency)}"
        f" → {money(change.now_minor, currency)}"
        for change in changes
    )
    return [f":warning: *Prices have changed.* Look at the total, then send.\n{listed}"]


def _line_draft(line: FormLine, currency: str) -> LineDraft:
    index = line.typed.index
    errors: dict[str, str] = {}
    quantity = discount = 0
    if line.typed.product_id is None:
        errors[f"{PRODUCT}{index}"] = "Choose a product, or remove the line."
    else:
        try:
            offered(line.product, currency)
        except UserError as refused:
            errors[f"{PRODUCT}{index}"] = str(refused)
    try:
        quantity = parse_quantity(line.typed.quantity)
    except UserError as refused:
        errors[f"{QUANTITY}{index}"] = str(refused)
    try:
        discount = parse_percent(line.typed.discount or "0")
    except UserError as refused:
        errors[f"{DISCOUNT}{index}"] = str(refused)
    if errors or line.typed.product_id is None:
        raise InvalidFields(errors)
    return LineDraft(line.typed.product_id, quantity, discount, line.typed.seen_price_minor)
