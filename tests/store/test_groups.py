"""User groups as Slack told of them: who is in them, and whose answer counts."""

from datetime import datetime, timedelta

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from bot.domain.people import Role
from bot.domain.user_groups import GroupChange, UserGroup
from bot.store import groups, rosters
from bot.store.db import workspace_session
from tests.conftest import ACME, NOON, Cast, hire

EVERY = timedelta(minutes=5)
DEALS = UserGroup("SDEALS", "deal-desk", "Deal desk", frozenset({"UMAYA", "UOMAR", "UFAY"}))
FINANCE = UserGroup("SFINANCE", "finance", "Finance", frozenset({"UFAY"}))


def lease(session: Session, at: datetime = NOON) -> datetime:
    taken = groups.claim(session, now=at, every=EVERY)
    assert taken is not None
    return taken


def told(session: Session, *found: UserGroup, at: datetime = NOON) -> list[GroupChange] | None:
    return groups.keep(session, found, lease=lease(session, at), at=at)


def test_who_is_in_a_group_is_known_by_their_account(session: Session, cast: Cast) -> None:
    changed = told(session, DEALS, FINANCE)

    assert changed == [
        GroupChange(DEALS, DEALS.users, frozenset()),
        GroupChange(FINANCE, FINANCE.users, frozenset()),
    ]
    assert groups.known(session) == [DEALS, FINANCE]
    assert groups.memberships(session) == {
        "SDEALS": frozenset({cast.maya.member.id, cast.omar.member.id})
    }
    assert rosters.handles(session) == {"SDEALS": "deal-desk", "SFINANCE": "finance"}


def test_whoever_joins_later_is_in_their_groups_at_once(session: Session) -> None:
    told(session, FINANCE)

    fay = hire(session, "Fay", Role.FINANCE)

    assert groups.memberships(session) == {"SFINANCE": frozenset({fay.member.id})}
    assert rosters.current(session, at=NOON).groups["SFINANCE"] == {fay.member.id}


def test_the_same_answer_again_changes_nothing(session: Session, cast: Cast) -> None:
    told(session, DEALS, FINANCE)
    later = NOON + EVERY

    assert told(session, FINANCE, DEALS, at=later) == []
    assert groups.last_sync(session) == groups.Sync(later, None)


def test_people_come_and_go_and_groups_too(session: Session, cast: Cast) -> None:
    told(session, DEALS, FINANCE)
    smaller = UserGroup("SDEALS", "deals", "Deals", frozenset({"UOMAR", "UANA"}))

    changed = told(session, smaller, at=NOON + EVERY)

    assert changed == [
        GroupChange(smaller, frozenset({"UANA"}), frozenset({"UMAYA", "UFAY"})),
        GroupChange(UserGroup("SFINANCE", "finance", "Finance"), frozenset(), FINANCE.users),
    ]
    assert groups.known(session) == [smaller]
    told(session, DEALS, FINANCE, at=NOON + 2 * EVERY)
    assert groups.known(session) == [DEALS, FINANCE]


def test_one_process_asks_until_it_is_time_again(engine: Engine, cast: Cast) -> None:
    with workspace_session(engine, ACME) as session:
        assert groups.is_due(session, now=NOON)
        assert groups.claim(session, now=NOON, every=EVERY) == NOON + EVERY
    with workspace_session(engine, ACME) as session:
        assert groups.claim(session, now=NOON, every=EVERY) is None
        assert not groups.is_due(session, now=NOON)
        assert groups.claim(session, now=NOON + EVERY, every=EVERY) == NOON + 2 * EVERY


def test_an_answer_that_was_asked_for_too_early_does_not_count(session: Session) -> None:
    early = lease(session)
    groups.make_due(session, at=NOON)
    assert groups.is_due(session, now=NOON)

    assert groups.keep(session, [DEALS], lease=early, at=NOON) is None
    assert groups.lose(session, "ratelimited", lease=early, at=NOON, forget=True) is None
    assert groups.known(session) == []
    assert told(session, FINANCE) == [GroupChange(FINANCE, FINANCE.users, frozenset())]


def test_a_failure_that_passes_forgets_nothing(session: Session) -> None:
    told(session, DEALS)
    again = lease(session, NOON + EVERY)

    assert groups.lose(session, "ratelimited", lease=again, at=NOON, forget=False) == []
    assert groups.known(session) == [DEALS]
    assert groups.last_sync(session) == groups.Sync(NOON, "ratelimited")


def test_a_failure_that_lasts_leaves_nobody_in_any_group(session: Session) -> None:
    told(session, DEALS)
    again = lease(session, NOON + EVERY)

    lost = groups.lose(session, "plan_upgrade_required", lease=again, at=NOON, forget=True)

    assert lost == [
        GroupChange(UserGroup("SDEALS", "deal-desk", "Deal desk"), frozenset(), DEALS.users)
    ]
    assert groups.known(session) == []


def test_names_of_any_length_are_kept_as_far_as_they_fit(session: Session) -> None:
    long = UserGroup("SLONG", "h" * 300, "n" * 900, frozenset({"UMAYA"}))
    told(session, long)

    assert told(session, long, at=NOON + EVERY) == []
    assert groups.known(session) == [UserGroup("SLONG", "h" * 100, "n" * 300, long.users)]
