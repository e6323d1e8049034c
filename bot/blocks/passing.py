"""Passing orders on: the menu on a card, its forms, and what the other person is sent."""

from collections.abc import Sequence
from datetime import datetime

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    InputBlock,
    PlainTextInputElement,
    SectionBlock,
)
from slack_sdk.models.views import View

from bot.blocks import ids
from bot.blocks import orders as order_blocks
from bot.blocks.absences import member_menu
from bot.blocks.deciding import about_order, words_input
from bot.blocks.order_button import Pressed, value
from bot.blocks.order_words import fitting, headline
from bot.blocks.posts import post
from bot.blocks.text import in_one_text
from bot.domain.awaiting import Awaited
from bot.domain.orders import REASON_LENGTH, Order
from bot.domain.passing import TO, WORDS, unanswered
from bot.domain.people import Actor
from bot.domain.posts import Post

MOST_HANDED_OVER = 40


def forward_form(order: Order, pressed: Pressed) -> View:
    fields: list[Block] = [_receiver(), _note()]
    return about_order(ids.FORWARD_FORM, "Forward order", order, pressed, fields)


def ask_form(order: Order, pressed: Pressed) -> View:
    member = member_menu(TO, "Whose opinion?", ids.ADVISER_OPTIONS)
    return about_order(ids.ASK_FORM, "Ask for an opinion", order, pressed, [member, _note()])


def opinion_form(order: Order, pressed: Pressed) -> View:
    words = words_input("What do you think? Everybody reads it on the order's card.")
    return about_order(ids.OPINION_FORM, "Give opinion", order, pressed, [words])


def opinion_card(order: Order, awaited: Awaited, *, asked: str = "") -> list[Block]:
    """Show an order to who is asked what they think, with a button as long as one is awaited."""
    shown = order_blocks.result(order, awaited, news=asked or f"*{headline(order)}*")
    if order.asked is None or not unanswered(order.asked):
        return shown
    give = ButtonElement(text="Give opinion …", action_id=ids.GIVE_OPINION, value=value(order))
    return [*shown, ActionsBlock(elements=[give])]


def hand_over_form(waiting: Sequence[Order]) -> View:
    """List all that waits, and ask to whom it goes: sending the form is the confirmation."""
    listed = waiting[:MOST_HANDED_OVER]
    return View(
        type="modal",
        callback_id=ids.HAND_OVER_FORM,
        title="Hand over",
        submit="Hand over",
        close="Cancel",
        private_metadata=",".join(str(order.id) for order in listed),
        blocks=[
            SectionBlock(text="*All of these go to somebody else, who decides instead of you:*"),
            *(SectionBlock(text=headline(order)) for order in listed),
            _receiver(),
        ],
    )


def handed_over_post(passed: Sequence[Order], destination: str, by: Actor, at: datetime) -> Post:
    """Tell somebody in one message what is theirs to decide now."""
    text = in_one_text(
        f"<@{by.slack_id}> hands over to you what waited for them; `/approvals` shows it",
        [headline(order) for order in passed],
    )
    key = f"handed-over:{by.member_id}:{destination}:{at.isoformat()}"
    return post(key, destination, text, [SectionBlock(text=text[:3_000])])


def asked_text(order: Order, by: Actor, words: str | None) -> str:
    """Ask somebody in a sentence what they think of an order."""
    question = f": {fitting(words, 600)}" if words else "."
    return f"<@{by.slack_id}> asks what you think of order {order.number}{question}"


def _receiver() -> InputBlock:
    return member_menu(TO, "Who decides instead of you?", ids.RECEIVER_OPTIONS)


def _note() -> InputBlock:
    return InputBlock(
        block_id=WORDS,
        label="A word to them",
        optional=True,
        element=PlainTextInputElement(action_id=WORDS, multiline=True, max_length=REASON_LENGTH),
    )
