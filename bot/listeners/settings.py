"""The settings form, the approval policy, and the roles of members."""

from zoneinfo import available_timezones

from bot.blocks import crm as crm_blocks
from bot.blocks import ids
from bot.blocks import settings as settings_blocks
from bot.blocks.text import plain
from bot.domain.errors import InvalidFields
from bot.domain.people import ONE_OF, Role
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
from bot.services import members as member_service
from bot.services import policy_edits, settings
from bot.store import members

FIELDS = {"currency": settings_blocks.CURRENCY, "zone": settings_blocks.ZONE}
MOST_OPTIONS = 100


def register(edge: Edge) -> None:
    edge.button(ids.OPEN_SETTINGS, open_settings, opens_form=True)
    edge.form(ids.SETTINGS_FORM, save_settings)
    edge.options(ids.ZONE_OPTIONS, zones)
    edge.options(ids.MEMBER_OPTIONS, people)
    edge.button(ids.SET_ROLE, set_role)
    edge.button(ids.NEXT_MEMBERS, show_page, looks=True)
    edge.button(ids.PREVIOUS_MEMBERS, show_page, looks=True)


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


def people(call: Call, typed: str) -> Choices:
    """Offer the members whose name holds what was typed."""
    wanted = typed.strip().casefold()
    names = member_service.names(call.session)
    found = [(name, str(each)) for each, name in names.items() if wanted in name.casefold()]
    return Choices(found[:MOST_OPTIONS])


def set_role(call: Call, value: str) -> Reply:
    """Give the role that was chosen beside a member; the list then shows how it stands."""
    number, role, page = value.split(":")
    try:
        member = member_service.set_role(
            call.session, int(number), Role(role), by=call.actor, at=call.now
        )
        told = f"{plain(member.name, limit=80)} is {ONE_OF[member.role]} now."
    except member_service.LastAdmin as refusal:
        # The list must be drawn again, or the select would show a role that was not given.
        told = f":warning: {refusal}"
    return _members(call, int(page), told)


def show_page(call: Call, value: str) -> Reply:
    return _members(call, int(value), None)


def _members(call: Call, page: int, told: str | None) -> Reply:
    everybody = members.everybody(call.session)
    return Reply(
        told or crm_blocks.members_text(everybody),
        crm_blocks.members_blocks(everybody, actor=call.actor, page=page, told=told),
        replace_original=True,
    )
