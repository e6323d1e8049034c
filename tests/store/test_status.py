"""The state of things, as /crm status and doctor read it."""

from datetime import timedelta

from sqlalchemy.orm import Session

from bot.domain.posts import Post
from bot.store import outbox, status
from bot.store.tables import ScheduleRow
from tests.conftest import NOON, Cast


def test_a_new_workspace_has_nothing_waiting(session: Session) -> None:
    read = status.read(session)

    assert read.schema_is_current
    assert (read.posts_waiting, read.oldest_waiting, read.posts_given_up) == (0, None, 0)
    assert (read.schedules, read.next_due) == (0, None)


def test_the_database_is_named_with_its_version(session: Session) -> None:
    name, version = status.read(session).database.split()

    assert name in {"SQLite", "PostgreSQL", "MariaDB"}
    assert version[0].isdigit()


def test_waiting_posts_are_counted_from_the_oldest(session: Session) -> None:
    for number in (2, 1):
        at = NOON - timedelta(minutes=number)
        outbox.add(session, Post(f"k{number}", "CSALES", "hello"), at=at)

    read = status.read(session)

    assert read.posts_waiting == 2
    assert read.oldest_waiting == NOON - timedelta(minutes=2)


def test_only_schedules_that_go_on_count(session: Session, cast: Cast) -> None:
    for ended_at in (None, NOON):
        session.add(
            ScheduleRow(
                channel="CSALES",
                report="weekly-sales",
                weekdays="0",
                at="09:00",
                zone="UTC",
                created_by_id=cast.maya.member.id,
                created_at=NOON,
                next_due_at=NOON + timedelta(days=7),
                ended_at=ended_at,
            )
        )
    session.flush()

    read = status.read(session)

    assert (read.schedules, read.next_due) == (1, NOON + timedelta(days=7))


def test_another_workspace_sees_none_of_it(session: Session, charlie: Session) -> None:
    outbox.add(session, Post("k", "CSALES", "hello"), at=NOON)
    session.flush()

    assert status.read(charlie).posts_waiting == 0
