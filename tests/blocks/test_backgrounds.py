"""The background of a decision: short, and left out where nothing tells."""

from dataclasses import replace
from datetime import UTC, datetime

from bot.blocks.backgrounds import with_background
from bot.blocks.posts import as_dicts
from bot.domain.backgrounds import Background, Similar
from bot.domain.orders import OrderStatus

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
KNOWN = Background(
    currency="EUR",
    order_count=14,
    revenue_minor=82_000_00,
    last_ordered_at=NOON,
    discount=2_500,
    usual_discount=500,
    margin=1_800,
    usual_margin=3_100,
    similar=(Similar(88, 5_100_00, "EUR", OrderStatus.APPROVED, NOON, "<!channel>"),),
)


def fields(background: Background) -> list[str]:
    (block,) = as_dicts(with_background([], background))
    return [field["text"] for field in block["fields"]]


def test_it_holds_the_order_against_what_is_usual() -> None:
    year, discount, margin, like = fields(KNOWN)

    assert year.startswith("*Customer's year*\n14 orders, €82,000.00, the last on ")
    assert discount == "*Discount*\n25%, usually 5%"
    assert margin == "*Margin*\n18%, usually 31%"
    assert like == "*Like this one*\norder 88, €5,100.00: approved by &lt;!channel&gt;"


def test_it_says_little_where_little_is_known() -> None:
    nothing = replace(
        KNOWN,
        order_count=0,
        last_ordered_at=None,
        usual_discount=None,
        margin=None,
        usual_margin=None,
        similar=(),
    )

    assert fields(nothing) == [
        "*Customer's year*\nno other order in EUR",
        "*Discount*\n25%",
    ]


def test_a_margin_that_nobody_can_tell_is_said_where_others_are_known() -> None:
    _, _, margin, _ = fields(replace(KNOWN, margin=None))

    assert margin == "*Margin*\nnot known, as a cost is missing; usually 31%"


def test_a_card_that_asks_nothing_has_none() -> None:
    assert with_background([], None) == []
