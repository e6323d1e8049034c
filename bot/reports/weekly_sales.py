"""Sales of a week, or of any period: revenue, customers, reps, products, and the trend."""

from datetime import date

from bot.domain.periods import Period, weeks_to
from bot.domain.reports import RenderedReport
from bot.reports.report import Report, ReportRequest


def first_day(period: Period) -> date:
    """The first day the report looks at: the period before, or the trend's first Monday."""
    return min(period.previous().first, weeks_to(period)[0].first)


def render(request: ReportRequest) -> RenderedReport:
    """Work out and draw the report. Imports pandas and matplotlib: for the worker process."""
    from bot.reports import summary
    from bot.reports.chart import draw
    from bot.reports.figures import sales_figures
    from bot.reports.table import to_csv

    figures = sales_figures(request)
    stem = f"{request.report}-{figures.period.first}-to-{figures.period.last}"
    return RenderedReport(
        name=request.report,
        title=summary.title(figures),
        period_text=summary.period_text(figures, zone=request.zone),
        facts=summary.facts(figures),
        summary=summary.sections(figures),
        alt_text=summary.alt_text(figures),
        png=draw(figures, workspace=request.workspace, zone=request.zone),
        png_name=f"{stem}.png",
        csv=to_csv(figures),
        csv_name=f"{stem}.csv",
    )


WEEKLY_SALES = Report(
    name="weekly-sales",
    title="Weekly sales",
    description="Revenue, orders, customers, reps and products, against the period before",
    default_period="last week",
    lookback=first_day,
    render=render,
)
