"""What stands where a button was pressed, drawn as it is now."""

from bot.blocks import approvals as approval_blocks
from bot.blocks import orders as order_blocks
from bot.blocks.approvals import Page, Waiting
from bot.blocks.order_button import Place, Pressed
from bot.domain.queues import EVERYTHING, Wanted, parse
from bot.edge import Call, Reply
from bot.services.order_views import order_view, waiting_view
from bot.store import orders


def redrawn(call: Call, seen: Pressed, news: str) -> Reply:
    """Say the news; a private card or list is drawn anew below it, a posted card by the outbox."""
    match seen.place:
        case Place.CARD:
            order = orders.get(call.session, seen.order_id)
            view = order_view(call.session, order, by=call.actor, at=call.now)
            return Reply(news, order_blocks.card(view, news=news), replace_original=True)
        case Place.WAITING:
            left, page = listed(call, seen.page)
            blocks = approval_blocks.waiting_list(left, news=news, page=page)
            return Reply(news, blocks, replace_original=True)
        case _:
            return Reply(news)


def listed(call: Call, carried: str) -> tuple[Waiting, Page]:
    """Return what waits now of what a list showed, by the words and the page it carries."""
    wanted = chosen_by(call, carried)
    found = waiting_view(call.session, by=call.actor, at=call.now, wanted=wanted)
    return found, Page.read(carried)


def chosen_by(call: Call, carried: str) -> Wanted:
    """Return which orders a list showed."""
    text = Page.read(carried).text
    return parse(text, currency=call.workspace.currency) if text else EVERYTHING
