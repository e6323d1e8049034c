"""The sample company: a good story, the same every time, and told over the same road as files."""

import csv
import io
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from time import process_time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from sqlalchemy import Engine

from bot import sample
from bot.domain.orders import OrderStatus
from bot.domain.people import Actor, Member, Role
from bot.sample.companies import GLOBEX as GLOBEX_COMPANY
from bot.services import queues
from bot.store import (
    approval_times,
    audit,
    interactions,
    members,
    orders,
    outbox,
    products,
    sales,
    search,
    workspaces,
)
from bot.store.db import make_engine, workspace_session
from tests.conftest import ACME, GLOBEX, NOON
from tests.trade import waiting_for

TODAY = NOON.date()
BERLIN = ZoneInfo("Europe/Berlin")
SCRIPTS = {
    *("LATIN", "GREEK", "CYRILLIC", "ARABIC", "HEBREW", "HIRAGANA", "CJK", "HANGUL", "THAI"),
    "DEVANAGARI",
}


def rows(company: sample.Sample, kind: str) -> list[dict[str, str]]:
    content = dict(company.files)[kind].decode()
    return list(csv.DictReader(io.StringIO(content, newline="")))


@pytest.fixture(scope="module")
def loaded_file(migrated_file: bytes, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A database with the sample in Acme, made once and copied for each test."""
    path = tmp_path_factory.mktemp("sample") / "loaded.sqlite3"
    path.write_bytes(migrated_file)
    engine = make_engine(f"sqlite:///{path}")
    for team in (ACME, GLOBEX):
        workspaces.ensure(engine, team, name=team, at=NOON, currency="EUR", zone="Europe/Berlin")
    assert sample.load(engine, ACME, today=TODAY, at=NOON)
    engine.dispose()
    return path.read_bytes()


@pytest.fixture
def acme(loaded_file: bytes, tmp_path: Path) -> Iterator[Engine]:
    path = tmp_path / "acme.sqlite3"
    path.write_bytes(loaded_file)
    engine = make_engine(f"sqlite:///{path}")
    yield engine
    engine.dispose()


def actor(member: Member) -> Actor:
    return Actor(member.id, f"U{member.external_key}", member.name, member.role, "Europe/Berlin")


def named(engine: Engine, email: str) -> Actor:
    """Let the member open Dealdesk in Slack for the first time, and return them."""
    with workspace_session(engine, ACME) as session:
        member = members.by_email(session, email)
        assert member, email
        return actor(members.save(session, replace(member, slack_id=f"U{member.external_key}")))


def test_the_same_day_makes_the_same_company() -> None:
    assert sample.generate(TODAY) == sample.generate(TODAY)
    assert sample.generate(TODAY).files != sample.generate(TODAY + timedelta(days=1)).files


def test_customers_live_in_many_countries_and_write_in_many_scripts() -> None:
    customers = rows(sample.generate(TODAY), "customers")

    assert 290 <= len(customers) <= 310
    assert len({row["country"] for row in customers}) >= 12
    letters = {mark for row in customers for mark in row["name"] if mark.isalpha()}
    assert {unicodedata.name(mark).split()[0] for mark in letters} >= SCRIPTS
    assert max(Counter(row["name"] for row in customers).values()) == 1


def test_the_team_and_the_catalogue_are_as_the_demonstration_says() -> None:
    company = sample.generate(TODAY)
    team, catalogue = rows(company, "reps"), rows(company, "products")

    assert Counter(row["role"] for row in team) == {"rep": 6, "manager": 2}
    assert Counter(row["team"] for row in team) == {"Field sales": 4, "Export": 4}
    assert {"ravi@acme.example", "maya@acme.example", "omar@acme.example"} <= {
        row["email"] for row in team
    }
    assert 38 <= len(catalogue) <= 45
    assert all(row["list_price_eur"] and row["list_price_usd"] for row in catalogue)


@settings(max_examples=6, deadline=None)
@given(today=some.dates(date(2024, 1, 1), date(2040, 12, 31)))
def test_on_any_day_orders_go_back_two_years_and_end_yesterday(today: date) -> None:
    sold = rows(sample.generate(today), "orders")
    days = [date.fromisoformat(row["order_date"][:10]) for row in sold]

    assert days == sorted(days)
    assert today - timedelta(days=4) <= max(days) <= today - timedelta(days=1)
    assert min(days) >= today - timedelta(days=730)
    assert 1_500 <= len(sold) <= 3_000


def test_december_sells_more_than_august() -> None:
    months = Counter(row["order_date"][5:7] for row in rows(sample.generate(TODAY), "orders"))

    assert months["12"] > 1.3 * months["08"]


def test_it_is_loaded_in_seconds_and_only_once(engine: Engine) -> None:
    told: list[tuple[int, int]] = []
    # Of this process alone: others may keep the machine busy.
    started = process_time()

    first = sample.load(
        engine,
        ACME,
        today=TODAY,
        at=NOON,
        progress=lambda done, total: told.append((done, total)),
    )

    assert first
    assert process_time() - started < 15
    assert told == sorted(told)
    assert told[-1] == (700, 700)
    later = NOON + timedelta(days=1)
    assert not sample.load(engine, ACME, today=later.date(), at=later)


def test_what_waits_is_raised_by_ravi_and_others_and_maya_may_approve_it(acme: Engine) -> None:
    maya, ravi = named(acme, "maya@acme.example"), named(acme, "ravi@acme.example")

    with workspace_session(acme, ACME, reading=True) as session:
        waiting = waiting_for(session, maya)
        assert waiting_for(session, ravi) == []

    assert len(waiting) == 10
    assert Counter(order.requested_by for order in waiting)["Ravi Patel"] == 3
    assert {order.status for order in waiting} == {OrderStatus.PENDING}
    assert all(order.rule for order in waiting)


def test_two_of_what_waits_can_be_approved_together(acme: Engine) -> None:
    maya = named(acme, "maya@acme.example")

    with workspace_session(acme, ACME, reading=True) as session:
        for at in (NOON, NOON + timedelta(days=2)):
            assert len(queues.together(session, by=maya, at=at).orders) == 2


@settings(max_examples=6, deadline=None)
@given(today=some.dates(date(2024, 1, 1), date(2040, 12, 31)))
def test_on_any_day_two_orders_are_like_their_customers_others(today: date) -> None:
    assert len(sample.generate(today).requests) == 10


def test_in_each_of_the_last_weeks_managers_decided_and_the_policy_let_through(
    engine: Engine,
) -> None:
    with workspace_session(engine, ACME) as session:
        workspaces.change(session, approvals_channel="CAPPROVALS")
        members.add(
            session,
            Member(0, "Maya", Role.MANAGER, slack_id="UMAYA", email="maya@acme.example"),
        )

    sample.load(engine, ACME, today=TODAY, at=NOON)

    with workspace_session(engine, ACME, reading=True) as session:
        for ago in range(1, 5):
            since = NOON - timedelta(weeks=ago)
            end = since + timedelta(weeks=1)
            assert approval_times.verdicts(session, start=since, end=end, at=end), ago
            let_through = [each[1] for each in approval_times.sent(session, start=since, end=end)]
            assert {True, False} <= set(let_through), ago
        waiting = orders.waiting(session)
        # What was decided is no news to anybody.
        assert outbox.waiting_count(session) == len(waiting) == 10
        assert audit.verify(session)[1] is None


def test_every_rep_has_something_to_follow_up_and_some_of_it_is_overdue(acme: Engine) -> None:
    with workspace_session(acme, ACME, reading=True) as session:
        reps = [each for each in members.everybody(session) if each.role is Role.REP]
        due = {rep.name: interactions.follow_ups(session, rep.id) for rep in reps}

    assert all(due.values()), {name for name, found in due.items() if not found}
    days = [each.details.follow_up_on for found in due.values() for each in found]
    assert any(day and day < TODAY for day in days)
    assert any(day and day > TODAY for day in days)


def test_nothing_has_happened_yet_that_is_still_to_come(acme: Engine) -> None:
    with workspace_session(acme, ACME, reading=True) as session:
        lines = sales.sales_data(session, start=NOON - timedelta(days=800), end=NOON)
        later = sales.sales_data(session, start=NOON, end=NOON + timedelta(days=800))
        count, wrong = audit.verify(session)

    assert later == []
    assert len(lines) > 4_000
    assert (count > 360, wrong) == (True, None)


def test_a_customer_of_any_script_is_found_with_their_history(acme: Engine) -> None:
    with workspace_session(acme, ACME, reading=True) as session:
        assert "桜" in search.find(session, "桜")[0].name
        assert "Αιγαίο" in search.find(session, "αιγαιο")[0].name
        found = search.find(session, "spreufer")[0]
        assert "Spreeufer" in found.name
        assert orders.of_customer(session, found.id)


def test_charlie_has_a_company_of_his_own_and_sees_nothing_of_acme(acme: Engine) -> None:
    assert sample.load(acme, GLOBEX, today=TODAY, at=NOON)

    with workspace_session(acme, GLOBEX, reading=True) as session:
        charlie = members.by_email(session, "charlie@globex.example")
        assert charlie
        assert orders.of_member(session, charlie.id)
        assert members.by_email(session, "ravi@acme.example") is None
        assert [found.name for found in search.find(session, "Καφενείο")] == []
        catalogue = products.search(session, "", currency="EUR", limit=100)
    assert len(catalogue) == len(GLOBEX_COMPANY.articles)


def test_ravi_from_slack_is_the_ravi_of_the_sample(engine: Engine) -> None:
    with workspace_session(engine, ACME) as session:
        known = members.add(
            session, Member(0, "Ravi", Role.REP, slack_id="URAVI", email="ravi@acme.example")
        )

    sample.load(engine, ACME, today=TODAY, at=NOON)

    with workspace_session(engine, ACME, reading=True) as session:
        ravi = members.get(session, known.id)
        assert ravi == replace(
            known,
            name="Ravi Patel",
            title="Account executive",
            external_key="R1",
            manager_id=ravi.manager_id,
            team="Field sales",
        )
        assert orders.of_member(session, ravi.id)
        assert len(members.ever(session)) == 8


def test_times_of_day_are_those_of_the_workspace(acme: Engine) -> None:
    with workspace_session(acme, ACME, reading=True) as session:
        first = orders.by_number(session, 1001)

    sold = rows(sample.generate(TODAY), "orders")[0]
    assert f"{first.ordered_at.astimezone(BERLIN):%Y-%m-%d %H:%M}" == sold["order_date"]
