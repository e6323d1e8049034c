"""The policy through files: what was exported comes back to the letter, and errors by cell."""

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
from bot.domain.errors import UserError
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


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        ("total", ">= 5,000 EUR", "“000” begins with 0. Write thousands without a comma"),
        ("total", "5000 EUR", "“5000” alone may mean exactly that or more. Write >= 5000"),
        ("total", ">= 5000 XYZ", "XYZ is no currency"),
        ("total", ">= 1 EUR, < 5 USD", "names 2 currencies"),
        ("total", ">= 1.234 EUR", "1.234 has more digits than EUR takes"),
        ("total", ">= 5.000 EUR", "5.000 has more digits than EUR takes. Write thousands without"),
        ("total", "< -5 EUR", "-5 is below zero"),
        ("total", ">= 999999999999999 EUR", "larger than an amount can be"),
        ("total", "plenty", "cannot be read"),
        ("total", "not(>= 5", "cannot be read"),
        ("total", "[10..5]", "holds no number"),
        ("total", "(10..10]", "holds no number"),
        ("total", ">= __import__('os')", "cannot be read"),
        ("line_discount", ">= 0.2", "0.2 may be a share or percent. Write 20.0% or 0.2%"),
        ("line_discount", ">= 101%", "101% is out of bounds: a discount lies between 0% and 100%"),
        ("order_discount", ">= -1%", "-1% is out of bounds"),
        ("order_discount", ">= 1.234%", "more than two decimals"),
        ("margin", "<= 101%", "a margin lies below 100%"),
        ("new_customer", "maybe", "“maybe” is neither yes nor no"),
        ("segment", "a,,b", "nothing between two commas"),
        ("segment", "a (b)", "cannot be read"),
        ("segment", 'a "b', "cannot be read"),
        ("segment", "a, A", "One word stands there twice"),
        ("currency", "Euro", "Euro is no currency"),
        ("currency", "EUR, XXX", "Nobody pays in XXX"),
        ("rep", "Omar", "2 members are called “Omar”. Write one of omar@acme.example, UOMAR2."),
        ("rep", "Nobody Else", "No member is called “Nobody Else”, or they have left"),
        ("rep", "#99", "No member is called “#99”"),
        ("approvers", "manager, finance", "Only one role"),
        ("approvers", "Ravi, ravi", "named twice"),
        ("approvers", "nobody, Ravi", "“nobody” stands alone"),
        ("approvers", "@sales", "no user group @sales. Write one of @cfo, @legal."),
        ("approvers", "", "Write who approves"),
        ("needed", "most", "“most” is not how many are needed"),
        ("needed", "0", "“0” is not how many are needed"),
        ("needed", "1000", "“1000” is not how many"),
        ("due_hours", "8h", "“8h” is no number of hours"),
        ("due_hours", "9999", "is no number of hours"),
        ("due_hours", "²", "is no number of hours"),
        ("backup", "nobody", "Leave it empty"),
        ("backup", "Kim", "No member is called “Kim”"),
        ("occasion", "return", "“return” is neither order nor cancellation"),
        ("rule", "", "A row with conditions is a rule of its own"),
    ],
)
def test_a_wrong_cell_is_named_with_what_to_write(column: str, cell: str, said: str) -> None:
    row = {"rule": "R", "region": "North", "approvers": "manager", column: cell}

    found = read_policy(table({"rule": "A", "approvers": "admin"}, row), DIRECTORY, currency="EUR")

    (refusal,) = found.refusals
    assert str(refusal).startswith(f"Line 3, {column}: ")
    assert said in refusal.sentence


def test_every_wrong_cell_is_told_at_once() -> None:
    found = read_policy(
        table(
            {"rule": "R", "total": "x", "approvers": "Kim", "needed": "y"},
            {"rule": "", "approvers": "nobody", "needed": "2"},
        ),
        DIRECTORY,
        currency="EUR",
    )

    assert [(each.line, each.column) for each in found.refusals] == [
        (2, "total"),
        (2, "approvers"),
        (2, "needed"),
        (3, "approvers"),
        (3, "needed"),
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (table(), "no rules"),
        (b"", "empty"),
        (b"a,b\n1,2\n", "needs the columns rule, approvers"),
        (b"rule,approvers,weather\nR,admin,sunny\n", "Nothing here takes the column weather"),
        (b"rule,approvers,who\nR,admin,admin\n", "both mean approvers"),
        (b"PK\x03\x04nothing", "looks like a spreadsheet but cannot be read"),
        (b"x" * 5_000_001, "larger than a policy can be"),
    ],
)
def test_what_is_no_policy_at_all_is_refused(content: bytes, said: str) -> None:
    with pytest.raises(UserError, match=said):
        read_policy(content, DIRECTORY, currency="EUR")


def test_a_row_with_too_many_cells_is_refused() -> None:
    content = b"rule,approvers\nR,manager,Ravi\n"

    (refusal,) = read_policy(content, DIRECTORY, currency="EUR").refusals

    assert (refusal.line, refusal.column) == (2, "approvers")


def test_a_cancellation_has_its_rules_in_the_same_table() -> None:
    rule = Rule("Cancelling", (), occasion=Occasion.CANCELLATION)

    assert back(".csv", (rule,)) == (rule,)
