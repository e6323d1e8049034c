"""The App Home tab: what waits for somebody, and where they may begin."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    DividerBlock,
    ExternalDataSelectElement,
    SectionBlock,
)
from slack_sdk.models.views import View

from bot.blocks import ids
from bot.blocks.approvals import Waiting, waiting_list
from bot.blocks.order_words import fitting
from bot.blocks.orders import order_list
from bot.blocks.timeline import ON_HOME, follow_up_button, follow_up_words, told_in_words
from bot.domain.interactions import Interaction
from bot.domain.orders import Order

MOST_ORDERS, MOST_FOLLOW_UPS = 8, 10
SUMMARY_SHOWN = 200


@dataclass(frozen=True, slots=True)
class HomeTab:
    """What one person's Home shows. `today` is their own date; overdue follow-ups come first.

    `more_follow_ups` says that there are others besides; `may_write` whether they may begin
    anything.
    """

    today: date
    waiting: Waiting
    orders: Sequence[Order]
    follow_ups: Sequence[Interaction]
    more_follow_ups: bool = False
    may_write: bool = True


@dataclass(frozen=True, slots=True)
class DrawnHome:
    """A Home as it is now; `shows` are the ids of the orders that it depends on."""

    view: View
    shows: frozenset[int]
    digest: str


def drawn(tab: HomeTab) -> DrawnHome:
    """Draw the Home, with what says whether it is the same as another."""
    view = home(tab)
    shows = {order.id for order in (*tab.waiting.orders, *tab.orders)}
    shows |= {order.id for order, _ in tab.waiting.own}
    content = json.dumps(view.to_dict(), sort_keys=True)
    return DrawnHome(view, frozenset(shows), hashlib.sha256(content.encode()).hexdigest())


def home(tab: HomeTab) -> View:
    return View(
        type="home",
        blocks=[
            *_beginnings(tab),
            DividerBlock(),
            *waiting_list(tab.waiting),
            DividerBlock(),
            *_follow_ups(tab),
            DividerBlock(),
            *order_list(
                "Your orders",
                tab.orders[:MOST_ORDERS],
                hint="You have no orders yet. Write the first one with *New order*.",
                own=True,
            ),
            *_more_orders(tab),
        ],
    )


def _more_orders(tab: HomeTab) -> list[Block]:
    if len(tab.orders) <= MOST_ORDERS:
        return []
    button = ButtonElement(text="All your orders", action_id=ids.LIST_ORDERS, value="mine")
    return [ActionsBlock(elements=[button])]


def _beginnings(tab: HomeTab) -> list[Block]:
    find = ExternalDataSelectElement(
        action_id=ids.FIND_CUSTOMER, placeholder="Find a customer", min_query_length=0
    )
    if not tab.may_write:
        return [ActionsBlock(elements=[find])]
    return [
        ActionsBlock(
            elements=[
                ButtonElement(text="New order", action_id=ids.NEW_ORDER, style="primary"),
                ButtonElement(text="Log interaction", action_id=ids.LOG_INTERACTION),
                ButtonElement(text="New customer", action_id=ids.NEW_CUSTOMER),
                find,
                ButtonElement(text="My settings", action_id=ids.OPEN_MY_SETTINGS),
            ]
        )
    ]


def _follow_ups(tab: HomeTab) -> list[Block]:
    if not tab.follow_ups:
        return [SectionBlock(text="*Your follow-ups*\nNothing to follow up.")]
    blocks: list[Block] = [SectionBlock(text="*Your follow-ups*")]
    for logged in tab.follow_ups[:MOST_FOLLOW_UPS]:
        blocks += _follow_up(logged, tab.today)
    if tab.more_follow_ups:
        blocks.append(SectionBlock(text="… and more, once these are done."))
    return blocks


def _follow_up(logged: Interaction, today: date) -> list[Block]:
    when = follow_up_words(logged, today=today) or ""
    carried = str(logged.details.customer_id)
    return [
        SectionBlock(
            text=f"*{fitting(logged.customer, 200)}* · {when}\n"
            f"{told_in_words(logged)}: {fitting(logged.details.summary, SUMMARY_SHOWN)}"
        ),
        ActionsBlock(
            elements=[
                follow_up_button(logged, ON_HOME),
                ButtonElement(text="Open", action_id=ids.OPEN_CUSTOMER, value=carried),
                ButtonElement(text="Log", action_id=ids.LOG_INTERACTION, value=carried),
            ]
        ),
    ]
