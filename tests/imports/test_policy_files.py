"""The policy through files: what was exported comes back to the letter."""

import csv
import io
from collections.abc import Mapping

import pytest
from hypothesis import example, given, settings

from bot.domain.conditions import (
    Condition,
    Field,
    Flag,
    Interval,
    Numbers,
    Occasion,
    Words,
)
from bot.domain.people import Member, Role
from bot.domain.policies import (
    ALL,
    EVERYTHING_ELSE,
    NEW_CUSTOMER,
    Approvers,
    Policy,
    Rule,
    Step,
    at_least,
    default_policy,
    discount_from,
)
from bot.domain.policy_asking import Team
from bot.domain.policy_people import Directory
from bot.domain.policy_rows import HEADER
from bot.domain.rosters import Roster
from bot.exports.policy import policy_file
from bot.imports.policy import read_policy
from tests.some_policies import policies

TEAM = Team(
    Roster(
        (
            Member(1, "Ravi", Role.REP, "URAVI"),
            Member(2, "Maya, EMEA", Role.MANAGER, "UMAYA", "maya@acme.example"),
            Member(3, "Omar", Role.MANAGER, "UOMAR", "omar@acme.example"),
            Member(4, "omar", Role.ADMIN, "UOMAR2"),
            Member(5, "=Manager", Role.MANAGER, None, "m@acme.example"),
            Member(6, "manager", Role.MANAGER, "UMGR"),
        )
    ),
    {"SLEGAL": "legal", "SCFO": "cfo"},
)
DIRECTORY = Directory(TEAM)


def back(suffix: str, rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    found = read_policy(policy_file(suffix, rules, DIRECTORY), DIRECTORY, currency="EUR")
    assert found.refusals == ()
    return found.rules


def named(name: str) -> Policy:
    return Policy(1, (Rule(name), EVERYTHING_ELSE))


@settings(max_examples=60, deadline=None)
@given(policies(most_rules=8))
@example(named("'=1"))
@example(named("=cmd|'/c calc'!A1"))
@example(named("_x0041_"))
@example(named("-"))
@example(named("rule"))
@example(named("1.50"))
@example(Policy(1, (EVERYTHING_ELSE,)))
@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_an_exported_policy_comes_back_as_it_was(suffix: str, policy: Policy) -> None:
    if policy.rules:
        assert back(suffix, policy.rules) == policy.rules


def lines(*rules: Rule) -> list[dict[str, str]]:
    text = policy_file(".csv", rules, DIRECTORY).decode("utf-8-sig")
    return [
        {name: cell for name, cell in row.items() if cell}
        for row in csv.DictReader(io.StringIO(text))
    ]


TOTAL = Numbers((Interval(500_000, 1_000_000, high_open=True),), currency="EUR")


def test_a_rule_is_a_row_and_a_further_step_a_row_below_it() -> None:
    rule = Rule(
        "Large",
        (
            Condition(Field.AMOUNT, TOTAL),
            Condition(Field.MARGIN, Numbers((Interval(high=-1_250, high_open=True),))),
            Condition(Field.REGION, Words(("North", "South, East"), negated=True)),
            Condition(Field.REP, Words(("1", "2"))),
            Condition(Field.OVER_CREDIT, Flag(False)),
        ),
        (
            Step(Approvers(None, (3,), ("SLEGAL",), manager_of_rep=True)),
            Step(Approvers(Role.FINANCE), ALL, 16, 4, 80, Approvers(Role.ADMIN, (6,))),
        ),
    )

    assert lines(rule, EVERYTHING_ELSE) == [
        {
            "rule": "Large",
            "occasion": "order",
            "total": "[5000..10000) EUR",
            "margin": "< -12.5%",
            "over_credit": "no",
            "region": 'not(North, "South, East")',
            "rep": 'Ravi, "Maya, EMEA"',
            "approvers": "omar@acme.example, rep's manager, @legal",
            "needed": "any",
        },
        {
            "approvers": "finance",
            "needed": "all",
            "due_hours": "16",
            "remind_hours": "4",
            "expire_hours": "80",
            "backup": 'admin, "manager"',
        },
        {"rule": "Everything else", "occasion": "order", "approvers": "nobody"},
    ]


def test_no_cell_begins_as_a_formula_does() -> None:
    rules = (
        Rule("=1+1", (Condition(Field.REGION, Words(("+1",))),), (Step(Approvers(None, (5,))),)),
        Rule("@x", (Condition(Field.REP, Words(("5",))),), (Step(Approvers(group_ids=("SCFO",))),)),
    )

    cells = [cell for row in lines(*rules) for cell in row.values()]

    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert "'@cfo" in cells


def table(*rows: Mapping[str, str], header: tuple[str, ...] = HEADER) -> bytes:
    written = io.StringIO()
    writer = csv.DictWriter(written, header)
    writer.writeheader()
    writer.writerows(rows)
    return written.getvalue().encode()


def rules_of(*rows: Mapping[str, str]) -> tuple[Rule, ...]:
    found = read_policy(table(*rows), DIRECTORY, currency="USD")
    assert found.refusals == ()
    return found.rules


def test_what_a_manager_writes_by_hand_is_understood() -> None:
    assert rules_of(
        {
            "rule": " Large  order ",
            "total": ">=5000",
            "line_discount": "> 20 %",
            "new_customer": "TRUE",
            "segment": "public , Key",
            "approvers": "Manager, Ravi, @LEGAL, rep’s manager",
            "needed": "2",
        },
        {"approvers": "m@acme.example", "due_hours": "8"},
        {"rule": "Rest", "occasion": "Order", "region": "-", "approvers": "nobody"},
    ) == (
        Rule(
            "Large order",
            (
                at_least(500_000, "USD"),
                Condition(Field.LINE_DISCOUNT, Numbers((Interval(2_000, low_open=True),))),
                NEW_CUSTOMER,
                Condition(Field.SEGMENT, Words(("public", "Key"))),
            ),
            (
                Step(Approvers(Role.MANAGER, (1,), ("SLEGAL",), True), 2),
                Step(Approvers(None, (5,)), due_hours=8),
            ),
        ),
        Rule("Rest", (), ()),
    )


def test_the_first_policy_is_read_back_with_its_conditions_in_the_columns_order() -> None:
    (_, _, first, rest) = back(".csv", default_policy("EUR").rules)

    assert first.conditions == (at_least(100_000, "EUR"), NEW_CUSTOMER)
    assert rest == EVERYTHING_ELSE
    assert back(".xlsx", (Rule("Deep", (discount_from(2_000),)),))[0].conditions == (
        discount_from(2_000),
    )


def test_a_cancellation_has_its_rules_in_the_same_table() -> None:
    rule = Rule("Cancelling", (), occasion=Occasion.CANCELLATION)

    assert back(".csv", (rule,)) == (rule,)
