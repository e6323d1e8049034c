"""The form that approves several orders at once, and what came of it."""

from collections.abc import Sequence

from slack_sdk.models.blocks import (
    Block,
    CheckboxesElement,
    InputBlock,
    Option,
    PlainTextObject,
    SectionBlock,
)
from slack_sdk.models.views import View

from bot.blocks import ids
from bot.blocks.order_words import fitting
from bot.blocks.text import inert, money, shorten
from bot.domain.orders import Order
from bot.domain.queues import LOW_RISK

CHOSEN = "bulk_chosen"
TEXT_LENGTH = 75


def bulk_form(orders: Sequence[Order]) -> View:
    """List the orders, all chosen; sending the form approves those that still are."""
    options = [_option(order) for order in orders]
    return View(
        type="modal",
        callback_id=ids.BULK_FORM,
        title="Approve several",
        submit="Approve them",
        close="Back",
        blocks=[
            SectionBlock(text=f"{LOW_RISK} Look through them; uncheck what you want to look into."),
            InputBlock(
                block_id=CHOSEN,
                label="Approve these",
                element=CheckboxesElement(
                    action_id=CHOSEN, options=options, initial_options=options
                ),
            ),
        ],
    )


def nothing_together(*, looked_at: int | None) -> View:
    """Say that each order that waits deserves a look of its own, or each of the first so many."""
    each = "Each order that waits for you"
    if looked_at is not None:
        each = f"Each of the {looked_at} orders that have waited longest for you"
    words = f"{each} needs a look of its own. {LOW_RISK}"
    return View(
        type="modal", title="Approve several", close="Back", blocks=[SectionBlock(text=words)]
    )


def read(chosen: Sequence[str]) -> list[tuple[int, int]]:
    """Return ids and editions of what is checked."""
    pairs = (value.partition("@") for value in chosen)
    return [(int(order_id), int(edition)) for order_id, _, edition in pairs]


def outcome_blocks(approved: Sequence[Order], refusals: Sequence[str]) -> list[Block]:
    """Say of each order what became of it."""
    lines = [
        f":white_check_mark: Order {order.number} · {fitting(order.customer, 100)} ·"
        f" {money(order.total_minor, order.currency)}: {order.status}"
        for order in approved
    ]
    lines += [f":warning: {inert(refusal)}" for refusal in refusals]
    return [SectionBlock(text=line) for line in lines]


def _option(order: Order) -> Option:
    total = money(order.total_minor, order.currency)
    text = f"Order {order.number}, {total}, {order.customer}"
    return Option(
        text=PlainTextObject(text=shorten(text, TEXT_LENGTH), emoji=False),
        value=f"{order.id}@{order.edition}",
        description=PlainTextObject(
            text=shorten(f"from {order.requested_by}", TEXT_LENGTH), emoji=False
        ),
    )
