"""`/approvals away` and `/approvals back`: who decides while somebody is not there."""

import re

from bot.blocks import absences as absence_blocks
from bot.blocks.text import mention
from bot.domain import leave
from bot.domain.errors import NotFound, UserError
from bot.domain.people import Member
from bot.edge import Call, Reply
from bot.services import absences
from bot.services import members as member_service
from bot.store import absences as absence_store
from bot.store import members

# "/approvals back early" and the like name nobody.
NOW = re.compile(r"(?:early|now|today|again|already|at work|i['’]?m back)?\W*", re.IGNORECASE)
SAY_AWAY = f"To say that you are away yourself, type it as in {leave.EXAMPLE}."
SAY_BACK = (
    "`/approvals back` says that you are back now; for another last day say anew when you are"
    f" away, as in {leave.EXAMPLE}."
)


def away(call: Call, text: str) -> Reply:
    """Say that somebody is away and who decides; without words, show what is planned."""
    if not text:
        return _planned(call)
    typed = leave.parse(text, today=call.today)
    other = _found(call, typed.member, SAY_AWAY) if typed.member else None
    whose = other.id if other else call.actor.member_id
    before = absence_store.of_member(call.session, whose, since=call.now)
    planned = absences.leave(
        call.session,
        typed.days,
        delegate_id=member_service.find(call.session, typed.delegate).id,
        member_id=whose,
        by=call.actor,
        at=call.now,
    )
    gave_way = absence_blocks.gave_way(before, planned)
    stand_in = members.get(call.session, planned.delegate_id)
    if other is None or whose == call.actor.member_id:
        alone = absences.left_alone(call.session, planned, at=call.now)
        said = absence_blocks.told([(planned, stand_in)])
        return Reply(f"{said}{gave_way}{absence_blocks.also_away(alone)}")
    return Reply(
        f"{mention(other.slack_id, other.name)} is noted as away"
        f" {absence_blocks.window(planned)}; {mention(stand_in.slack_id, stand_in.name)} decides."
        f" Both are told.{gave_way}"
    )


def back(call: Call, text: str) -> Reply:
    """End an absence: one's own, or for an admin the one of who is named."""
    named = "" if NOW.fullmatch(text) else leave.name(text)
    other = _found(call, named, SAY_BACK) if named else None
    ended = absences.back(
        call.session, member_id=other.id if other else None, by=call.actor, at=call.now
    )
    who = "You are" if other is None else f"{mention(other.slack_id, other.name)} is"
    delegate = members.get(call.session, ended.delegate_id)
    stand_in = mention(delegate.slack_id, delegate.name)
    if ended.starts_at > call.now:
        when = absence_blocks.window(ended)
        return Reply(f"{who} no longer away {when}; {stand_in} does not decide then.")
    return Reply(f"{who} back; {stand_in} no longer decides meanwhile.")


def _found(call: Call, words: str, how_to_say_it: str) -> Member:
    try:
        return member_service.find(call.session, words)
    except NotFound as error:
        raise UserError(f"{error} {how_to_say_it}") from error


def _planned(call: Call) -> Reply:
    found = absence_store.of_member(call.session, call.actor.member_id, since=call.now)
    return Reply(
        absence_blocks.told([(each, members.get(call.session, each.delegate_id)) for each in found])
    )
