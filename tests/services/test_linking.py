"""Members found by any handle, and linked to the account that is theirs."""

import json
from dataclasses import replace

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from bot.domain.approvals import YES
from bot.domain.conditions import Occasion
from bot.domain.errors import NotAllowed, NotFound, UserError
from bot.domain.orders import OrderStatus
from bot.domain.people import Member, Role
from bot.domain.policies import Approvers, Policy, Rule, Step
from bot.services import cancelling, decisions, orders, policies
from bot.services import members as service
from bot.services.orders import LineDraft
from bot.store import audit, members
from bot.store import orders as orders_store
from bot.store.db import workspace_session
from tests import trade
from tests.conftest import ACME, NOON, Cast, Person, hire
from tests.services.test_members import given


def test_who_left_is_found_where_nobody_else_has_the_name(session: Session, cast: Cast) -> None:
    given(session, cast, cast.omar, active=False)
    assert service.find(session, "Omar", also_left=True).id == cast.omar.member.id
    with pytest.raises(NotFound):
        service.find(session, "Omar")

    new = members.add(session, Member(0, "Omar", Role.REP, email="omar.2@acme.example"))
    assert service.find(session, "Omar", also_left=True) == new


def test_who_left_is_linked_to_nothing(session: Session, cast: Cast) -> None:
    rep = members.add(session, Member(0, "Nina", Role.REP, external_key="9", active=False))

    with pytest.raises(UserError, match="Nina has left"):
        service.link(session, rep, "UNINA", at=NOON)


@pytest.mark.parametrize("words", ["URAVI", "uravi", "ravi@acme.example", "Ravi", " ravi "])
def test_a_member_is_found_by_any_handle(session: Session, cast: Cast, words: str) -> None:
    assert service.find(session, words) == cast.ravi.member


def test_two_of_a_name_must_be_told_apart(session: Session, cast: Cast) -> None:
    members.add(session, Member(0, "Ravi", Role.REP, email="other@acme.example"))

    with pytest.raises(
        UserError, match=r"2 members are called “Ravi”.*Ravi \(other@acme\.example\)"
    ):
        service.find(session, "Ravi")


def test_a_stranger_is_not_found_and_the_way_in_is_told(session: Session) -> None:
    with pytest.raises(NotFound, match="joins by opening Dealdesk in Slack once"):
        service.find(session, "Charlie")


def test_a_rep_without_an_account_gets_it(session: Session, cast: Cast) -> None:
    rep = members.add(session, Member(0, "Nina", Role.REP, external_key="9"))

    linked = service.link(session, rep, "UNINA", at=NOON)

    assert linked == replace(rep, slack_id="UNINA")


def test_an_account_that_was_used_already_becomes_the_reps(session: Session, cast: Cast) -> None:
    rep = members.add(session, Member(0, "Ravi P.", Role.REP, external_key="9"))

    assert service.link(session, rep, "URAVI", at=NOON).id == rep.id
    assert not members.get(session, cast.ravi.member.id).active


def test_linking_twice_changes_nothing(session: Session, cast: Cast) -> None:
    assert service.link(session, cast.ravi.member, "URAVI", at=NOON) == cast.ravi.member


def test_a_member_with_an_account_is_not_given_another(session: Session, cast: Cast) -> None:
    with pytest.raises(UserError, match="Ravi is linked to URAVI already"):
        service.link(session, cast.ravi.member, "UOTHER", at=NOON)


def test_two_imported_reps_are_two_people(session: Session, cast: Cast) -> None:
    members.save(session, replace(cast.ravi.member, external_key="8"))
    rep = members.add(session, Member(0, "Ravi P.", Role.REP, external_key="9"))

    with pytest.raises(UserError, match="URAVI is Ravi of an earlier import already"):
        service.link(session, rep, "URAVI", at=NOON)


def test_linking_is_audited(engine: Engine, cast: Cast) -> None:
    with workspace_session(engine, ACME) as session:
        rep = members.add(session, Member(0, "Nina", Role.REP, external_key="9"))
        service.link(session, rep, "UNINA", at=NOON)

    with workspace_session(engine, ACME) as session:
        (entry,) = audit.newest(session, audit.Verb.MEMBER_LINKED)
        assert '"slack_id": "UNINA"' in entry.details


def test_whoever_wrote_a_part_of_a_draft_does_not_approve_it_as_the_member_they_are_linked_to(
    session: Session, cast: Cast
) -> None:
    buyer, chai = trade.customer(session), trade.product(session)
    draft = trade.draft(buyer, LineDraft(chai, 1_000))
    saved = orders.save_draft(session, draft, by=cast.ravi.actor, at=NOON)
    orders.change_draft(
        session, saved.id, draft, revision=saved.revision, by=cast.maya.actor, at=NOON
    )
    imported = members.add(session, Member(0, "Maya B.", Role.MANAGER, external_key="9"))

    linked = service.link(session, imported, "UMAYA", at=NOON)
    session.expire_all()
    sent = orders.send(session, saved.id, by=cast.ravi.actor, at=NOON)

    assert sent.status is OrderStatus.PENDING
    with pytest.raises(NotAllowed, match="is your own"):
        decisions.decide(session, sent.id, YES, by=Person(linked).actor, at=NOON)


def test_the_policy_that_names_whom_two_members_became_is_in_the_audit_like_any_other(
    session: Session, cast: Cast
) -> None:
    step = Step(Approvers(member_ids=(cast.maya.member.id,)))
    by = cast.ana.actor
    named = policies.put_in_force(session, Policy(0, (Rule("All", steps=(step,)),)), by=by, at=NOON)
    imported = members.add(session, Member(0, "Maya B.", Role.MANAGER, external_key="9"))

    service.link(session, imported, "UMAYA", at=NOON)

    audit.write_pending(session)
    entries = [each for each in audit.entries(session) if each.verb == "policy.set"]
    told = json.loads(entries[-1].details)
    assert (told["version"], len(entries)) == (named.version + 1, 2)
    assert told["rules"][0]["steps"][0]["approvers"]["member_ids"] == [imported.id]


@pytest.mark.parametrize(
    "address", ["ravi+two@acme.example", "r.p@old.example"], ids=["the account's", "the file's"]
)
def test_whoever_is_linked_is_still_one_person_with_an_account_that_has_either_address(
    session: Session, cast: Cast, address: str
) -> None:
    """The file has an address of theirs that Slack does not know."""
    imported = members.add(
        session, Member(0, "Ravi P.", Role.REP, email="r.p@old.example", external_key="9")
    )
    second = hire(session, "Ravitwo", Role.MANAGER)
    members.save(session, replace(second.member, email=address))

    service.link(session, imported, "URAVI", at=NOON)
    order = trade.large_order(session, Person(members.get(session, imported.id)))

    with pytest.raises(NotAllowed, match="is your own"):
        decisions.decide(session, order.id, YES, by=second.actor, at=NOON)


def test_what_somebody_approved_who_turns_out_to_own_it_is_asked_anew(
    session: Session, cast: Cast
) -> None:
    steps = (Step(), Step(Approvers(Role.ADMIN)))
    rules = (Rule("Every order", steps=steps), Rule("Leaving", (), steps, Occasion.CANCELLATION))
    policies.put_in_force(session, Policy(0, rules), by=cast.ana.actor, at=NOON)
    imported = Person(members.add(session, Member(0, "Maya B.", Role.REP, external_key="9")))
    waits, leaves = (trade.large_order(session, imported) for _ in range(2))
    for person in (cast.omar, cast.ana):
        decisions.decide(session, leaves.id, YES, by=person.actor, at=NOON)
    cancelling.cancel(session, leaves.id, by=imported.actor, at=NOON, words="Twice", code="wrong")
    for order in (waits, leaves):
        half = decisions.decide(session, order.id, YES, by=cast.maya.actor, at=NOON)
        assert half.asked is not None
        assert half.asked.position == 1

    linked = Person(service.link(session, imported.member, "UMAYA", at=NOON))

    for order in (waits, leaves):
        anew = orders_store.get(session, order.id)
        assert anew.asked is not None
        assert (anew.asked.position, anew.asked.acts, anew.asked.steps) == (0, (), steps)
        with pytest.raises(NotAllowed, match="is your own"):
            decisions.decide(session, order.id, YES, by=linked.actor, at=NOON)
        for person in (cast.omar, cast.ana):
            decisions.decide(session, order.id, YES, by=person.actor, at=NOON)
    assert orders_store.get(session, waits.id).status is OrderStatus.APPROVED
    gone = orders_store.get(session, leaves.id)
    assert gone.status is OrderStatus.CANCELLED
    assert orders_store.moves(session, leaves.id)[-1].code == "wrong"
    said = [move.reason for move in orders_store.moves(session, waits.id)]
    assert any((each or "").startswith("Approved by an account of") for each in said)
    audit.write_pending(session)
    noted = [
        json.loads(entry.details)
        for entry in audit.newest(session, audit.Verb.ORDER_REWEIGHED, limit=9)
    ]
    assert {told["order"]: (told["rule"], told["facts"]["occasion"]) for told in noted} == {
        waits.number: ("Every order: always", "order"),
        leaves.number: ("Leaving: always", "cancellation"),
    }
