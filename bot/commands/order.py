"""`/order`: write an order, list them, or open one."""

from bot.blocks import orders as order_blocks
from bot.blocks.explanations import why_blocks, why_text, why_title
from bot.blocks.order_form import order_form
from bot.blocks.order_words import fitting, headline
from bot.blocks.text import plain
from bot.commands.command import Command
from bot.commands.suggest import suggest
from bot.domain.errors import NotFound
from bot.domain.people import Role
from bot.edge import Answer, Call, OpenForm, Reply
from bot.services.explanations import why
from bot.services.order_forms import blank, copy_of
from bot.services.order_views import order_view
from bot.store import orders, search

MOST_MATCHES = 6
LONGEST_NUMBER = 9


def handle(call: Call, text: str) -> Answer:
    word, rest = _split(text)
    match word.casefold():
        case "":
            return _usage("What shall it be?")
        case "new":
            return _new(call, rest)
        case "list":
            return _list(call)
        case number if number.removeprefix("#").isdecimal():
            return _numbered(call, number.removeprefix("#"), rest)
        case other:
            meant = suggest(other, ("new", "list"))
            return _usage(
                f"`/order` does not know “{plain(word, limit=60)}”."
                + (f" Did you mean `/order {meant}`?" if meant else "")
            )


def opens_form(text: str) -> bool:
    word, rest = _split(text)
    return word.casefold() == "new" or rest.casefold() == "copy"


def _split(text: str) -> tuple[str, str]:
    word, *rest = text.split(maxsplit=1) or [""]
    return word, " ".join(rest).strip()


def _new(call: Call, name: str) -> OpenForm:
    if not name:
        return OpenForm(order_form(blank(call.session)))
    found = search.find(call.session, name, limit=MOST_MATCHES)
    same = [match for match in found if match.name.casefold() == name.casefold()]
    chosen = same if len(same) == 1 else found
    if len(chosen) == 1:
        return OpenForm(order_form(blank(call.session, customer_id=chosen[0].id)))
    if not found:
        news = (
            f":warning: No customer matches “{plain(name, limit=80)}”."
            " Type another part of the name below, or add them with `/customer new`."
        )
    else:
        named = ", ".join(fitting(match.name, 200) for match in found)
        news = f"Several customers match “{plain(name, limit=80)}”: {named}. Choose one below."
    return OpenForm(order_form(blank(call.session, news=[news])))


def _list(call: Call) -> Reply:
    own = orders.of_member(call.session, call.actor.member_id, limit=order_blocks.MOST_LISTED)
    title, hint = "Your orders", "You have no orders yet. `/order new` writes one."
    blocks = order_blocks.order_list(title, own, hint=hint, own=True)
    text = order_blocks.list_text(title, own, hint=hint)
    if call.actor.has(Role.MANAGER):
        others = orders.of_others(
            call.session, call.actor.member_id, limit=order_blocks.MOST_LISTED
        )
        title, hint = "Everybody else's orders", "Nobody else has raised an order yet."
        blocks += order_blocks.order_list(title, others, hint=hint)
        text = f"{text}\n{order_blocks.list_text(title, others, hint=hint)}"
    return Reply(text, blocks)


def _numbered(call: Call, number: str, deed: str) -> Answer:
    if len(number) > LONGEST_NUMBER:
        raise NotFound(f"No order has a number of {len(number)} digits. `/order list` shows yours.")
    order = orders.by_number(call.session, int(number))
    if deed.casefold().rstrip("?") == "why":
        told, title = why(call.session, order, at=call.now), why_title(order)
        return Reply(why_text(title, told), why_blocks(title, told))
    if deed.casefold() == "copy":
        return OpenForm(order_form(copy_of(call.session, order)))
    view = order_view(call.session, order, by=call.actor, at=call.now)
    return Reply(headline(order), order_blocks.card(view))


def _usage(sentence: str) -> Reply:
    return Reply("\n".join((sentence, *(f"`{how}` {what}" for how, what in COMMAND.usages))))


COMMAND = Command(
    name="/order",
    summary="Write an order, list them, or open one",
    usages=(
        ("/order new [customer]", "opens a form for a new order"),
        ("/order list", "shows your newest orders; for managers everybody else's as well"),
        (
            "/order <number> [why]",
            "opens an order, with what can be done now, or says why it waits",
        ),
        ("/order <number> copy", "opens a form for a new order like that one"),
    ),
    handler=handle,
    opens_form=opens_form,
)
