"""The step of workflows that makes a report, as manifest.yml describes it."""

import re

from bot.blocks.text import passed_on
from bot.domain.errors import UserError
from bot.edge import Call, Complete, Edge, StepRun
from bot.reports import TITLES, USUAL
from bot.services import reports

RUN = "run_report"
CHANNEL = re.compile(r"[CG][A-Z0-9]{2,30}")


def register(edge: Edge) -> None:
    edge.function(
        RUN, run_report, inputs=("report", "period", "channel"), outputs=("report", "period")
    )


def run_report(call: Call, run: StepRun) -> Complete:
    """Ask for a report, and go on: it is posted once it is drawn."""
    name, channel = run.text("report") or USUAL, run.text("channel")
    if name not in TITLES:
        raise UserError(f"There is no report “{name}”. There is {', '.join(TITLES)}.")
    if not CHANNEL.fullmatch(channel):
        raise UserError("Choose in the step the channel in which the report is to be posted.")
    period = reports.ask(
        call.session,
        report=name,
        period=run.text("period"),
        destination=channel,
        by=call.actor,
        at=call.now,
    )
    return Complete({"report": TITLES[name], "period": passed_on(period)})
