"""The picture of a sales report: portrait, for a phone. Worker only."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import matplotlib as mpl
from babel.numbers import (
    format_compact_currency,
    format_compact_decimal,
    get_currency_symbol,
)
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from bot.domain.money import LOCALE, format_money, to_decimal
from bot.reports.change import change_words
from bot.reports.figures import SalesFigures, Share, Week
from bot.reports.fonts import drawable, families, shortened
from bot.reports.summary import counted, title

# Inches and dots: 1080 pixels wide, what a phone shows without scaling.
WIDTH = 7.2
DPI = 150
MARGIN = 0.3
HEADER = 2.15
TREND = 2.75
PANEL_HEAD = 0.62
PANEL_FOOT = 0.3
ROW = 0.5
ROWS = 6
NAME_COLUMNS = 34
TITLE_COLUMNS = 42
LINE_COLUMNS = 66
SMALL, NORMAL, LARGE, HUGE = 12, 13.5, 17, 27
# What is bold is ours and the currency's; names keep to the fonts that have every letter.
BOLD = {"weight": "bold", "family": "DejaVu Sans"}

# The order of the palette of Okabe and Ito, which colour-blind people tell apart.
BLACK, _, SKY, _, _, BLUE, VERMILION, _ = map(to_hex, mpl.color_sequences["okabe_ito"])
GREY = "#5b5b5b"
PALE = "#d9d9d9"


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of a panel; the others together have no bar, which would dwarf every other."""

    name: str
    now: int
    before: int
    is_rest: bool = False


def draw(figures: SalesFigures, *, workspace: str, zone: str) -> bytes | None:
    """Return a PNG of the main currency, or None where twelve weeks had no order at all."""
    if not figures.currencies:
        return None
    # A customer may well be called "$x$": that is no formula.
    with mpl.rc_context({"text.parse_math": False, "font.family": list(families())}):
        return png(_figure(figures, workspace=workspace, zone=zone))


def png(figure: Figure) -> bytes:
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png")
    return buffer.getvalue()


def _figure(figures: SalesFigures, *, workspace: str, zone: str) -> Figure:
    currency = figures.currencies[0]
    panels = [
        (heading, bars)
        for heading, dimension in (("By rep", "rep"), ("By product", "product"))
        if (bars := _bars(figures.shares[dimension, currency], dimension))
    ]
    height = HEADER + TREND + sum(_height(bars) for _, bars in panels)
    figure = Figure(figsize=(WIDTH, height), dpi=DPI, facecolor="white")
    page = Page(figure, height)
    _header(page, figures, workspace=workspace, zone=zone)
    _trend(page, figures, currency)
    for heading, bars in panels:
        _panel(page, heading, bars, currency)
    return figure


class Page:
    """Places things from the top downwards, in inches."""

    def __init__(self, figure: Figure, height: float) -> None:
        self._figure = figure
        self._height = height
        self._used = 0.0

    def text(self, words: str, *, left: float, down: float, size: float, **style: Any) -> None:
        """Write `down` inches below what was taken, `left` inches from the edge."""
        top = 1 - (self._used + down) / self._height
        self._figure.text(left / WIDTH, top, words, fontsize=size, va="top", **style)

    def axes(self, *, left: float, above: float, height: float) -> Axes:
        """Make axes `above` inches below what was taken, as wide as the page allows."""
        bottom = 1 - (self._used + above + height) / self._height
        width = 1 - (left + MARGIN) / WIDTH
        return self._figure.add_axes((left / WIDTH, bottom, width, height / self._height))

    def take(self, inches: float) -> None:
        self._used += inches


def _header(page: Page, figures: SalesFigures, *, workspace: str, zone: str) -> None:
    currency = figures.currencies[0]
    total, before = figures.totals[currency], figures.previous_totals[currency]
    heading = shortened(drawable(f"{title(figures)}", otherwise="Sales"), TITLE_COLUMNS)
    where = shortened(drawable(workspace, otherwise="Dealdesk"), NAME_COLUMNS)
    page.text(heading, left=MARGIN, down=0.2, size=LARGE, **BOLD)
    page.text(
        shortened(f"{figures.period.dates} · {zone} · {where}", LINE_COLUMNS),
        left=MARGIN,
        down=0.52,
        size=SMALL,
        color=GREY,
    )
    net = format_money(total.net_minor, currency)
    page.text(net, left=MARGIN, down=0.85, size=HUGE, color=BLUE, **BOLD)
    change = change_words(total.net_minor, before.net_minor)
    page.text(
        f"net revenue in {currency}, {change} (before: {figures.previous.label})",
        left=MARGIN,
        down=1.36,
        size=SMALL,
        color=GREY,
    )
    share = "" if total.orders == figures.orders else f" ({total.orders:,} in {currency})"
    customers = f"{counted(figures.customers.active, 'customer')}, {figures.customers.new:,} new"
    page.text(
        f"{counted(figures.orders, 'order')}{share} · {customers}",
        left=MARGIN,
        down=1.66,
        size=NORMAL,
        **BOLD,
    )
    page.take(HEADER)


def _trend(page: Page, figures: SalesFigures, currency: str) -> None:
    weeks = figures.trends[currency]
    page.text(f"Net revenue by week, {currency}", left=MARGIN, down=0.05, size=NORMAL, **BOLD)
    page.text(_legend(weeks), left=MARGIN, down=0.31, size=SMALL, color=GREY)
    axes = page.axes(left=0.95, above=0.65, height=TREND - 1.25)
    amounts = [float(to_decimal(week.net_minor, currency)) for week in weeks]
    places = range(len(weeks))
    drawn = axes.bar(places, amounts, color=[_shade(week, figures) for week in weeks], width=0.75)
    for rectangle, week in zip(drawn, weeks, strict=True):
        if not week.complete:
            rectangle.set(hatch="///", edgecolor="white")
    axes.set_xticks(places, [f"W{week.period.first.isocalendar().week}" for week in weeks])
    _money_axis(axes, amounts, currency)
    page.take(TREND)


def _legend(weeks: Sequence[Week]) -> str:
    hatched = "; hatched: not a full week" if not weeks[-1].complete else ""
    return f"Dark: in this period{hatched}"


def _shade(week: Week, figures: SalesFigures) -> str:
    inside = week.period.last >= figures.period.first
    return BLUE if inside else SKY


def _money_axis(axes: Axes, amounts: Sequence[float], currency: str) -> None:
    """Label the axis in thousands or millions where the amounts are such."""
    lowest, highest = min(0.0, *amounts), max(0.0, *amounts)
    ticks = MaxNLocator(nbins=3, steps=[1, 2, 2.5, 5, 10]).tick_values(lowest, highest or 1.0)
    axes.set_yticks(ticks, [_tick(tick, currency) for tick in ticks])
    axes.set_ylim(ticks[0] if lowest < 0 else 0, ticks[-1])
    axes.axhline(0, color=GREY, linewidth=1)
    axes.grid(visible=True, axis="y", color=PALE)
    axes.set_axisbelow(True)
    axes.tick_params(labelsize=SMALL, length=0)
    axes.spines[:].set_visible(False)


def _tick(amount: float, currency: str) -> str:
    """Write $1.5K; a currency without a short sign goes by the heading alone."""
    if len(get_currency_symbol(currency, LOCALE)) > 1:
        return format_compact_decimal(amount, locale=LOCALE, fraction_digits=1)
    return format_compact_currency(amount, currency, locale=LOCALE, fraction_digits=1)


def _bars(shares: Sequence[Share], dimension: str) -> list[Bar]:
    """The largest, and the others as one bar, so that the bars add up."""
    named = [share for share in shares if share.orders][:ROWS]
    rest = [share for share in shares if share not in named]
    bars = [
        Bar(
            shortened(drawable(share.name, otherwise=f"{dimension.title()} {rank}"), NAME_COLUMNS),
            share.net_minor,
            share.previous_net_minor,
        )
        for rank, share in enumerate(named, start=1)
    ]
    if named and rest:
        now = sum(share.net_minor for share in rest)
        before = sum(share.previous_net_minor for share in rest)
        bars.append(Bar(counted(len(rest), "other"), now, before, True))
    return bars


def _panel(page: Page, heading: str, bars: Sequence[Bar], currency: str) -> None:
    """Draw each bar below its name, so that a long name costs no width."""
    page.text(heading, left=MARGIN, down=0.05, size=NORMAL, **BOLD)
    page.text("Line: the period before", left=MARGIN, down=0.31, size=SMALL, color=GREY)
    axes = page.axes(left=MARGIN, above=PANEL_HEAD, height=ROW * len(bars))
    for row, bar in enumerate(bars):
        _row_label(axes, bar, row + 0.25, currency)
        if not bar.is_rest:
            _bar(axes, bar, row + 0.66)
    reach = [figure for bar in bars if not bar.is_rest for figure in (bar.now, bar.before)]
    axes.set_xlim(min(0, *reach), max(1, *reach) * 1.01)
    axes.set_ylim(len(bars), 0)
    axes.axis("off")
    page.take(_height(bars))


def _height(bars: Sequence[Bar]) -> float:
    return PANEL_HEAD + ROW * len(bars) + (0.0 if bars[-1].is_rest else PANEL_FOOT)


def _bar(axes: Axes, bar: Bar, place: float) -> None:
    axes.barh(place, bar.now, height=0.34, color=BLUE if bar.now >= 0 else VERMILION)
    if bar.before:
        axes.plot([bar.before] * 2, [place - 0.22, place + 0.22], color=BLACK, linewidth=2.5)


def _row_label(axes: Axes, bar: Bar, place: float, currency: str) -> None:
    style: dict[str, Any] = {
        "transform": axes.get_yaxis_transform(),
        "va": "center",
        "fontsize": SMALL,
    }
    style["color"] = GREY if bar.is_rest else "black"
    axes.text(0, place, bar.name, ha="left", **style)
    axes.text(1, place, format_money(bar.now, currency), ha="right", **style)
