"""Putting a policy in force, on every database."""

from dataclasses import replace

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from bot.domain.errors import ChangedMeanwhile, NotAllowed
from bot.domain.policies import Policy, Rule
from bot.services import policies as service
from bot.store import audit, policies
from bot.store.db import workspace_session
from tests.conftest import ACME, NOON, Cast


def test_an_admin_puts_a_new_version_in_force(session: Session, cast: Cast) -> None:
    before = policies.in_force(session)

    stored = service.put_in_force(
        session, replace(before, rules=(Rule("Everything"),)), by=cast.ana.actor, at=NOON
    )

    assert stored == Policy(1, (Rule("Everything"),))
    assert policies.in_force(session) == stored


def test_a_policy_without_a_change_makes_no_version(session: Session, cast: Cast) -> None:
    policy = service.put_in_force(session, policies.in_force(session), by=cast.ana.actor, at=NOON)

    assert policy.version == 0


def test_the_second_of_two_admins_is_told(session: Session, cast: Cast) -> None:
    seen = policies.in_force(session)
    service.put_in_force(session, replace(seen, rules=()), by=cast.ana.actor, at=NOON)

    with pytest.raises(ChangedMeanwhile, match="Somebody else changed the approval policy"):
        service.put_in_force(
            session, replace(seen, rules=(Rule("All"),)), by=cast.ana.actor, at=NOON
        )


def test_a_manager_cannot_change_the_policy(session: Session, cast: Cast) -> None:
    with pytest.raises(NotAllowed, match="Only an admin can change the approval policy"):
        service.put_in_force(session, Policy(0, ()), by=cast.maya.actor, at=NOON)


def test_the_policy_in_the_audit_names_its_rules(engine: Engine, cast: Cast) -> None:
    with workspace_session(engine, ACME) as session:
        service.put_in_force(session, Policy(0, (Rule("All"),)), by=cast.ana.actor, at=NOON)

    with workspace_session(engine, ACME) as session:
        (entry,) = audit.newest(session, audit.Verb.POLICY_SET)
        assert '"name": "All"' in entry.details
        assert entry.by_id == cast.ana.member.id
