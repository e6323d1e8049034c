"""Whom the edge takes somebody for: guests, admins, reps that were imported."""

from sqlalchemy import Engine

from bot.domain.people import Member, Role
from bot.edge import Edge, Reply
from bot.store import audit, members
from bot.store.db import workspace_session
from tests.conftest import ACME
from tests.edge.recorded import verbs
from tests.running_bot import desk


def test_guests_are_refused_and_the_refusal_is_noted(engine: Engine) -> None:
    edge = Edge()
    edge.command("/crm", lambda _call, _text: Reply("Welcome"))

    with desk(engine, edge) as opened:
        answer = opened.person("UGUS").types("/crm", channel="CGENERAL")

    assert "Guests cannot use Dealdesk" in answer["reply"]["text"]
    assert audit.Verb.REQUEST_REFUSED in verbs(engine)


def test_workspace_admins_start_as_admin_and_others_as_rep(engine: Engine) -> None:
    edge = Edge()
    edge.command("/crm", lambda call, _text: Reply(call.actor.role))

    with desk(engine, edge) as opened:
        assert opened.person("UANA").types("/crm")["reply"]["text"] == Role.ADMIN
        assert opened.person("URAVI").types("/crm")["reply"]["text"] == Role.REP


def test_an_imported_rep_is_known_by_the_address(engine: Engine) -> None:
    with workspace_session(engine, ACME) as session:
        members.add(session, Member(0, "R. Kumar", Role.MANAGER, email="ravi@acme.example"))
    edge = Edge()
    edge.command("/crm", lambda call, _text: Reply(f"{call.actor.name} {call.actor.role}"))

    with desk(engine, edge) as opened:
        assert opened.person("URAVI").types("/crm")["reply"]["text"] == "R. Kumar manager"
