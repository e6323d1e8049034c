"""The settings form and the approval policy."""

from zoneinfo import available_timezones

from bot.blocks import ids
from bot.blocks import settings as settings_blocks
from bot.domain.errors import InvalidFields
from bot.edge import (
    Answer,
    Call,
    Choices,
    Edge,
    Form,
    FormErrors,
    OpenForm,
    Reply,
)
from bot.services import policy_edits, settings

FIELDS = {"currency": settings_blocks.CURRENCY, "zone": settings_blocks.ZONE}
MOST_OPTIONS = 100


def register(edge: Edge) -> None:
    edge.button(ids.OPEN_SETTINGS, open_settings, opens_form=True)
    edge.form(ids.SETTINGS_FORM, save_settings)
    edge.options(ids.ZONE_OPTIONS, zones)


def open_settings(call: Call, _value: str) -> OpenForm:
    found = policy_edits.desk(call.session, by=call.actor, at=call.now)
    return OpenForm(
        settings_blocks.opened(
            call.actor,
            found.shown,
            found.team,
            channel=call.workspace.approvals_channel,
            currency=call.workspace.currency,
            zone=call.workspace.zone,
        )
    )


def save_settings(call: Call, form: Form) -> Answer:
    try:
        workspace = settings.change(
            call.session,
            currency=form.text(settings_blocks.CURRENCY),
            zone=form.text(settings_blocks.ZONE),
            approvals_channel=form.text(settings_blocks.CHANNEL) or None,
            by=call.actor,
            at=call.now,
        )
    except InvalidFields as error:
        return FormErrors({FIELDS[name]: sentence for name, sentence in error.fields.items()})
    channel = workspace.approvals_channel
    where = (
        f"Approvals are posted to <#{channel}>; a first message there shows that it works."
        if channel
        else "Approvers are asked in direct messages."
    )
    return Reply(
        f"Saved. {where}\nNew orders are in {workspace.currency}; reports follow the time of"
        f" {workspace.zone}."
    )


def zones(_call: Call, typed: str) -> Choices:
    """Offer the zones that hold what was typed, those of a city that begins so first."""
    wanted = "_".join(typed.split()).casefold()
    found = [name for name in available_timezones() if wanted in name.casefold()]
    found.sort(key=lambda name: (not _city(name).startswith(wanted), name))
    return Choices([(name, name) for name in found[:MOST_OPTIONS]])


def _city(zone: str) -> str:
    return zone.rpartition("/")[2].casefold()
