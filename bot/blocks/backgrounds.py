"""What a decision needs, beside the order: the customer's year, and what is usual for them."""

from slack_sdk.models.blocks import Block, MarkdownTextObject, SectionBlock

from bot.blocks.order_words import fitting
from bot.blocks.text import day_of, money, percent
from bot.domain.backgrounds import Background, Similar

NAME_LENGTH = 60


def with_background(body: list[Block], background: Background | None) -> list[Block]:
    """Put the background under the body of a card that waits for somebody's decision."""
    return body if background is None else [*body, _fields(background)]


def _fields(background: Background) -> Block:
    return SectionBlock(
        fields=[MarkdownTextObject(text=f"*{name}*\n{words}") for name, words in _facts(background)]
    )


def _facts(background: Background) -> list[tuple[str, str]]:
    facts = [
        ("Customer's year", _year(background)),
        ("Discount", _against(background.discount, background.usual_discount)),
    ]
    if background.margin is not None:
        facts.append(("Margin", _against(background.margin, background.usual_margin)))
    elif background.usual_margin is not None:
        usually = percent(background.usual_margin)
        facts.append(("Margin", f"not known, as a cost is missing; usually {usually}"))
    if background.similar:
        facts.append(("Like this one", "; ".join(_like(each) for each in background.similar)))
    return facts


def _year(background: Background) -> str:
    if not background.order_count or background.last_ordered_at is None:
        return f"no other order in {background.currency}"
    orders = "1 order" if background.order_count == 1 else f"{background.order_count} orders"
    total = money(background.revenue_minor, background.currency)
    return f"{orders}, {total}, the last on {day_of(background.last_ordered_at)}"


def _against(this: int, usual: int | None) -> str:
    """Write "25%, usually 5%"; what is usual is left out where nothing tells."""
    return percent(this) if usual is None else f"{percent(this)}, usually {percent(usual)}"


def _like(similar: Similar) -> str:
    by = f" by {fitting(similar.decided_by, NAME_LENGTH)}" if similar.decided_by else ""
    total = money(similar.total_minor, similar.currency)
    return f"order {similar.number}, {total}: {similar.status}{by}"
