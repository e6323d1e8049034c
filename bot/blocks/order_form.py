"""The form in which an order is written: rows of lines, and the total as it grows."""

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    DividerBlock,
    ExternalDataSelectElement,
    InputBlock,
    NumberInputElement,
    PlainTextInputElement,
    PlainTextObject,
    SectionBlock,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from bot.blocks import ids
from bot.blocks.choices import OPTION_LENGTH, customer_menu, option
from bot.blocks.order_form_state import (
    CURRENCY,
    CUSTOMER,
    DISCOUNT,
    LINE,
    NOTES,
    PRODUCT,
    QUANTITY,
    FormLine,
    OrderForm,
    carried,
)
from bot.blocks.order_words import fitting
from bot.blocks.text import money, percent, shorten
from bot.domain.errors import UserError
from bot.domain.money import parse_percent
from bot.domain.orders import MOST_LINES, NOTES_LENGTH
from bot.domain.products import Product
from bot.domain.quantities import MOST_QUANTITY, parse_quantity

BUTTONS = "buttons"
TOTAL = "total"
DIVIDER = "divider_"
AS_TYPED = {"trigger_actions_on": ["on_character_entered", "on_enter_pressed"]}


def order_form(form: OrderForm) -> View:
    """Draw the form; the blocks of a line keep their ids, so that Slack keeps what is typed."""
    edited = form.typed.edited
    return View(
        type="modal",
        callback_id=ids.ORDER_FORM,
        title=f"Order {edited.number}" if edited else "New order",
        submit="Send",
        close="Cancel",
        private_metadata=carried(form),
        blocks=[
            *(SectionBlock(text=sentence) for sentence in form.news),
            _customer(form),
            _currency(form),
            *(
                block
                for position, line in enumerate(form.lines, 1)
                for block in _line(line, position, form)
            ),
            DividerBlock(block_id=f"{DIVIDER}{TOTAL}"),
            _total(form),
            *(SectionBlock(text=sentence) for sentence in form.refusals),
            _buttons(form),
            _notes(form),
        ],
    )


def product_option(product: Product, currency: str) -> tuple[str, str]:
    """Return a choice of the catalogue: its name, never so long that the price is cut off."""
    price = f" · {money(product.prices[currency], currency)}" if currency in product.prices else ""
    return shorten(product.name, OPTION_LENGTH - len(price)) + price, str(product.id)


def _customer(form: OrderForm) -> Block:
    known, name = form.typed.customer_id, form.customer
    return customer_menu(CUSTOMER, (known, name) if known is not None and name else None)


def _currency(form: OrderForm) -> Block:
    options = [option(currency, currency) for currency in form.currencies]
    return InputBlock(
        block_id=CURRENCY,
        label="Currency",
        dispatch_action=True,
        element=StaticSelectElement(
            action_id=ids.ORDER_CURRENCY,
            options=options,
            initial_option=option(form.typed.currency, form.typed.currency),
        ),
    )


def _line(line: FormLine, position: int, form: OrderForm) -> list[Block]:
    index, currency = line.typed.index, form.typed.currency
    return [
        DividerBlock(block_id=f"{DIVIDER}{index}"),
        SectionBlock(
            block_id=f"{LINE}{index}",
            text=f"*Line {position}*{_line_state(line, currency)}",
            accessory=ButtonElement(
                text="Remove", action_id=ids.REMOVE_ORDER_LINE, value=str(index)
            ),
        ),
        InputBlock(
            block_id=f"{PRODUCT}{index}",
            label="Product",
            dispatch_action=True,
            element=ExternalDataSelectElement(
                action_id=ids.PRODUCT_OPTIONS,
                placeholder="Type a part of the name",
                min_query_length=0,
                initial_option=option(*product_option(line.product, currency))
                if line.product
                else None,
            ),
        ),
        InputBlock(
            block_id=f"{QUANTITY}{index}",
            label="Quantity",
            dispatch_action=True,
            hint=PlainTextObject(text="A return is negative.") if position == 1 else None,
            element=NumberInputElement(
                action_id=ids.ORDER_FORM_CHANGED,
                is_decimal_allowed=False,
                min_value=str(-MOST_QUANTITY),
                max_value=str(MOST_QUANTITY),
                initial_value=_number(line.typed.quantity),
                dispatch_action_config=AS_TYPED,
            ),
        ),
        InputBlock(
            block_id=f"{DISCOUNT}{index}",
            label="Discount in percent",
            optional=True,
            dispatch_action=True,
            element=NumberInputElement(
                action_id=ids.ORDER_FORM_CHANGED,
                is_decimal_allowed=True,
                min_value="0",
                max_value="100",
                initial_value=_percent(line.typed.discount),
                dispatch_action_config=AS_TYPED,
            ),
        ),
    ]


def _line_state(line: FormLine, currency: str) -> str:
    ordered = line.as_order_line(currency)
    if ordered is not None:
        off = f" − {percent(ordered.discount)}" if ordered.discount else ""
        price = money(ordered.unit_price_minor, currency)
        return f" · {ordered.quantity:,} × {price}{off} = *{money(ordered.total_minor, currency)}*"
    if line.product is not None and line.price_minor(currency) is None:
        return f" · :warning: {fitting(line.product.name, 400)} has no price in {currency}."
    return ""


def _total(form: OrderForm) -> Block:
    currency = form.typed.currency
    ordered = [line.as_order_line(currency) for line in form.lines]
    total = sum(line.total_minor for line in ordered if line is not None)
    unfinished = [str(position) for position, line in enumerate(ordered, 1) if line is None]
    text = f"*Total: {money(total, currency)}*"
    if unfinished:
        text += f"\nWithout line {', '.join(unfinished)}, which is not complete yet."
    if len(form.lines) == MOST_LINES:
        text += f"\nAn order takes at most {MOST_LINES} lines."
    return SectionBlock(block_id=TOTAL, text=text)


def _buttons(form: OrderForm) -> Block:
    add = ButtonElement(text="Add line", action_id=ids.ADD_ORDER_LINE, value="add")
    save = ButtonElement(text="Save as draft", action_id=ids.SAVE_DRAFT, value="save")
    ask = ButtonElement(text="What would it need?", action_id=ids.EXPLAIN_DRAFT, value="ask")
    edited = form.typed.edited
    buttons = [
        *([add] if len(form.lines) < MOST_LINES else []),
        *([save] if edited is None or edited.is_draft else []),
        ask,
    ]
    return ActionsBlock(block_id=BUTTONS, elements=buttons)


def _notes(form: OrderForm) -> Block:
    return InputBlock(
        block_id=NOTES,
        label="Notes",
        optional=True,
        element=PlainTextInputElement(
            action_id=NOTES,
            multiline=True,
            max_length=NOTES_LENGTH,
            # Those of a file can be longer than Slack lets a field be.
            initial_value=form.typed.notes[:NOTES_LENGTH] or None,
        ),
    )


def _number(text: str) -> str | None:
    """Return what was typed where Slack takes it as a number; it keeps anything else itself."""
    try:
        return str(parse_quantity(text))
    except UserError:
        return None


def _percent(text: str) -> str | None:
    try:
        return percent(parse_percent(text)).rstrip("%")
    except UserError:
        return None
