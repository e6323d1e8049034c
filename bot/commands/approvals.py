"""`/approvals`: what waits for me."""

from bot.blocks.approvals import waiting_list, waiting_text
from bot.commands.command import Command
from bot.edge import Call, Reply
from bot.services.order_views import waiting_view


def waiting(call: Call, _text: str) -> Reply:
    found = waiting_view(call.session, by=call.actor, at=call.now)
    return Reply(waiting_text(found), waiting_list(found))


COMMAND = Command(
    name="/approvals",
    summary="What waits for your approval, and since when",
    usages=(("/approvals", "lists the orders that wait for you, with Approve and Reject"),),
    handler=waiting,
)
