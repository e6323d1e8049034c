"""`/customer acme`: find a customer, or create one."""

from bot.blocks import customers as customer_blocks
from bot.blocks.customer_form import CustomerForm, customer_form
from bot.blocks.text import in_one_text, plain
from bot.commands.command import Command
from bot.edge import Answer, Call, OpenForm, Reply
from bot.services import customers as service
from bot.services.customer_forms import begun
from bot.store import customers, search


def handle(call: Call, text: str) -> Answer:
    word, _, rest = text.partition(" ")
    match word.casefold():
        case "":
            return _recent(call)
        case "new":
            details = begun(rest, owner=call.actor)
            return OpenForm(customer_form(details, CustomerForm(), owner=call.actor.name))
        case _:
            return _find(call, text)


def opens_form(text: str) -> bool:
    return text.partition(" ")[0].casefold() == "new"


def _recent(call: Call) -> Reply:
    usage = "\n".join(f"`{how}` {what}" for how, what in COMMAND.usages)
    recent = customers.recently_touched(call.session, call.actor.member_id)
    return Reply(usage, customer_blocks.recent(usage, recent))


def _find(call: Call, typed: str) -> Reply:
    most = customer_blocks.MOST_LISTED
    matches = search.find(call.session, typed, most + 1)
    match len(matches):
        case 0:
            text = f"No customer matches “{plain(typed, limit=80)}”. `/customer new` adds one."
            return Reply(text, customer_blocks.nobody_found(typed))
        case 1:
            shown = service.card(call.session, matches[0].id)
            return Reply(
                customer_blocks.card_text(shown), customer_blocks.card(shown, today=call.today)
            )
        case count:
            blocks = customer_blocks.found(typed, matches[:most], more=count > most)
            names = [plain(match.name, limit=200) for match in matches[:most]]
            return Reply(
                in_one_text(f"Several customers match “{plain(typed, limit=80)}”", names), blocks
            )


COMMAND = Command(
    name="/customer",
    summary="Find a customer, or create one",
    usages=(
        ("/customer <name, e-mail or phone>", "finds a customer, also when mistyped"),
        ("/customer new [name]", "opens a form for a new customer"),
        ("/customer", "shows whom you last had to do with"),
    ),
    handler=handle,
    opens_form=opens_form,
)
