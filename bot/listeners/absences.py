"""Being away: the form that says so, and who can be chosen to decide meanwhile."""

from datetime import date

from bot.blocks import absences as absence_blocks
from bot.blocks import ids
from bot.domain.errors import InvalidFields
from bot.domain.leave import Days
from bot.domain.people import DECIDING
from bot.edge import Call, Choices, Edge, Form, OpenForm, UpdateForm
from bot.edge.notices import notice
from bot.services import absences
from bot.store import absences as absence_store
from bot.store import members

MOST_OPTIONS = 100


def register(edge: Edge) -> None:
    edge.button(ids.PLAN_ABSENCE, ask, opens_form=True)
    edge.form(ids.ABSENCE_FORM, save)
    edge.options(ids.DECIDER_OPTIONS, deciders)


def ask(call: Call, _value: str) -> OpenForm:
    return OpenForm(absence_blocks.form(call.today))


def save(call: Call, submitted: Form) -> UpdateForm:
    first, last, delegate = (
        submitted.text(name)
        for name in (absence_blocks.FIRST, absence_blocks.LAST, absence_blocks.DELEGATE)
    )
    missing = {
        name: "Choose one."
        for name, value in (
            (absence_blocks.FIRST, first),
            (absence_blocks.LAST, last),
            (absence_blocks.DELEGATE, delegate),
        )
        if not value
    }
    if missing:
        raise InvalidFields(missing)
    days = Days(date.fromisoformat(first), date.fromisoformat(last))
    before = absence_store.of_member(call.session, call.actor.member_id, since=call.now)
    planned = absences.leave(
        call.session, days, delegate_id=int(delegate), by=call.actor, at=call.now
    )
    stand_in = members.get(call.session, planned.delegate_id)
    told = absence_blocks.told([(planned, stand_in)])
    said = f"{told}{absence_blocks.gave_way(before, planned)}"
    alone = absence_blocks.also_away(absences.left_alone(call.session, planned, at=call.now))
    return UpdateForm(notice(f":white_check_mark: {said}{alone}"))


def deciders(call: Call, typed: str) -> Choices:
    """Offer those with an account who can be entrusted with a decision, oneself apart."""
    wanted = typed.strip().casefold()
    found = [
        (member.name, str(member.id))
        for member in members.everybody(call.session)
        if member.role in DECIDING
        and member.slack_id is not None
        and member.id != call.actor.member_id
        and wanted in member.name.casefold()
    ]
    return Choices(found[:MOST_OPTIONS])
