"""Preferences and holidays, on every database."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from threading import Barrier

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from bot.domain.holidays import Holiday
from bot.domain.preferences import Preferences, Reminders
from bot.store import holidays, preferences
from bot.store.db import in_workspace, workspace_session
from bot.store.tables import PreferenceRow
from tests.conftest import ACME, NOON, Cast

CHRISTMAS = Holiday(date(2026, 12, 25), "Christmas")
NEW_YEAR = Holiday(date(2027, 1, 1), "New Year")


def next_list(session: Session, cast: Cast) -> datetime | None:
    return session.scalars(
        select(PreferenceRow.next_digest_at).where(PreferenceRow.member_id == cast.ravi.member.id)
    ).one()


def test_who_has_set_nothing_has_the_usual_hours_in_the_workspaces_zone(
    session: Session, cast: Cast
) -> None:
    me = cast.ravi.member.id

    assert preferences.get(session, me) == Preferences(me, "Europe/Berlin")


def test_what_is_saved_is_read_as_it_was(session: Session, cast: Cast) -> None:
    wanted = Preferences(
        cast.ravi.member.id,
        "Asia/Kolkata",
        True,
        time(22, 30),
        time(6, 15),
        frozenset({0, 2, 6}),
        time(12),
        time(13),
        Reminders.DIGEST,
        time(23, 45),
    )

    preferences.save(session, wanted, at=NOON)
    preferences.save(session, wanted, at=NOON)

    assert preferences.get(session, wanted.member_id) == wanted
    assert next_list(session, cast) == datetime(2026, 11, 23, 18, 15, tzinfo=UTC)


def test_no_list_is_prepared_for_who_wants_none(session: Session, cast: Cast) -> None:
    wanted = Preferences(cast.ravi.member.id, "UTC", reminders=Reminders.NONE)

    preferences.save(session, wanted, at=NOON)

    assert next_list(session, cast) is None


def test_the_zone_of_the_account_counts_until_somebody_chooses_one(
    session: Session, cast: Cast
) -> None:
    me = cast.ravi.member.id
    preferences.note_zone(session, me, "America/New_York", at=NOON)
    assert preferences.get(session, me) == Preferences(me, "America/New_York")
    assert next_list(session, cast) == NOON + timedelta(hours=2)

    chosen = replace(preferences.get(session, me), zone="Asia/Tokyo", zone_chosen=True)
    preferences.save(session, chosen, at=NOON)
    preferences.note_zone(session, me, "Europe/Berlin", at=NOON)

    assert preferences.get(session, me) == chosen


def test_two_first_requests_at_the_same_moment_make_one_row(engine: Engine, cast: Cast) -> None:
    together = Barrier(2)
    me = cast.ravi.member.id

    def note(zone: str) -> None:
        together.wait()
        in_workspace(
            engine, ACME, lambda session: preferences.note_zone(session, me, zone, at=NOON)
        )

    with ThreadPoolExecutor(2) as both:
        list(both.map(note, ("Asia/Tokyo", "Asia/Tokyo")))

    with workspace_session(engine, ACME, reading=True) as session:
        assert preferences.get(session, me).zone == "Asia/Tokyo"


def test_holidays_are_kept_by_day(session: Session, cast: Cast) -> None:
    holidays.put(session, [NEW_YEAR, CHRISTMAS])
    holidays.put(session, [replace(CHRISTMAS, name="Christmas Day")])

    assert holidays.days(session) == {CHRISTMAS.day, NEW_YEAR.day}
    assert holidays.between(session) == [replace(CHRISTMAS, name="Christmas Day"), NEW_YEAR]
    assert holidays.between(session, date(2026, 12, 26)) == [NEW_YEAR]
    assert holidays.between(session, until=date(2026, 12, 26)) == [
        replace(CHRISTMAS, name="Christmas Day")
    ]

    holidays.remove(session, [CHRISTMAS.day])
    assert holidays.days(session) == {NEW_YEAR.day}
