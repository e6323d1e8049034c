"""Homes that are behind: who concerns whom, one drawing for many changes, and who wins a race."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from bot.domain.orders import Order
from bot.store import homes
from bot.store.db import workspace_session
from bot.store.homes import HOLD, LEASE, PAUSE, ClaimedHome
from bot.store.tables import HomeOrderRow, HomeRow
from tests.conftest import ACME, NOON, Cast
from tests.trade import large_order

LATER = NOON + timedelta(minutes=5)


@contextmanager
def acme(engine: Engine) -> Iterator[Session]:
    with workspace_session(engine, ACME) as session:
        yield session


@pytest.fixture
def order(engine: Engine, cast: Cast) -> Order:
    with acme(engine) as session:
        return large_order(session, cast.ravi)


@pytest.fixture
def opened(engine: Engine, cast: Cast, order: Order) -> None:
    """Ravi's and Maya's Home show the order; Omar's shows nothing; Ana has never opened hers."""
    with acme(engine) as session:
        homes.opened(session, cast.ravi.member.id, shows=[order.id], digest="r", at=NOON)
        homes.opened(session, cast.maya.member.id, shows=[order.id], digest="m", at=NOON)
        homes.opened(session, cast.omar.member.id, shows=[], digest="o", at=NOON)


def claim(engine: Engine, now: datetime = LATER) -> ClaimedHome | None:
    with acme(engine) as session:
        return homes.claim(session, now=now)


def claimed(engine: Engine, now: datetime = LATER) -> ClaimedHome:
    found = claim(engine, now)
    assert found is not None
    return found


def all_claimed(engine: Engine) -> set[str]:
    found = set()
    while (each := claim(engine)) is not None:
        found.add(each.slack_id)
    return found


def finish(engine: Engine, home: ClaimedHome, at: datetime = LATER) -> None:
    with acme(engine) as session:
        homes.finish(session, home, shows=[], digest="new", at=at)


@pytest.mark.usefixtures("opened")
def test_what_was_just_opened_is_not_behind(engine: Engine) -> None:
    assert claim(engine) is None


@pytest.mark.usefixtures("opened")
def test_homes_that_show_an_order_follow_it(engine: Engine, order: Order) -> None:
    with acme(engine) as session:
        homes.follow(session, order_ids=[order.id])

    assert all_claimed(engine) == {"URAVI", "UMAYA"}


@pytest.mark.usefixtures("opened")
def test_the_home_of_who_is_asked_only_now_follows_too(engine: Engine, cast: Cast) -> None:
    with acme(engine) as session:
        homes.follow(session, member_ids=[cast.omar.member.id, cast.ana.member.id])

    assert all_claimed(engine) == {"UOMAR"}, "Ana has never opened hers."


@pytest.mark.usefixtures("opened")
def test_everybodys_home_follows_what_may_concern_anybody(engine: Engine) -> None:
    with acme(engine) as session:
        homes.follow_all(session)

    assert all_claimed(engine) == {"URAVI", "UMAYA", "UOMAR"}


@pytest.mark.usefixtures("opened")
def test_what_was_rolled_back_is_followed_by_nobody(engine: Engine, order: Order) -> None:
    def fail() -> None:
        with acme(engine) as session:
            homes.follow(session, order_ids=[order.id])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    assert claim(engine) is None


@pytest.mark.usefixtures("opened")
def test_a_hundred_changes_are_drawn_once(engine: Engine, cast: Cast) -> None:
    for _ in range(100):
        with acme(engine) as session:
            homes.follow(session, member_ids=[cast.omar.member.id])

    finish(engine, claimed(engine))

    assert claim(engine, LATER + timedelta(hours=1)) is None


@pytest.mark.usefixtures("opened")
def test_a_change_while_it_is_drawn_has_it_drawn_again_a_little_later(
    engine: Engine, cast: Cast
) -> None:
    with acme(engine) as session:
        homes.follow(session, member_ids=[cast.omar.member.id])
    first = claimed(engine)
    with acme(engine) as session:
        homes.follow(session, member_ids=[cast.omar.member.id])
    assert claim(engine) is None, "It is being drawn."

    finish(engine, first)

    assert claim(engine, LATER + PAUSE / 2) is None
    again = claimed(engine, LATER + PAUSE)
    assert (again.slack_id, again.digest) == ("UOMAR", "new")


@pytest.mark.usefixtures("opened")
def test_who_died_while_drawing_gives_way_and_changes_nothing_any_more(
    engine: Engine, cast: Cast
) -> None:
    with acme(engine) as session:
        homes.follow(session, member_ids=[cast.omar.member.id])
    late = claimed(engine)
    taken_over = LATER + LEASE + timedelta(seconds=1)
    assert claimed(engine, taken_over).lease == late.lease + 1

    finish(engine, late)

    assert claimed(engine, taken_over + 2 * LEASE).attempts == 3, "It is still behind."


@pytest.mark.usefixtures("opened")
def test_an_opening_while_it_is_drawn_has_it_drawn_after_both(engine: Engine, cast: Cast) -> None:
    with acme(engine) as session:
        homes.follow(session, member_ids=[cast.omar.member.id])
    under_way = claimed(engine)
    with acme(engine) as session:
        homes.opened(session, cast.omar.member.id, shows=[], digest="o", at=LATER)

    finish(engine, under_way)

    assert claim(engine, LATER + HOLD / 2) is None
    again = claimed(engine, LATER + HOLD + timedelta(seconds=1))
    assert again.digest is None, "Which of the two arrived last is unknown."


@pytest.mark.usefixtures("opened")
def test_where_slack_wants_to_hear_less_all_wait(engine: Engine) -> None:
    with acme(engine) as session:
        homes.follow_all(session)
    first, until = claimed(engine), LATER + timedelta(seconds=30)
    with acme(engine) as session:
        homes.put_off(session, first, until=until, all_of_them=True)

    assert claim(engine) is None
    assert {claimed(engine, until).slack_id for _ in range(3)} == {"URAVI", "UMAYA", "UOMAR"}


@pytest.mark.usefixtures("opened")
def test_a_home_that_is_forgotten_leaves_nothing(engine: Engine, order: Order, cast: Cast) -> None:
    with acme(engine) as session:
        homes.follow(session, order_ids=[order.id])
    first = claimed(engine)
    with acme(engine) as session:
        homes.forget(session, first)

    with acme(engine) as session:
        members = set(session.scalars(select(HomeRow.member_id)))
        assert members == {cast.maya.member.id, cast.omar.member.id}
        assert len(session.scalars(select(HomeOrderRow)).all()) == 1


@pytest.mark.usefixtures("opened")
def test_what_it_shows_is_kept_as_it_was_drawn_last(engine: Engine, order: Order) -> None:
    with acme(engine) as session:
        homes.follow(session, order_ids=[order.id])
    while (home := claim(engine)) is not None:
        finish(engine, home)
    with acme(engine) as session:
        homes.follow(session, order_ids=[order.id])

    assert claim(engine, LATER + timedelta(hours=1)) is None, "None shows the order any more."
