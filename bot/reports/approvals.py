"""Approvals of a week, or of any period: how long they take, where they wait, and why not."""

from datetime import date

from bot.domain.periods import Period
from bot.domain.reports import RenderedReport
from bot.reports.report import Report, ReportRequest


def first_day(period: Period) -> date:
    """The first day the report looks at: that of the period before."""
    return period.previous().first


def render(request: ReportRequest) -> RenderedReport:
    """Work out and draw the report. Imports matplotlib: for the worker process."""
    from bot.reports import approval_words as words
    from bot.reports.approval_chart import draw
    from bot.reports.approval_figures import approval_figures

    figures = approval_figures(request)
    stem = f"{request.report}-{figures.period.first}-to-{figures.period.last}"
    return RenderedReport(
        name=request.report,
        title=words.title(figures),
        period_text=words.period_text(figures, zone=request.zone),
        facts=words.facts(figures),
        summary=words.sections(figures),
        alt_text=words.alt_text(figures),
        png=draw(figures, workspace=request.workspace, zone=request.zone),
        png_name=f"{stem}.png",
        csv=words.to_csv(figures),
        csv_name=f"{stem}.csv",
    )


APPROVALS = Report(
    name="approvals",
    title="Approvals",
    description="How long approvals take by step and approver, the bottleneck, and why orders fail",
    default_period="last week",
    lookback=first_day,
    render=render,
)
