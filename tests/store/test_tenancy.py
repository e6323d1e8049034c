"""A session belongs to one workspace, and nothing in it can forget that."""

import gc

import pytest
from sqlalchemy import Engine, insert, select, update
from sqlalchemy.exc import StatementError
from sqlalchemy.orm import Session

from bot.domain.people import Member, Role
from bot.store import members
from bot.store.db import narrowed_copies, registry_session, workspace_session
from bot.store.tables import MemberRow, WorkspaceRow
from tests.conftest import ACME, GLOBEX, Cast


def test_charlie_selects_nothing_of_acme(charlie: Session, cast: Cast) -> None:
    assert [member.name for member in members.everybody(charlie)] == ["Charlie"]


def test_charlie_gets_no_row_of_acme_by_its_id(charlie: Session, cast: Cast) -> None:
    assert charlie.get(MemberRow, cast.ravi.member.id) is None


def test_charlie_reads_no_column_of_acme(charlie: Session, cast: Cast) -> None:
    assert charlie.execute(select(MemberRow.name)).scalars().all() == ["Charlie"]


def test_one_statement_shows_each_workspace_its_own(charlie: Session, engine: Engine) -> None:
    names = select(MemberRow.name)
    assert charlie.scalars(names).all() == ["Charlie"]

    with workspace_session(engine, ACME) as session:
        assert "Charlie" not in session.scalars(names).all()
    assert charlie.scalars(names).all() == ["Charlie"]


def test_what_a_statement_was_narrowed_to_goes_with_it(charlie: Session) -> None:
    def name_of(number: int) -> None:
        charlie.scalars(select(MemberRow.name).where(MemberRow.id == number)).all()

    name_of(0)
    gc.collect()
    kept = len(narrowed_copies)
    for number in range(100):
        name_of(number)
    gc.collect()
    assert len(narrowed_copies) == kept


def test_a_statement_that_lacks_its_workspace_is_not_run(charlie: Session, engine: Engine) -> None:
    names = select(MemberRow.name)
    charlie.scalars(names).all()

    with Session(engine) as forgetful, pytest.raises(StatementError, match="this_workspace"):
        forgetful.scalars(narrowed_copies[names]).all()


def test_globex_changes_nothing_of_acme(engine: Engine, cast: Cast) -> None:
    with workspace_session(engine, GLOBEX) as session:
        session.execute(update(MemberRow).values(name="Taken over"))

    with workspace_session(engine, ACME) as session:
        assert "Taken over" not in {member.name for member in members.everybody(session)}


def test_bulk_inserts_land_in_the_sessions_own_workspace(engine: Engine, cast: Cast) -> None:
    with workspace_session(engine, GLOBEX) as session:
        session.execute(
            insert(MemberRow),
            [{"name": "Dana", "role": "rep", "active": True, "workspace_id": ACME}],
        )

    with workspace_session(engine, ACME) as session:
        assert "Dana" not in {member.name for member in members.everybody(session)}


def test_a_session_without_a_workspace_reads_no_tenants_rows(engine: Engine) -> None:
    with pytest.raises(KeyError), registry_session(engine) as session:
        session.scalars(select(MemberRow)).all()


def test_a_workspace_sees_only_its_own_settings(engine: Engine) -> None:
    with workspace_session(engine, ACME) as session:
        assert session.scalars(select(WorkspaceRow.id)).all() == [ACME]


def test_no_row_can_point_into_another_workspace(engine: Engine, cast: Cast) -> None:
    with (
        pytest.raises(Exception, match=r"(?i)foreign key"),
        workspace_session(engine, GLOBEX) as session,
    ):
        members.add(session, Member(0, "Dana", Role.REP, manager_id=cast.maya.member.id))
