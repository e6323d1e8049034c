"""Forms of those who decide: why not, and what is to be changed."""

from slack_sdk.models.blocks import (
    Block,
    InputBlock,
    PlainTextInputElement,
    SectionBlock,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from bot.blocks import ids
from bot.blocks.choices import option
from bot.blocks.order_button import Pressed
from bot.blocks.order_words import headline
from bot.domain.orders import REASON_LENGTH, Order
from bot.domain.reasons import LABELS, REASON, WORDS, offered


def reject_form(order: Order, pressed: Pressed) -> View:
    """Ask why an order, or its cancellation, is rejected: one of the list, and words."""
    title, asks = "Reject order", "What is wrong?"
    follows = "The rep reads it and can change the order."
    if order.leaves:
        title, asks = "Reject cancellation", "Why is it to go on?"
        follows = "The rep reads it, and the order goes on."
    choice = InputBlock(
        block_id=REASON,
        label=asks,
        element=StaticSelectElement(
            action_id=REASON,
            placeholder="Choose a reason",
            options=[option(LABELS[each], each.value) for each in offered(leaves=order.leaves)],
        ),
    )
    fields: list[Block] = [choice, words_input(f"In your words. {follows}")]
    return about_order(ids.REJECT_FORM, title, order, pressed, fields)


def return_form(order: Order, pressed: Pressed) -> View:
    """Ask what the rep is to change."""
    words = words_input("What should be changed? The rep reads it above the order's form.")
    return about_order(ids.RETURN_FORM, "Request changes", order, pressed, [words])


def words_input(label: str) -> InputBlock:
    return InputBlock(
        block_id=WORDS,
        label=label,
        element=PlainTextInputElement(
            action_id=WORDS, multiline=True, max_length=REASON_LENGTH, focus_on_load=True
        ),
    )


def about_order(
    callback_id: str, title: str, order: Order, pressed: Pressed, fields: list[Block]
) -> View:
    """Draw a form on one order as it was seen; its title says what sending it does."""
    edition = order.edition if pressed.edition is None else pressed.edition
    return View(
        type="modal",
        callback_id=callback_id,
        title=title,
        submit=title,
        close="Back",
        private_metadata=f"{order.id}@{edition}/{pressed.place}",
        blocks=[SectionBlock(text=headline(order)), *fields],
    )
