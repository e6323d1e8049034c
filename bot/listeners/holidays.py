"""The holidays, a form on top of the settings."""

from bot.blocks import holidays as blocks
from bot.blocks import ids
from bot.domain.errors import InvalidFields, UserError
from bot.domain.holidays import read
from bot.domain.people import Role, demand
from bot.edge import Answer, Call, Edge, Form, OpenForm, UpdateForm
from bot.edge.notices import notice
from bot.services import holidays as service
from bot.store import holidays


def register(edge: Edge) -> None:
    edge.button(ids.OPEN_HOLIDAYS, open_form, opens_form=True)
    edge.form(ids.HOLIDAYS_FORM, save)


def open_form(call: Call, _value: str) -> OpenForm:
    demand(call.actor, Role.ADMIN, "set the holidays")
    return OpenForm(blocks.form(holidays.between(call.session, call.today), since=call.today))


def save(call: Call, form: Form) -> Answer:
    since, until = blocks.shown_between(form.carried)
    try:
        wanted = read(form.text(blocks.LINES))
    except UserError as error:
        raise InvalidFields({blocks.LINES: str(error)}) from error
    service.replace(call.session, wanted, since=since, until=until, by=call.actor, at=call.now)
    count = len(holidays.between(call.session, since))
    days = {0: "no holidays are", 1: "one holiday is"}.get(count, f"{count} holidays are")
    return UpdateForm(notice(f":white_check_mark: Saved; {days} to come."))
