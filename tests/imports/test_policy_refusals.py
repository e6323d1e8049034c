"""What a file of the policy cannot say is refused by its cell, with what to write."""

import pytest

from bot.domain.errors import UserError
from bot.imports.policy import read_policy
from tests.imports.test_policy_files import DIRECTORY, table


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
