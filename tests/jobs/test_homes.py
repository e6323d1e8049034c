"""Everybody's Home follows what others, the clock and the command line do to their orders."""

from dataclasses import replace

import pytest
from sqlalchemy import update

from bot.blocks.text import command_names
from bot.domain.approvals import YES
from bot.domain.memberships import Membership
from bot.domain.people import Role
from bot.jobs.homes import HomePublisher
from bot.sandbox.reading import readable
from bot.services import decisions, home, members, passing
from bot.store import homes, preferences
from bot.store import members as store
from bot.store.db import workspace_session
from bot.store.tables import PreferenceRow
from tests.conftest import ACME, Cast, Person
from tests.jobs.conftest import Office
from tests.trade import large_order

# Longer than a person's own drawing keeps ours waiting.
SOON = 5.0


def open_home(office: Office, person: Person) -> None:
    """Let somebody open their Home, as the edge does it."""
    with workspace_session(office.engine, ACME) as session:
        at = office.clock()
        drawn = home.show(session, by=person.actor, at=at, today=at.date())
    slack_id = person.member.slack_id or ""
    shown = command_names(drawn.view.to_dict(), "")
    office.teams.posting(ACME).views_publish(user_id=slack_id, view=shown)
    office.clock.pass_by(seconds=SOON)


def order_of(office: Office, cast: Cast) -> int:
    with workspace_session(office.engine, ACME) as session:
        return large_order(session, cast.ravi, at=office.clock()).id


def publish(office: Office) -> int:
    office.clock.pass_by(seconds=SOON)
    publisher = HomePublisher(office.engine, office.teams, office.clock)
    return publisher.publish_all()


def shown(office: Office, person: Person) -> str:
    return readable(office.person(person.member.slack_id or "").home())


def published(office: Office) -> int:
    return len(office.calls("views.publish"))


def test_who_is_asked_and_whose_it_is_see_an_order_come_and_be_decided_by_another(
    office: Office, cast: Cast
) -> None:
    for person in (cast.ravi, cast.maya):
        open_home(office, person)

    order_id = order_of(office, cast)
    assert publish(office) == 2
    assert "1 order waits for your approval" in shown(office, cast.maya)
    assert "pending approval" in shown(office, cast.ravi)

    with workspace_session(office.engine, ACME) as session:
        decisions.decide(session, order_id, YES, by=cast.omar.actor, at=office.clock())
    publish(office)
    assert "Nothing waits for your approval" in shown(office, cast.maya)
    assert "approved" in shown(office, cast.ravi)


def test_a_home_that_nobody_opened_is_never_published(office: Office, cast: Cast) -> None:
    order_of(office, cast)

    assert publish(office) == 0
    assert published(office) == 0


def test_an_order_that_is_forwarded_moves_from_one_home_to_the_other(
    office: Office, cast: Cast
) -> None:
    with workspace_session(office.engine, ACME) as session:
        omar = Person(store.save(session, replace(cast.omar.member, role=Role.FINANCE)))
    order_id = order_of(office, cast)
    for person in (cast.maya, omar):
        open_home(office, person)
    assert "Nothing waits" in shown(office, omar)

    with workspace_session(office.engine, ACME) as session:
        passing.forward(
            session, order_id, to_id=omar.member.id, by=cast.maya.actor, at=office.clock()
        )
    publish(office)

    assert "Nothing waits" in shown(office, cast.maya)
    assert "1 order waits for your approval" in shown(office, omar)


def test_a_changed_role_shows_on_the_home_of_whoever_has_it_now(office: Office, cast: Cast) -> None:
    order_of(office, cast)
    open_home(office, cast.omar)
    with workspace_session(office.engine, ACME) as session:
        rep = Membership(Role.REP)
        members.change(session, cast.omar.member.id, rep, by=None, at=office.clock())

    publish(office)

    assert "Nothing waits" in shown(office, cast.omar)


def test_a_home_on_which_nothing_changed_is_not_published_again(office: Office, cast: Cast) -> None:
    open_home(office, cast.omar)
    before = published(office)
    with workspace_session(office.engine, ACME) as session:
        homes.follow_all(session)

    assert publish(office) == 1
    assert published(office) == before


def test_a_hundred_changes_of_one_order_publish_a_home_once(office: Office, cast: Cast) -> None:
    open_home(office, cast.maya)
    before = published(office)
    for _ in range(100):
        order_of(office, cast)

    assert publish(office) == 1
    assert published(office) == before + 1
    assert "100 orders wait for your approval" in shown(office, cast.maya)


def test_slacks_limit_is_kept_and_the_home_comes_after_it(office: Office, cast: Cast) -> None:
    for person in (cast.maya, cast.omar):
        open_home(office, person)
    before = published(office)
    order_of(office, cast)
    office.breaks("status", method="views.publish", retry_after=30, times=1)

    assert publish(office) == 1, "The second one waits as well."
    assert publish(office) == 0

    office.clock.pass_by(seconds=30)
    assert publish(office) == 2
    assert "1 order waits" in shown(office, cast.maya)
    assert "1 order waits" in shown(office, cast.omar)
    assert published(office) == before + 3


@pytest.mark.parametrize("kind", ["status", "lost"])
def test_a_call_that_failed_is_repeated(office: Office, cast: Cast, kind: str) -> None:
    open_home(office, cast.maya)
    order_of(office, cast)
    office.breaks(kind, method="views.publish", times=1)

    publish(office)
    publish(office)

    assert "1 order waits" in shown(office, cast.maya)
    assert publish(office) == 0


def test_an_account_that_slack_has_not_any_more_is_let_go(office: Office, cast: Cast) -> None:
    open_home(office, cast.maya)
    order_of(office, cast)
    office.breaks("error", method="views.publish", error="user_not_found", times=1)

    assert publish(office) == 1
    order_of(office, cast)
    assert publish(office) == 0


def test_one_home_that_cannot_be_drawn_keeps_no_other_waiting(
    office: Office, cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    for person in (cast.maya, cast.omar):
        open_home(office, person)
    order_of(office, cast)
    with workspace_session(office.engine, ACME) as session:
        preferences.enrol(session, at=office.clock())
        broken = update(PreferenceRow).where(PreferenceRow.member_id == cast.maya.member.id)
        session.execute(broken.values(works_from="never"))

    publish(office)

    assert "1 order waits" in shown(office, cast.omar)
    assert "could not be published" in caplog.text
