"""`/approvals`: what waits for me."""

from bot.blocks import my_settings
from bot.blocks.approvals import waiting_list, waiting_text
from bot.commands.command import Command
from bot.edge import Answer, Call, OpenForm, Reply
from bot.services.order_views import waiting_view
from bot.store import preferences


def handle(call: Call, text: str) -> Answer:
    if is_settings(text):
        wants = preferences.get(call.session, call.actor.member_id)
        return OpenForm(my_settings.form(wants, account_zone=call.actor.zone))
    return waiting(call)


def is_settings(text: str) -> bool:
    return text.casefold().split()[:1] == ["settings"]


def waiting(call: Call, _text: str = "") -> Reply:
    found = waiting_view(call.session, by=call.actor, at=call.now)
    return Reply(waiting_text(found), waiting_list(found))


COMMAND = Command(
    name="/approvals",
    summary="What waits for your approval, and since when",
    usages=(
        ("/approvals", "lists the orders that wait for you, with Approve and Reject"),
        ("/approvals settings", "sets when you work, and when and how you are reminded"),
    ),
    handler=handle,
    opens_form=is_settings,
)
