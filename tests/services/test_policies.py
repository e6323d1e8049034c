"""Putting a policy in force, on every database."""

from dataclasses import replace

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from bot.domain.errors import ChangedMeanwhile, NotAllowed
from bot.domain.policies import (
    EVERYTHING_ELSE,
    NEW_CUSTOMER,
    Approvers,
    Policy,
    Rule,
    Step,
    at_least,
)
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


def test_rules_that_cannot_stand_are_refused_with_every_reason(
    session: Session, cast: Cast
) -> None:
    wrong = (Rule("", (), (Step(Approvers()),)), Rule("Behind"))

    with pytest.raises(service.PolicyRefused) as refusal:
        service.put_in_force(session, Policy(0, wrong), by=cast.ana.actor, at=NOON)

    assert str(refusal.value).splitlines() == [
        "Rule 1 has no name. Give it one, like Large order.",
        "Rule 1 asks nobody. Choose who approves.",
        (
            "Rule 2 “Behind” can never match, since rule 1 fits every order that it would."
            " Move it up, or remove it."
        ),
    ]
    assert policies.in_force(session).version == 0


def test_conditions_are_stored_in_one_order(session: Session, cast: Cast) -> None:
    rule = Rule(" Large  one ", (NEW_CUSTOMER, at_least(1, "EUR")))

    stored = service.put_in_force(
        session, Policy(0, (rule, EVERYTHING_ELSE)), by=cast.ana.actor, at=NOON
    )

    assert stored.rules[0] == Rule("Large one", (at_least(1, "EUR"), NEW_CUSTOMER))
    assert service.same(stored.rules, (rule, EVERYTHING_ELSE))
