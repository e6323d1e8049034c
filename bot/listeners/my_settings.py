"""My settings: when somebody works, and how they want to be reminded."""

from datetime import time

from bot.blocks import ids
from bot.blocks import my_settings as blocks
from bot.domain.errors import InvalidFields
from bot.domain.preferences import Preferences, Reminders
from bot.edge import Answer, Call, Edge, Form, FormErrors, OpenForm, UpdateForm
from bot.edge.notices import notice
from bot.services import preferences as service
from bot.store import preferences

FIELDS = {
    "zone": blocks.ZONE,
    "weekdays": blocks.DAYS,
    "works_to": blocks.WORKS_TO,
    "digest_at": blocks.DIGEST_AT,
}
SAVED = {
    Reminders.EACH: "You are reminded of each request when it comes due",
    Reminders.DIGEST: "Once a day you get a list of what waits for you",
    Reminders.NONE: "You get no reminders",
}


def register(edge: Edge) -> None:
    edge.button(ids.OPEN_MY_SETTINGS, open_form, opens_form=True)
    edge.form(ids.MY_SETTINGS_FORM, save)


def open_form(call: Call, _value: str) -> OpenForm:
    wants = preferences.get(call.session, call.actor.member_id)
    return OpenForm(blocks.form(wants, account_zone=call.actor.zone))


def save(call: Call, form: Form) -> Answer:
    zone = form.text(blocks.ZONE)
    wanted = Preferences(
        call.actor.member_id,
        zone or call.actor.zone,
        bool(zone),
        _clock(form, blocks.WORKS_FROM),
        _clock(form, blocks.WORKS_TO),
        frozenset(int(day) for day in form.choices(blocks.DAYS)),
        _clock(form, blocks.QUIET_FROM),
        _clock(form, blocks.QUIET_TO),
        Reminders(form.text(blocks.REMINDERS)),
        _clock(form, blocks.DIGEST_AT),
    )
    try:
        saved = service.change(call.session, wanted, by=call.actor, at=call.now)
    except InvalidFields as error:
        return FormErrors({FIELDS[name]: sentence for name, sentence in error.fields.items()})
    return UpdateForm(
        notice(f":white_check_mark: Saved. {SAVED[saved.reminders]}, by the time of {saved.zone}.")
    )


def _clock(form: Form, block_id: str) -> time:
    return time.fromisoformat(form.text(block_id))
