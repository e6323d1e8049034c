"""`/approvals`: what waits for me, and who decides while I am away."""

from bot.blocks import my_settings
from bot.blocks.approvals import Page, waiting_list, waiting_text
from bot.blocks.text import plain
from bot.commands.away import away, back
from bot.commands.command import Command
from bot.domain.leave import MENTION
from bot.domain.queues import EVERYTHING, begins, parse
from bot.edge import Answer, Call, OpenForm, Reply
from bot.services.order_views import waiting_view
from bot.store import members, preferences


def handle(call: Call, text: str) -> Answer:
    word, _, rest = text.strip().partition(" ")
    match word.casefold():
        case "settings":
            wants = preferences.get(call.session, call.actor.member_id)
            return OpenForm(my_settings.form(wants, account_zone=call.actor.zone))
        case "away":
            return away(call, rest.strip())
        case "back":
            return back(call, rest.strip())
        case "":
            return waiting(call)
        case _ if begins(text):
            return waiting(call, text)
        case _:
            usages = "\n".join(f"`{how}` {what}" for how, what in COMMAND.usages)
            return Reply(f"`/approvals` does not know “{plain(word, limit=60)}”.\n{usages}")


def is_settings(text: str) -> bool:
    return text.casefold().split()[:1] == ["settings"]


def waiting(call: Call, text: str = "") -> Reply:
    """List what waits, all of it or what the words choose."""
    text = MENTION.sub(lambda found: _name_of(call, found[1]), text)
    wanted = parse(text, currency=call.workspace.currency) if text else EVERYTHING
    found = waiting_view(call.session, by=call.actor, at=call.now, wanted=wanted)
    return Reply(waiting_text(found), waiting_list(found, page=Page(text=wanted.text)))


def _name_of(call: Call, slack_id: str) -> str:
    member = members.by_slack_id(call.session, slack_id)
    return member.name if member else slack_id


COMMAND = Command(
    name="/approvals",
    summary="What waits for your approval, and since when",
    usages=(
        ("/approvals", "lists the orders that wait for you, with Approve and Reject"),
        (
            "/approvals over 5000 from Sam",
            "lists some; also `customer Acme`, `overdue`, `mine`, and `all` for whoever decides",
        ),
        ("/approvals settings", "sets when you work, and when and how you are reminded"),
        ("/approvals away until Friday, Sam decides", "lets somebody decide while you are away"),
        ("/approvals away", "shows when you are away and who decides"),
        ("/approvals back", "ends it"),
    ),
    handler=handle,
    opens_form=is_settings,
)
