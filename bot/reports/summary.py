"""A sales report in words: complete without its picture."""

from collections.abc import Sequence

from bot.domain.money import format_money
from bot.domain.reports import Fact, Section
from bot.reports.change import change_words
from bot.reports.figures import SalesFigures, Share, Total, Week

TOP = 10
NAME_LENGTH = 60
ALT_LENGTH = 1_000
ALT_NAMES = 5
ALT_NAME_LENGTH = 40


def title(figures: SalesFigures) -> str:
    week = figures.asked.label.startswith("Week ")
    return f"{'Weekly sales' if week else 'Sales'}: {figures.asked.label}"


def period_text(figures: SalesFigures, *, zone: str) -> str:
    """State the days that count, in which zone, and what they are compared with."""
    so_far = f", so far: {figures.period.dates}" if figures.is_running else ""
    return f"{figures.asked.text}{so_far}. Time zone {zone}. Compared with {figures.previous.text}."


def facts(figures: SalesFigures) -> tuple[Fact, ...]:
    """Key figures; with several currencies, money is that of the main one and says so."""
    now, before = figures.customers, figures.previous_customers
    return (
        *_money_facts(figures),
        _count("Orders", figures.orders, figures.previous_orders),
        _count("Active customers", now.active, before.active),
        _count("New customers", now.new, before.new),
    )


def sections(figures: SalesFigures) -> tuple[Section, ...]:
    """The splits and the trend of the main currency, and a line for each other one."""
    if not figures.currencies:
        return (_nothing(figures),)
    main = figures.currencies[0]
    suffix = f" ({main})" if len(figures.currencies) > 1 else ""
    splits = tuple(
        Section(f"{heading}{suffix}", _ranking(figures.shares[dimension, main], main))
        for heading, dimension in (
            ("By rep", "rep"),
            ("By product", "product"),
            ("By customer", "customer"),
        )
    )
    trend = Section(f"Twelve weeks{suffix}", _trend(figures.trends[main], main))
    opening = (_nothing(figures),) if figures.orders == 0 else splits
    return (*opening, *_other_currencies(figures), trend)


def alt_text(figures: SalesFigures) -> str:
    """Describe the picture to somebody who does not see it, in a thousand characters at most."""
    if not figures.currencies:
        return f"{title(figures)}: no orders in twelve weeks."
    main = figures.currencies[0]
    total, before = figures.totals[main], figures.previous_totals[main]
    change = change_words(total.net_minor, before.net_minor)
    net = format_money(total.net_minor, main)
    parts = [
        f"{title(figures)}. Net revenue {net} ({change}), {counted(total.orders, 'order')}.",
        " ".join(_extremes(figures.trends[main], main)),
        _leaders("Reps", figures.shares["rep", main], main),
        _leaders("Products", figures.shares["product", main], main),
    ]
    return shorten(" ".join(part for part in parts if part), ALT_LENGTH)


def counted(count: int, noun: str) -> str:
    """Write "1 order" or "1,200 orders"."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def shorten(text: str, length: int) -> str:
    """Cut to `length` characters, with an ellipsis as the last where anything is lost."""
    flat = " ".join(text.split())
    return flat if len(flat) <= length else f"{flat[: length - 1].rstrip()}…"


def _money_facts(figures: SalesFigures) -> tuple[Fact, ...]:
    if not figures.currencies:
        return (Fact("Net revenue", "none", "unchanged"),)
    main = figures.currencies[0]
    suffix = f" ({main})" if len(figures.currencies) > 1 else ""
    total, before = figures.totals[main], figures.previous_totals[main]
    return (
        _money(f"Net revenue{suffix}", total.net_minor, before.net_minor, main),
        _money(f"Average order{suffix}", total.average_minor, before.average_minor, main),
    )


def _money(label: str, now: int, before: int, currency: str) -> Fact:
    words = change_words(now, before)
    if now != before:
        words = f"{words}, was {format_money(before, currency)}" if before else words
    return Fact(label, format_money(now, currency), words)


def _count(label: str, now: int, before: int) -> Fact:
    words = change_words(now, before)
    return Fact(
        label, f"{now:,}", words if now == before or not before else f"{words}, was {before:,}"
    )


def _nothing(figures: SalesFigures) -> Section:
    before = figures.previous_orders
    then = counted(before, "order") if before else "none either"
    return Section(
        "No orders",
        (f"No order counted in this period; {figures.previous.label} had {then}.",),
    )


def _ranking(shares: tuple[Share, ...], currency: str) -> tuple[str, ...]:
    """The ten largest and, so that the lines add up, all others together."""
    top = [share for share in shares if share.orders][:TOP]
    rest = [share for share in shares if share not in top]
    lines = [f"{rank}. {_share(share, currency)}" for rank, share in enumerate(top, start=1)]
    if rest:
        lines.append(_rest(rest, currency))
    return tuple(lines)


def _rest(shares: Sequence[Share], currency: str) -> str:
    now = sum(share.net_minor for share in shares)
    before = sum(share.previous_net_minor for share in shares)
    name = f"{counted(len(shares), 'other')}"
    if not any(share.orders for share in shares):
        return f"{name} had no order this time, {format_money(before, currency)} before"
    return f"{name}: {format_money(now, currency)}, {change_words(now, before)}"


def _share(share: Share, currency: str) -> str:
    net = format_money(share.net_minor, currency)
    name = shorten(share.name, NAME_LENGTH)
    change = change_words(share.net_minor, share.previous_net_minor)
    return f"{name}: {net}, {counted(share.orders, 'order')}, {change}"


def _other_currencies(figures: SalesFigures) -> tuple[Section, ...]:
    others = figures.currencies[1:]
    if not others:
        return ()
    lines = (
        _currency(currency, figures.totals[currency], figures.previous_totals[currency])
        for currency in others
    )
    return (Section("Other currencies (never added)", tuple(lines)),)


def _currency(currency: str, total: Total, before: Total) -> str:
    net = format_money(total.net_minor, currency)
    mean = format_money(total.average_minor, currency)
    words = change_words(total.net_minor, before.net_minor)
    return f"{currency}: {net} from {counted(total.orders, 'order')}, average {mean}, {words}"


def _trend(weeks: tuple[Week, ...], currency: str) -> tuple[str, ...]:
    written = [
        f"W{week.period.first.isocalendar().week} {format_money(week.net_minor, currency)}"
        f"{'' if week.complete else ' (so far)'}"
        for week in weeks
    ]
    half = len(written) // 2
    return (" · ".join(written[:half]), " · ".join(written[half:]), *_extremes(weeks, currency))


def _extremes(weeks: tuple[Week, ...], currency: str) -> tuple[str, ...]:
    """Name the best and the weakest of the complete weeks."""
    complete = [week for week in weeks if week.complete]
    if not any(week.orders for week in complete):
        return ()
    ends = (
        max(complete, key=lambda week: week.net_minor),
        min(complete, key=lambda week: week.net_minor),
    )
    named = (f"{week.period.label}, {format_money(week.net_minor, currency)}" for week in ends)
    return tuple(f"{word}: {name}." for word, name in zip(("Best", "Weakest"), named, strict=True))


def _leaders(heading: str, shares: tuple[Share, ...], currency: str) -> str:
    named = [
        f"{shorten(share.name, ALT_NAME_LENGTH)} {format_money(share.net_minor, currency)}"
        for share in shares[:ALT_NAMES]
        if share.orders
    ]
    return f"{heading}: {', '.join(named)}." if named else ""
