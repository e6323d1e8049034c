"""Credit limits: as people write them, and who may change what the policy goes by."""

from dataclasses import replace

import pytest

from bot.domain.credit import as_allowed, parse_limit, written_limit
from bot.domain.customers import CustomerDetails
from bot.domain.errors import UserError
from bot.domain.people import DECIDING, Actor, Role

BEFORE = CustomerDetails("Acme", segment="Public", credit_limit_minor=500_00, credit_currency="EUR")
WANTED = replace(BEFORE, name="Acme Ltd", segment="VIP", credit_limit_minor=9_000_00)


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("", (None, None)),
        ("5000", (5_000_00, "EUR")),
        ("5,000.50 usd", (5_000_50, "USD")),
        ("0", (0, "EUR")),
    ],
)
def test_a_limit_is_a_figure_with_or_without_its_currency(
    text: str, limit: tuple[int | None, str | None]
) -> None:
    assert parse_limit(text, currency="EUR") == limit


@pytest.mark.parametrize("text", ["-1", "much", "5000 XXY", "1.005"])
def test_what_is_no_limit_is_refused(text: str) -> None:
    with pytest.raises(UserError):
        parse_limit(text, currency="EUR")


def test_a_limit_is_written_as_it_is_read() -> None:
    assert parse_limit(written_limit(BEFORE), currency="USD") == (500_00, "EUR")
    assert written_limit(CustomerDetails("Acme")) == ""


@pytest.mark.parametrize("role", Role)
def test_only_who_decides_on_orders_changes_what_the_policy_goes_by(role: Role) -> None:
    changed = as_allowed(WANTED, BEFORE, by=Actor(1, "U1", "One", role))

    assert changed.name == "Acme Ltd"
    assert (changed == WANTED) is (role in DECIDING)
    if role not in DECIDING:
        assert (changed.segment, changed.credit_limit_minor) == ("Public", 500_00)


def test_five_thousand_as_others_write_it_is_refused_instead_of_taken_for_five() -> None:
    with pytest.raises(UserError, match=r"5\.000 has too many digits: EUR takes 2 at most"):
        parse_limit("5.000", currency="EUR")
