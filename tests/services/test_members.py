"""Roles are given by admins, and the last admin keeps theirs."""

import threading
from dataclasses import replace

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from bot.domain.errors import NotAllowed, NotFound, UserError
from bot.domain.people import Member, Role
from bot.services import members as service
from bot.store import audit, members, outbox
from bot.store.db import in_workspace, workspace_session
from tests.conftest import ACME, NOON, Cast


def test_an_admin_gives_a_role_and_the_member_is_told(session: Session, cast: Cast) -> None:
    member = service.set_role(
        session, cast.ravi.member.id, Role.MANAGER, by=cast.ana.actor, at=NOON
    )

    assert member.role is Role.MANAGER
    assert members.get(session, cast.ravi.member.id).role is Role.MANAGER
    assert outbox.waiting_count(session) == 1


@pytest.mark.parametrize("who", ["ravi", "maya"])
def test_nobody_else_gives_roles(session: Session, cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed, match="Only an admin can change roles"):
        service.set_role(
            session, cast.ravi.member.id, Role.ADMIN, by=getattr(cast, who).actor, at=NOON
        )


def test_the_last_admin_stays_admin(session: Session, cast: Cast) -> None:
    with pytest.raises(service.LastAdmin, match="Make somebody else admin first"):
        service.set_role(session, cast.ana.member.id, Role.REP, by=cast.ana.actor, at=NOON)


def test_an_admin_without_an_account_does_not_count(session: Session, cast: Cast) -> None:
    members.add(session, Member(0, "Imported", Role.ADMIN, external_key="1"))

    with pytest.raises(service.LastAdmin):
        service.set_role(session, cast.ana.member.id, Role.REP, by=None, at=NOON)


def test_an_admin_who_steps_down_is_not_told_what_they_just_did(
    session: Session, cast: Cast
) -> None:
    service.set_role(session, cast.maya.member.id, Role.ADMIN, by=None, at=NOON)
    before = outbox.waiting_count(session)

    service.set_role(session, cast.ana.member.id, Role.REP, by=cast.ana.actor, at=NOON)

    assert outbox.waiting_count(session) == before


def test_the_same_role_again_changes_nothing(engine: Engine, cast: Cast) -> None:
    with workspace_session(engine, ACME) as session:
        service.set_role(session, cast.ravi.member.id, Role.REP, by=cast.ana.actor, at=NOON)

    with workspace_session(engine, ACME) as session:
        assert audit.newest(session, audit.Verb.MEMBER_CHANGED) == []
        assert outbox.waiting_count(session) == 0


def test_two_admins_cannot_depose_each_other_at_once(engine: Engine, cast: Cast) -> None:
    with workspace_session(engine, ACME) as session:
        service.set_role(session, cast.maya.member.id, Role.ADMIN, by=None, at=NOON)
    together = threading.Barrier(2)
    refused: list[str] = []

    def depose(whom: Member) -> None:
        together.wait()
        try:
            in_workspace(
                engine,
                ACME,
                lambda opened: service.set_role(opened, whom.id, Role.REP, by=None, at=NOON),
            )
        except service.LastAdmin as error:
            refused.append(str(error))

    threads = [
        threading.Thread(target=depose, args=(person.member,)) for person in (cast.ana, cast.maya)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with workspace_session(engine, ACME, reading=True) as session:
        assert len([each for each in members.everybody(session) if each.role is Role.ADMIN]) == 1
    assert len(refused) == 1


@pytest.mark.parametrize("words", ["URAVI", "uravi", "ravi@acme.example", "Ravi", " ravi "])
def test_a_member_is_found_by_any_handle(session: Session, cast: Cast, words: str) -> None:
    assert service.find(session, words) == cast.ravi.member


def test_two_of_a_name_must_be_told_apart(session: Session, cast: Cast) -> None:
    members.add(session, Member(0, "Ravi", Role.REP, email="other@acme.example"))

    with pytest.raises(UserError, match=r"2 members are called “Ravi”.*other@acme\.example"):
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
