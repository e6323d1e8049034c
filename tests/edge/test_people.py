"""Whom the edge takes somebody for: guests, admins, reps that were imported."""

from sqlalchemy import Engine, select

from bot.app import handlers
from bot.domain.people import Member, Role
from bot.domain.preferences import Preferences
from bot.edge import Edge, Reply
from bot.store import audit, members, preferences
from bot.store.db import workspace_session
from bot.store.tables import PostRow
from tests.conftest import ACME, Person
from tests.edge.recorded import verbs
from tests.running_bot import desk
from tests.trade import large_order


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


def test_the_zone_of_the_account_is_kept_from_the_first_request(engine: Engine) -> None:
    edge = Edge()
    edge.command("/crm", lambda call, _text: Reply(call.actor.zone))

    with desk(engine, edge) as opened:
        zone = opened.person("URAVI").types("/crm")["reply"]["text"]

    with workspace_session(engine, ACME, reading=True) as session:
        ravi = members.by_slack_id(session, "URAVI")
        assert ravi is not None
        assert preferences.get(session, ravi.id) == Preferences(ravi.id, zone)


def test_an_imported_manager_who_joins_gets_the_cards_of_what_waits(engine: Engine) -> None:
    with workspace_session(engine, ACME) as session:
        members.add(session, Member(0, "R. Kumar", Role.MANAGER, email="ravi@acme.example"))
        sam = members.add(session, Member(0, "Sam", Role.REP, slack_id="USAM"))
        large_order(session, Person(sam))

    with desk(engine, handlers()) as opened:
        opened.person("URAVI").types("/crm")

    with workspace_session(engine, ACME, reading=True) as session:
        (card,) = session.scalars(select(PostRow).where(PostRow.destination == "URAVI")).all()
        assert "approve_order" in str(card.payload["blocks"])
