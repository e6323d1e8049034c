"""What a change makes of an approved order: when it matters, and what it says of why."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.domain.approvals import YES, Approval, opened, with_verdict
from bot.domain.conditions import Facts
from bot.domain.orders import OrderLine
from bot.domain.policies import ANY_MANAGER, Approvers, Rule, Ruling, Step
from bot.domain.revisions import Approved, Content, Since, diff, matters

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
RAVI, MAYA, FAY = 1, 2, 5
GRINDER = OrderLine(1, "Grinder", 2, 100_00, 1_000, 60_00, "Hardware")
BEANS = OrderLine(2, "Beans", 10, 12_00, 0, 7_00, "Coffee")
ORDER = Content(7, "Grünwald", "EUR", None, (GRINDER, BEANS))
FACTS = Facts(
    300_00,
    "EUR",
    line_discount=1_000,
    order_discount=600,
    margin=3_700,
    categories=frozenset({"Hardware", "Coffee"}),
    rep=str(RAVI),
)
ASKS = Ruling(Rule("All", steps=(Step(ANY_MANAGER),)), (Step(ANY_MANAGER),), "All: always")
LETS_THROUGH = Ruling(Rule("Rest", steps=()), (), "Rest: always")


def approval(*, by: int = MAYA) -> Approval:
    asked = opened(ASKS, order_id=1, edition=1, version=1, at=NOON)
    return with_verdict(asked, YES, by_id=by, for_seats=frozenset({by}), at=NOON)


APPROVED = Approved(ORDER, FACTS, approval())


def why(
    after: Content = ORDER,
    facts: Facts = FACTS,
    *,
    approved: Approved | None = APPROVED,
    ruling: Ruling = ASKS,
    own: tuple[int, ...] = (RAVI,),
) -> str | None:
    return matters(approved, after, facts, ruling, own=own)


def with_lines(*lines: OrderLine) -> Content:
    return replace(ORDER, lines=lines)


def test_an_order_that_is_as_it_was_approved_stays_approved() -> None:
    assert why() is None


def test_notes_alone_ask_nobody() -> None:
    assert why(replace(ORDER, notes="Leave it at the door.")) is None


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"line_discount": 1_250}, "Discount of a line raised from 10% to 12.5%"),
        ({"order_discount": 601}, "Discount of the order raised from 6% to 6.01%"),
        ({"margin": 3_699}, "Margin fell from 37% to 36.99%"),
        ({"margin": None}, "The margin is not known any more"),
        ({"rep": str(FAY)}, "It belongs to somebody else"),
        ({"over_credit": True}, "The credit limit is exceeded now, or cannot be judged"),
        ({"over_credit": None}, "The credit limit is exceeded now, or cannot be judged"),
        ({"mixed_currencies": True}, "The customer has ordered in several currencies today"),
        (
            {"categories": frozenset({"Hardware", "Coffee", "Service", "Beans"})},
            "Category added: Beans, Service",
        ),
    ],
)
def test_each_way_to_be_riskier_is_asked_about_and_named(facts: dict[str, Any], said: str) -> None:
    assert why(facts=replace(FACTS, **facts)) == said


@pytest.mark.parametrize(
    "facts",
    [
        {"line_discount": 999},
        {"order_discount": 0},
        {"margin": 3_701},
        {"categories": frozenset({"Coffee"})},
        {"customer_is_new": False},
    ],
)
def test_what_is_better_for_us_asks_nobody(facts: dict[str, Any]) -> None:
    assert why(facts=replace(FACTS, **facts)) is None


@pytest.mark.parametrize("facts", [{"over_credit": True}, {"over_credit": None}])
def test_a_credit_limit_that_was_exceeded_when_it_was_approved_asks_nobody_again(
    facts: dict[str, Any],
) -> None:
    known = replace(APPROVED, facts=replace(FACTS, **facts))

    assert why(facts=replace(FACTS, **facts), approved=known) is None


def test_a_margin_that_nobody_knew_when_it_was_approved_is_none_to_fall() -> None:
    known = replace(APPROVED, facts=replace(FACTS, margin=None))

    assert why(approved=known) is None


def test_several_ways_are_all_named() -> None:
    said = why(
        with_lines(replace(GRINDER, quantity=3), BEANS),
        replace(FACTS, line_discount=1_500, margin=3_000),
    )

    assert said == (
        "Total raised from €300.00 to €390.00; Discount of a line raised from 10% to 15%;"
        " Margin fell from 37% to 30%"
    )


def test_a_smaller_total_asks_nobody() -> None:
    assert why(with_lines(BEANS)) is None


def test_a_return_hides_no_larger_sale() -> None:
    sold = with_lines(replace(GRINDER, quantity=10), replace(BEANS, quantity=-50))

    assert why(sold) == "Sales or returns raised from €300.00 to €900.00"


def test_more_of_a_return_is_asked_about() -> None:
    returned = with_lines(replace(GRINDER, quantity=-2))
    known = replace(APPROVED, content=returned)

    assert why(with_lines(replace(GRINDER, quantity=-3)), approved=known) == (
        "Sales or returns raised from €180.00 to €270.00"
    )


def test_another_customer_or_currency_says_it_all() -> None:
    worse = replace(FACTS, line_discount=5_000)

    assert why(replace(ORDER, customer_id=8, customer="Café Nord"), worse) == (
        "Customer changed from Grünwald to Café Nord"
    )
    assert why(replace(ORDER, currency="USD"), worse) == "Currency changed from EUR to USD"


def test_what_the_policy_lets_through_by_now_asks_nobody() -> None:
    assert why(facts=replace(FACTS, margin=0), ruling=LETS_THROUGH, approved=None) is None


def test_what_the_policy_let_through_before_asks_once_it_asks() -> None:
    assert why(approved=None) == "It is one now that the policy has approved"


@pytest.mark.parametrize(
    "ruling",
    [
        replace(ASKS, rule=Rule("Other", steps=ASKS.steps)),
        replace(ASKS, rule=None),
        replace(ASKS, steps=(Step(Approvers(member_ids=(FAY,))),)),
    ],
    ids=["another rule", "no rule", "others"],
)
def test_another_rule_or_other_people_are_asked_though_nothing_is_worse(ruling: Ruling) -> None:
    assert why(ruling=ruling) == "Another rule of the policy asks now, or other people"


def test_an_approval_does_not_cover_what_its_approver_wrote() -> None:
    assert why(own=(RAVI, MAYA)) == "Changed by somebody who had approved it"


def test_an_approval_by_a_stand_in_does_not_cover_what_the_one_stood_in_for_wrote() -> None:
    asked = opened(ASKS, order_id=1, edition=1, version=1, at=NOON)
    stood_in = with_verdict(asked, YES, by_id=FAY, for_seats=frozenset({MAYA}), at=NOON)

    assert why(approved=replace(APPROVED, approval=stood_in), own=(RAVI, MAYA)) == (
        "Changed by somebody who had approved it"
    )


def test_lines_of_one_product_are_paired_in_the_order_they_stand() -> None:
    more = replace(GRINDER, quantity=5)
    found = diff(with_lines(GRINDER, GRINDER, BEANS), with_lines(GRINDER, more), since=Since.SENT)

    assert [(each.before, each.after) for each in found.lines] == [(GRINDER, more), (BEANS, None)]
    assert found.since is Since.SENT
    assert not found.is_empty
    assert diff(ORDER, ORDER).is_empty
    assert not diff(ORDER, replace(ORDER, notes="Ring twice.")).is_empty
