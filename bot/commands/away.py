"""`/approvals away` and `/approvals back`: who decides while somebody is not there."""

from bot.blocks import absences as absence_blocks
from bot.blocks.text import mention
from bot.domain import leave
from bot.edge import Call, Reply
from bot.services import absences
from bot.services import members as member_service
from bot.store import absences as absence_store
from bot.store import members


def away(call: Call, text: str) -> Reply:
    """Say that somebody is away and who decides; without words, show what is planned."""
    if not text:
        return _planned(call)
    typed = leave.parse(text, today=call.today)
    other = member_service.find(call.session, typed.member) if typed.member else None
    planned = absences.leave(
        call.session,
        typed.days,
        delegate_id=member_service.find(call.session, typed.delegate).id,
        member_id=other.id if other else None,
        by=call.actor,
        at=call.now,
    )
    stand_in = members.get(call.session, planned.delegate_id)
    if other is None or other.id == call.actor.member_id:
        alone = absences.left_alone(call.session, planned, at=call.now)
        said = absence_blocks.told([(planned, stand_in)])
        return Reply(f"{said}{absence_blocks.also_away(alone)}")
    return Reply(
        f"{mention(other.slack_id, other.name)} is noted as away"
        f" {absence_blocks.window(planned)}; {mention(stand_in.slack_id, stand_in.name)} decides."
        " Both are told."
    )


def back(call: Call, text: str) -> Reply:
    """End an absence: one's own, or for an admin the one of who is named."""
    other = member_service.find(call.session, text.strip().removeprefix("@")) if text else None
    ended = absences.back(
        call.session, member_id=other.id if other else None, by=call.actor, at=call.now
    )
    who = "You are" if other is None else f"{mention(other.slack_id, other.name)} is"
    delegate = members.get(call.session, ended.delegate_id)
    stand_in = mention(delegate.slack_id, delegate.name)
    return Reply(f"{who} back; {stand_in} no longer decides meanwhile.")


def _planned(call: Call) -> Reply:
    found = absence_store.of_member(call.session, call.actor.member_id, since=call.now)
    return Reply(
        absence_blocks.told([(each, members.get(call.session, each.delegate_id)) for each in found])
    )
