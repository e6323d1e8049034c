"""Settings are the admins', the approval policy the managers'; both leave a trace."""

from dataclasses import replace

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from bot.blocks.policies import MOST_PEOPLE, MOST_RULES
from bot.domain.approvals import Approvers, Policy, Rule
from bot.domain.errors import ChangedMeanwhile, InvalidFields, NotAllowed, UserError
from bot.services import settings
from bot.store import audit, outbox, policies, workspaces
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


def test_a_manager_sets_the_policy_as_a_new_version(session: Session, cast: Cast) -> None:
    before = policies.in_force(session)

    stored = settings.set_policy(
        session, replace(before, rules=(Rule("Everything"),)), by=cast.maya.actor, at=NOON
    )

    assert stored == Policy(1, (Rule("Everything"),))
    assert policies.in_force(session) == stored


def test_a_policy_without_a_change_makes_no_version(session: Session, cast: Cast) -> None:
    policy = settings.set_policy(session, policies.in_force(session), by=cast.maya.actor, at=NOON)

    assert policy.version == 0


def test_the_second_of_two_managers_is_told(session: Session, cast: Cast) -> None:
    seen = policies.in_force(session)
    settings.set_policy(session, replace(seen, rules=()), by=cast.maya.actor, at=NOON)

    with pytest.raises(ChangedMeanwhile, match="Somebody else changed the approval policy"):
        settings.set_policy(
            session, replace(seen, rules=(Rule("All"),)), by=cast.omar.actor, at=NOON
        )


def test_a_rep_cannot_change_the_policy(session: Session, cast: Cast) -> None:
    with pytest.raises(NotAllowed, match="Only a sales manager can change the approval policy"):
        settings.set_policy(session, Policy(0, ()), by=cast.ravi.actor, at=NOON)


@pytest.mark.parametrize(
    ("rules", "why"),
    [
        ((Rule(" "),), "Give the rule a name"),
        ((Rule("x" * 61),), "at most 60 characters"),
        (tuple(Rule(f"R{n}") for n in range(MOST_RULES + 1)), "at most 10 rules"),
        ((Rule("Far", Approvers(member_ids=(999_999,))),), "names somebody who has left"),
        (
            (Rule("Many", Approvers(member_ids=tuple(range(MOST_PEOPLE + 1)))),),
            "names at most 10 people",
        ),
    ],
)
def test_rules_that_cannot_stand_are_refused(
    session: Session, cast: Cast, rules: tuple[Rule, ...], why: str
) -> None:
    with pytest.raises(UserError, match=why):
        settings.set_policy(session, Policy(0, rules), by=cast.maya.actor, at=NOON)


def test_the_policy_in_the_audit_names_its_rules(engine: Engine, cast: Cast) -> None:
    with workspace_session(engine, ACME) as session:
        settings.set_policy(session, Policy(0, (Rule("All"),)), by=cast.maya.actor, at=NOON)

    with workspace_session(engine, ACME) as session:
        (entry,) = audit.newest(session, audit.Verb.POLICY_SET)
        assert '"name": "All"' in entry.details
        assert entry.by_id == cast.maya.member.id
