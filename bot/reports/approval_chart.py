"""The picture of a report on approvals: portrait, for a phone. Worker only."""

from collections.abc import Sequence
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure

from bot.reports.approval_figures import ApprovalFigures, Pace
from bot.reports.approval_words import hours, percent, title
from bot.reports.chart import (
    BLACK,
    BLUE,
    BOLD,
    DPI,
    GREY,
    HUGE,
    LARGE,
    LINE_COLUMNS,
    MARGIN,
    NAME_COLUMNS,
    NORMAL,
    ROW,
    ROWS,
    SMALL,
    TITLE_COLUMNS,
    WIDTH,
    Page,
    png,
)
from bot.reports.fonts import drawable, families, shortened
from bot.reports.summary import counted

HEADER = 2.15
PANEL_HEAD = 0.62
PANEL_FOOT = 0.3


def draw(figures: ApprovalFigures, *, workspace: str, zone: str) -> bytes | None:
    """Return a PNG, or None where nothing was decided."""
    if figures.whole is None or not figures.people:
        return None
    # A member may well be called "$x$": that is no formula.
    with mpl.rc_context({"text.parse_math": False, "font.family": list(families())}):
        return png(_figure(figures, figures.whole, workspace=workspace, zone=zone))


def _figure(figures: ApprovalFigures, whole: Pace, *, workspace: str, zone: str) -> Figure:
    panels = [("By step", figures.steps[:ROWS]), ("By approver", figures.people[:ROWS])]
    height = HEADER + sum(PANEL_HEAD + ROW * len(rows) + PANEL_FOOT for _, rows in panels)
    figure = Figure(figsize=(WIDTH, height), dpi=DPI, facecolor="white")
    page = Page(figure, height)
    _header(page, figures, whole, workspace=workspace, zone=zone)
    for heading, rows in panels:
        _panel(page, heading, rows)
    return figure


def _header(
    page: Page, figures: ApprovalFigures, whole: Pace, *, workspace: str, zone: str
) -> None:
    where = shortened(drawable(workspace, otherwise="Dealdesk"), NAME_COLUMNS)
    page.text(shortened(title(figures), TITLE_COLUMNS), left=MARGIN, down=0.2, size=LARGE, **BOLD)
    about = shortened(f"{figures.period.dates} · {zone} · {where}", LINE_COLUMNS)
    page.text(about, left=MARGIN, down=0.52, size=SMALL, color=GREY)
    page.text(hours(whole.median), left=MARGIN, down=0.85, size=HUGE, color=BLUE, **BOLD)
    before = figures.previous_whole
    was = f"was {hours(before.median)}" if before else "none before"
    page.text(
        f"median time to decide, {was}; nine of ten within {hours(whole.p90)}",
        left=MARGIN,
        down=1.36,
        size=SMALL,
        color=GREY,
    )
    page.text(
        f"{counted(whole.count, 'decision')} · {figures.waiting:,} waiting ·"
        f" {percent(figures.let_through, figures.sent)} let through at once",
        left=MARGIN,
        down=1.66,
        size=NORMAL,
        **BOLD,
    )
    page.take(HEADER)


def _panel(page: Page, heading: str, rows: Sequence[Pace]) -> None:
    """Draw the median as a bar below its name, and nine of ten as a line."""
    if not rows:
        return
    page.text(heading, left=MARGIN, down=0.05, size=NORMAL, **BOLD)
    legend = "Bar: the median; line: nine of ten are decided by then"
    page.text(legend, left=MARGIN, down=0.31, size=SMALL, color=GREY)
    axes = page.axes(left=MARGIN, above=PANEL_HEAD, height=ROW * len(rows))
    for row, pace in enumerate(rows):
        name = shortened(drawable(pace.name, otherwise=f"Approver {row + 1}"), NAME_COLUMNS)
        said = f"{hours(pace.median)} / {hours(pace.p90)}, {pace.count:,}×"
        place: dict[str, Any] = {
            "transform": axes.get_yaxis_transform(),
            "va": "center",
            "fontsize": SMALL,
        }
        axes.text(0, row + 0.25, name, ha="left", **place)
        axes.text(1, row + 0.25, said, ha="right", **place)
        axes.barh(row + 0.66, pace.median, height=0.34, color=BLUE)
        axes.plot([pace.p90] * 2, [row + 0.44, row + 0.88], color=BLACK, linewidth=2.5)
    axes.set_xlim(0, max(0.01, *(pace.p90 for pace in rows)) * 1.01)
    axes.set_ylim(len(rows), 0)
    axes.axis("off")
    page.take(PANEL_HEAD + ROW * len(rows) + PANEL_FOOT)
