"""Logging what was said: from a shortcut, a customer's card, or a message."""

from datetime import UTC, date, datetime

from bot.blocks import customers as customer_blocks
from bot.blocks import ids
from bot.blocks.interactions import (
    BLOCKS,
    already_logged_view,
    log_form,
    logged_view,
    read_source,
)
from bot.blocks.timeline import ON_HOME
from bot.domain.errors import InvalidFields
from bot.domain.interactions import (
    AlreadyLogged,
    Direction,
    InteractionDetails,
    InteractionKind,
    SourceMessage,
)
from bot.edge import (
    Answer,
    Call,
    Edge,
    Form,
    OpenForm,
    PublishHome,
    Reply,
    SlackMessage,
    UpdateForm,
)
from bot.services import customers as customer_service
from bot.services import home, interaction_forms
from bot.services import interactions as service
from bot.store import interactions


def register(edge: Edge) -> None:
    edge.global_shortcut(ids.LOG_INTERACTION_SHORTCUT, start)
    edge.message_shortcut(ids.LOG_MESSAGE_SHORTCUT, start_from_message)
    edge.button(ids.LOG_INTERACTION, start_for, opens_form=True)
    edge.button(ids.FOLLOW_UP_DONE, follow_up_done)
    edge.form(ids.INTERACTION_FORM, log)


def start(call: Call) -> OpenForm:
    return OpenForm(log_form(interaction_forms.blank(at=call.now)))


def start_for(call: Call, customer_id: str) -> OpenForm:
    """Open the form from a customer's card; without an id, from App Home."""
    if not customer_id:
        return start(call)
    form = interaction_forms.for_customer(call.session, int(customer_id), at=call.now)
    return OpenForm(log_form(form))


def start_from_message(call: Call, message: SlackMessage) -> OpenForm:
    """Open the form filled with a message; one that was logged before says by whom."""
    source = SourceMessage(message.channel, message.ts, message.permalink)
    earlier = interactions.by_source(call.session, source)
    if earlier is not None:
        return OpenForm(already_logged_view(earlier))
    form = interaction_forms.for_message(
        call.session,
        source,
        message.text,
        author=message.author,
        author_name=message.author_name,
        channel_name=message.channel_name,
    )
    return OpenForm(log_form(form))


def log(call: Call, submitted: Form) -> UpdateForm:
    try:
        logged = service.log(
            call.session, _details(submitted), by=call.actor, at=call.now, today=call.today
        )
    except AlreadyLogged as error:
        return UpdateForm(already_logged_view(error.interaction))
    except InvalidFields as error:
        at_blocks = {BLOCKS[name]: sentence for name, sentence in error.fields.items()}
        raise InvalidFields(at_blocks) from error
    return UpdateForm(logged_view(logged, today=call.today))


def follow_up_done(call: Call, button: str) -> Answer:
    """Tick off a follow-up, and show the place where it stood as it is now."""
    where, _, interaction_id = button.partition(":")
    logged = service.finish_follow_up(call.session, int(interaction_id), by=call.actor, at=call.now)
    if where == ON_HOME:
        shown = home.show(call.session, by=call.actor, at=call.now, today=call.today)
        return PublishHome(shown.view)
    of_customer = customer_service.card(call.session, logged.details.customer_id)
    news = ":heavy_check_mark: The follow-up is done."
    if call.form is not None:
        return UpdateForm(customer_blocks.card_view(of_customer, today=call.today, news=news))
    blocks = customer_blocks.card(of_customer, today=call.today, news=news)
    return Reply(customer_blocks.card_text(of_customer), blocks, replace_original=True)


def _details(submitted: Form) -> InteractionDetails:
    missing = {
        "customer_id": "Choose the customer.",
        "happened_at": "Say when it was.",
        "kind": "Choose what kind of contact it was.",
        "direction": "Choose who spoke to whom.",
    }
    typed = {name: submitted.text(block) for name, block in BLOCKS.items()}
    wrong = {name: sentence for name, sentence in missing.items() if not typed[name]}
    if wrong:
        raise InvalidFields(wrong)
    return InteractionDetails(
        customer_id=int(typed["customer_id"]),
        kind=InteractionKind(typed["kind"]),
        direction=Direction(typed["direction"]),
        happened_at=datetime.fromtimestamp(int(typed["happened_at"]), UTC),
        summary=typed["summary"],
        outcome=typed["outcome"] or None,
        contact_id=int(typed["contact_id"]) if typed["contact_id"] else None,
        follow_up_on=_date(typed["follow_up_on"]),
        source=read_source(submitted.carried),
    )


def _date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
