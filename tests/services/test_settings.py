"""Settings are the admins', the approval policy the managers'; both leave a trace."""

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from bot.domain.errors import InvalidFields, NotAllowed
from bot.services import settings
from bot.store import audit, outbox, workspaces
from bot.store.db import workspace_session
from bot.store.workspaces import Workspace
from tests.conftest import ACME, NOON, Cast, Person


def change(session: Session, by: Person, **values: str | None) -> Workspace:
    wanted = {
        "currency": "EUR",
        "zone": "Europe/Berlin",
        "approvals_channel": None,
        **values,
    }
    return settings.change(
        session,
        currency=str(wanted["currency"]),
        zone=str(wanted["zone"]),
        approvals_channel=wanted["approvals_channel"],
        by=by.actor,
        at=NOON,
    )


def test_an_admin_sets_everything(session: Session, cast: Cast) -> None:
    change(session, cast.ana, currency="usd", zone="America/New_York", approvals_channel="CSALES")

    workspace = workspaces.get(session)
    assert (workspace.currency, workspace.zone) == ("USD", "America/New_York")
    assert workspace.approvals_channel == "CSALES"


def test_a_new_channel_gets_a_message_that_shows_it_works(session: Session, cast: Cast) -> None:
    change(session, cast.ana, approvals_channel="CSALES")

    assert outbox.waiting_count(session) == 1


def test_the_channel_can_be_taken_away_again(session: Session, cast: Cast) -> None:
    change(session, cast.ana, approvals_channel="CSALES")
    change(session, cast.ana, approvals_channel=None)

    assert workspaces.get(session).approvals_channel is None


def test_saving_without_a_change_leaves_no_trace(engine: Engine, cast: Cast) -> None:
    with workspace_session(engine, ACME) as session:
        change(session, cast.ana)

    with workspace_session(engine, ACME) as session:
        assert audit.newest(session, audit.Verb.SETTINGS_CHANGED) == []


def test_wrong_values_are_refused_at_their_fields(session: Session, cast: Cast) -> None:
    with pytest.raises(InvalidFields) as caught:
        change(session, cast.ana, currency="XYZ", zone="Berlin")

    assert set(caught.value.fields) == {"currency", "zone"}
    assert "Europe/Berlin" in caught.value.fields["zone"]


def test_a_manager_cannot_change_the_settings(session: Session, cast: Cast) -> None:
    with pytest.raises(NotAllowed, match="Only an admin can change the settings"):
        change(session, cast.maya, currency="USD")
