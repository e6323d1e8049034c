"""Saying in Slack that one is away: by command and by form."""

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from bot.blocks.posts import as_dicts
from bot.commands.approvals import handle
from bot.domain.errors import InvalidFields, NotFound, UserError
from bot.edge import Call, Reply
from bot.listeners import absences as listener
from bot.store import absences
from tests.conftest import NOON, Cast, Person
from tests.filling import filled


def as_(call: Call, person: Person) -> Call:
    return replace(call, actor=person.actor)


def say(call: Call, text: str) -> str:
    answer = handle(call, text)
    assert isinstance(answer, Reply)
    return answer.text


def test_one_says_it_sees_it_and_is_back(call: Call, session: Session, cast: Cast) -> None:
    maya = as_(call, cast.maya)
    assert "You are not away" in say(maya, "away")

    assert "<@UOMAR> decides" in say(maya, "away until Friday, @omar decides")
    assert "<@UOMAR> decides" in say(maya, "away")
    assert say(maya, "back") == "You are back; <@UOMAR> no longer decides meanwhile."

    assert absences.of_member(session, cast.maya.member.id, since=NOON) == []


def test_an_admin_says_it_of_somebody(call: Call, session: Session, cast: Cast) -> None:
    told = say(as_(call, cast.ana), "Away Maya until Friday, Omar decides")

    assert "<@UMAYA> is noted as away" in told
    (planned,) = absences.of_member(session, cast.maya.member.id, since=NOON)
    assert planned.delegate_id == cast.omar.member.id
    assert "<@UMAYA> is back" in say(as_(call, cast.ana), "back Maya")


def test_what_cannot_be_read_says_how_it_is_typed(call: Call, cast: Cast) -> None:
    maya = as_(call, cast.maya)
    with pytest.raises(UserError, match="do not see when"):
        say(maya, "away soon, Omar decides")
    with pytest.raises(NotFound, match=r"No member is called .*/crm members"):
        say(maya, "away until Friday, Nobody decides")
    assert "does not know “lunch”" in say(maya, "lunch")


def test_one_is_back_early_and_by_mention(call: Call, session: Session, cast: Cast) -> None:
    maya, ana = as_(call, cast.maya), as_(call, cast.ana)
    for words, who in (("back early", maya), ("back <@UMAYA|maya>, ", ana), ("back @Maya.", ana)):
        say(maya, "away until Friday, Omar decides")
        assert "back; <@UOMAR> no longer decides meanwhile." in say(who, words)
        assert absences.of_member(session, cast.maya.member.id, since=NOON) == []

    with pytest.raises(UserError, match=r"^Maya is not away\.$"):
        say(ana, "back Maya")
    with pytest.raises(UserError, match="for another last day say anew"):
        say(maya, "back on Wednesday")


def test_what_is_called_off_before_it_begins_says_so(call: Call, cast: Cast) -> None:
    maya = as_(call, cast.maya)
    say(maya, "away next week, Omar decides")

    told = say(maya, "back")

    assert told.startswith("You are no longer away from ")
    assert told.endswith("<@UOMAR> does not decide then.")


def test_what_gives_way_to_other_days_is_named(call: Call, cast: Cast) -> None:
    maya = as_(call, cast.maya)
    assert "no longer counts" not in say(maya, "away next week, Omar decides")
    assert "no longer counts" not in say(maya, "away until Friday, Omar decides")

    assert say(maya, "away until 1 Dec, Omar decides").count("no longer counts") == 2


def test_a_word_that_is_no_name_says_how_it_is_typed(call: Call, cast: Cast) -> None:
    with pytest.raises(UserError, match=r"No member is called “lunch”.*type it as in"):
        say(as_(call, cast.maya), "away lunch until Friday, Omar decides")


def test_the_button_leads_to_a_form_that_does_the_same(
    call: Call, session: Session, cast: Cast
) -> None:
    maya = as_(call, cast.maya)
    listed = handle(maya, "")
    assert isinstance(listed, Reply)
    assert "plan_absence" in str(as_dicts(listed.blocks))
    form = listener.ask(maya, "").view

    with pytest.raises(InvalidFields):
        listener.save(maya, filled(form))
    offered = listener.deciders(maya, "o").options
    shown = listener.save(maya, filled(form, {"absence_delegate": offered[0][1]}))

    assert offered == [("Omar", str(cast.omar.member.id))]
    assert "<@UOMAR> decides" in str(shown.view.to_dict())
    (planned,) = absences.of_member(session, cast.maya.member.id, since=NOON)
    assert planned.delegate_id == cast.omar.member.id
