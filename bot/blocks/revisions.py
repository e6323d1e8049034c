"""What has changed on an order since somebody approved or saw it."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block, SectionBlock

from bot.blocks.order_words import fitting
from bot.blocks.text import money, percent
from bot.domain.revisions import Diff, LineChange

MOST_CHANGES = 10


def with_changes(card: Sequence[Block], changes: Diff | None) -> list[Block]:
    """Put what has changed below the headline of a card."""
    if changes is None or changes.is_empty:
        return list(card)
    return [card[0], SectionBlock(text="\n".join(diff_lines(changes))), *card[1:]]


def diff_lines(changes: Diff) -> list[str]:
    """Say every change in a line: the total, customer and currency, then the products."""
    before, after = changes.before, changes.after
    said = [f"*Changed since {changes.since}*"]
    if (before.total_minor, before.currency) != (after.total_minor, after.currency):
        was, now = (money(each.total_minor, each.currency) for each in (before, after))
        said.append(f"• Total: {was} → *{now}*")
    if before.customer_id != after.customer_id:
        said.append(f"• Customer: {fitting(before.customer, 200)} → {fitting(after.customer, 200)}")
    if before.notes != after.notes:
        said.append("• Notes are others")
    said += [
        f"• {_line(change, before.currency, after.currency)}"
        for change in changes.lines[:MOST_CHANGES]
    ]
    if len(changes.lines) > MOST_CHANGES:
        said.append(f"• … and {len(changes.lines) - MOST_CHANGES} more lines")
    return said


def changed_text(changes: Diff | None) -> str:
    """Say in a few words that an order has changed, for a text that stands alone."""
    if changes is None or changes.is_empty:
        return ""
    was, now = (money(each.total_minor, each.currency) for each in (changes.before, changes.after))
    moved = f": total {was} → {now}" if was != now else ""
    return f"Changed since {changes.since}{moved}."


def _line(change: LineChange, was_in: str, is_in: str) -> str:
    before, after = change.before, change.after
    if before is None and after is not None:
        price = money(after.unit_price_minor, is_in)
        return f"Added: {after.quantity:,} × {fitting(after.product, 120)} at {price}"
    if before is None or after is None:
        gone = before or after
        return f"Removed: {gone.quantity:,} × {fitting(gone.product, 120)}" if gone else ""
    parts = []
    if before.quantity != after.quantity:
        parts.append(f"{before.quantity:,} → {after.quantity:,} pieces")
    if before.unit_price_minor != after.unit_price_minor:
        was, now = money(before.unit_price_minor, was_in), money(after.unit_price_minor, is_in)
        parts.append(f"price {was} → {now}")
    if before.discount != after.discount:
        parts.append(f"discount {percent(before.discount)} → {percent(after.discount)}")
    return f"{fitting(after.product, 120)}: {', '.join(parts)}"
