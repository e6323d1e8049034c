"""Filters of what waits, as people type them, and which orders nothing stands out about."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.backgrounds import Background
from bot.domain.conditions import Facts, Occasion
from bot.domain.errors import UserError
from bot.domain.policies import ALL
from bot.domain.queues import Scope, Wanted, low_risk, parse
from tests.domain.test_orders import NOON, PENDING

# An order of EUR 180.00 from Ravi for Acme Tools.
BACKGROUND = Background("EUR", 10, 1_800_00, NOON, 500, 500, 2_000, 2_000)
FACTS = Facts(180_00, "EUR")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("over 5000", Wanted(over_minor=5_000_00, currency="EUR")),
        ("over 5,000 usd", Wanted(over_minor=5_000_00, currency="USD")),
        ("from Ravi Patel", Wanted(rep="Ravi Patel")),
        ("customer Blauer See, overdue", Wanted(customer="Blauer See", overdue=True)),
        ("MINE over 10", Wanted(scope=Scope.OWN, over_minor=10_00, currency="EUR")),
        ("all", Wanted(scope=Scope.ALL)),
        ("mine, overdue", Wanted(scope=Scope.OWN, overdue=True)),
        ("over 5 000 usd, all", Wanted(over_minor=5_000_00, currency="USD", scope=Scope.ALL)),
    ],
)
def test_a_filter_is_read_as_it_is_typed(text: str, wanted: Wanted) -> None:
    assert parse(text, currency="EUR") == replace(wanted, text=text)


@pytest.mark.parametrize(
    ("typed", "customer", "others"),
    [
        ("All Saints", "All Saints", {}),
        ("All Saints overdue", "All Saints", {"overdue": True}),
        ("all", "all", {}),
        ("Mine & Co", "Mine & Co", {}),
        ("Gold Mine Ltd, all", "Gold Mine Ltd", {"scope": Scope.ALL}),
        ("Gold Mine", "Gold", {"scope": Scope.OWN}),
        ('"Gold Mine"', "Gold Mine", {}),
        ("“Gold Mine” mine", "Gold Mine", {"scope": Scope.OWN}),
        ('"Far from Home", from Sam', "Far from Home", {"rep": "Sam"}),
        ("Waiting Ltd", "Waiting Ltd", {}),
        ("Over the Moon", "Over the Moon", {}),
        ("Game Over the Moon", "Game Over the Moon", {}),
        ("From Farm to Table from Sam", "From Farm to Table", {"rep": "Sam"}),
        ("Smith, Jones & All-Stars", "Smith, Jones & All-Stars", {}),
        ('24" Screens over 10', '24" Screens', {"over_minor": 10_00, "currency": "EUR"}),
        ('"Gold', '"Gold', {}),
    ],
)
def test_a_customers_name_is_taken_whole(
    typed: str, customer: str, others: dict[str, object]
) -> None:
    text = f"customer {typed}"
    wanted = Wanted(text=text, customer=customer, **others)  # type: ignore[arg-type] # by name

    assert parse(text, currency="EUR") == wanted


def test_a_reps_name_is_taken_whole() -> None:
    wanted = parse("from Al All customer All Saints", currency="EUR")

    assert (wanted.rep, wanted.customer, wanted.scope) == ("Al", "All Saints", Scope.ALL)


@pytest.mark.parametrize(
    "text",
    [
        *("", "big ones", "over", "over much", "from", "x mine", ",", "overdue Acme", "all Saints"),
        *('customer ""', 'customer "Gold" Mine Ltd', "customer Acme over 5.0.0"),
    ],
)
def test_what_is_no_filter_is_answered_with_examples(text: str) -> None:
    with pytest.raises(UserError):
        parse(text, currency="EUR")


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("over 180", True),
        ("over 180.01", False),
        ("over 1 USD", False),
        ("from rav", True),
        ("from Maya", False),
        ("customer tools", True),
        ("customer tools from Maya", False),
        ("overdue", False),
    ],
)
def test_an_order_is_held_against_every_part_of_a_filter(text: str, *, holds: bool) -> None:
    assert parse(text, currency="EUR").holds(PENDING, at=NOON) is holds


def test_what_should_have_been_decided_is_overdue() -> None:
    assert PENDING.approval is not None
    due = replace(PENDING, approval=replace(PENDING.approval, due_at=NOON))
    wanted = parse("overdue", currency="EUR")

    assert not wanted.holds(due, at=NOON)
    assert wanted.holds(due, at=NOON + timedelta(minutes=1))


def test_a_usual_order_of_a_known_customer_is_of_low_risk() -> None:
    assert low_risk(PENDING, BACKGROUND, FACTS)


@pytest.mark.parametrize(
    "background",
    [
        replace(BACKGROUND, order_count=0, revenue_minor=0),
        replace(BACKGROUND, revenue_minor=899_90),
        replace(BACKGROUND, discount=501),
        replace(BACKGROUND, usual_discount=None),
        replace(BACKGROUND, margin=1_999),
        replace(BACKGROUND, margin=None),
    ],
)
def test_what_is_unusual_for_the_customer_is_looked_at_singly(background: Background) -> None:
    assert not low_risk(PENDING, background, FACTS)


def test_what_the_policy_wants_two_looks_at_is_looked_at_singly() -> None:
    assert PENDING.approval is not None
    twice = replace(PENDING.approval, steps=PENDING.approval.steps * 2)

    assert not low_risk(replace(PENDING, approval=twice), BACKGROUND, FACTS)


@pytest.mark.parametrize("need", [2, ALL])
def test_what_two_people_must_approve_is_looked_at_singly(need: int) -> None:
    assert PENDING.approval is not None
    (step,) = PENDING.approval.steps
    asked = replace(PENDING.approval, steps=(replace(step, need=need),))

    assert not low_risk(replace(PENDING, approval=asked), BACKGROUND, FACTS)


def test_what_was_changed_since_it_was_sent_is_looked_at_singly() -> None:
    assert not low_risk(replace(PENDING, edition=2), BACKGROUND, FACTS)


def test_an_order_in_pieces_is_as_large_as_the_whole() -> None:
    assert low_risk(PENDING, BACKGROUND, replace(FACTS, amount_minor=360_00))
    assert not low_risk(PENDING, BACKGROUND, replace(FACTS, amount_minor=360_01))


@pytest.mark.parametrize(
    "facts",
    [
        replace(FACTS, over_credit=True),
        replace(FACTS, over_credit=None),
        replace(FACTS, mixed_currencies=True),
    ],
)
def test_credit_in_doubt_is_looked_at_singly(facts: Facts) -> None:
    assert not low_risk(PENDING, BACKGROUND, facts)


def test_a_cancellation_and_a_return_are_looked_at_singly() -> None:
    assert PENDING.approval is not None
    leaving = replace(PENDING.approval, occasion=Occasion.CANCELLATION)
    returned = replace(PENDING, lines=(replace(PENDING.lines[0], quantity=-1),))

    assert not low_risk(replace(PENDING, approval=leaving), BACKGROUND, FACTS)
    assert not low_risk(returned, BACKGROUND, FACTS)
