"""`/log acme`: write down a call, an e-mail, a meeting."""

from bot.blocks.interactions import log_form
from bot.commands.command import Command
from bot.edge import Call, OpenForm
from bot.services import interaction_forms


def handle(call: Call, text: str) -> OpenForm:
    return OpenForm(log_form(interaction_forms.for_typed(call.session, text, at=call.now)))


def opens_form(_text: str) -> bool:
    return True


COMMAND = Command(
    name="/log",
    summary="Write down a call, an e-mail, a meeting",
    usages=(("/log [customer]", "opens a form to log what was said, and when to follow up"),),
    handler=handle,
    opens_form=opens_form,
)
