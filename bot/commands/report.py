"""`/report weekly-sales last month`: a report now; `schedule` and `list` for those that come."""

from bot.blocks import reports as report_blocks
from bot.blocks.text import inert
from bot.commands.command import Command
from bot.commands.suggest import suggest
from bot.domain.errors import UserError
from bot.edge import Answer, Call, OpenForm, Reply
from bot.reports import ALL, TITLES, USUAL
from bot.services import reports
from bot.store import runs, schedules

OWN_WORDS = ("help", "list", "schedule")


def report(call: Call, text: str) -> Answer:
    words = text.split()
    match [word.casefold() for word in words[:1]]:
        case ["help"]:
            return usage()
        case ["schedule"]:
            return OpenForm(
                report_blocks.schedule_form(
                    titles=TITLES, zone=call.workspace.zone, channel=call.channel
                )
            )
        case ["list"]:
            return listed(call)
        case _:
            return _asked(call, words)


def _asked(call: Call, words: list[str]) -> Reply:
    """Make the report; a lone word that is no period may be a slip for one of our own."""
    name, period = _split(words)
    try:
        return run(call, name, period)
    except UserError as refused:
        meant = suggest(words[0], OWN_WORDS) if len(words) == 1 else None
        if meant is None:
            raise
        return Reply(f":warning: {inert(str(refused))} Or did you mean `/report {meant}`?")


def run(call: Call, name: str, period: str) -> Reply:
    """Make a report for whoever asks; it comes to their messages with Dealdesk."""
    what = reports.ask(
        call.session,
        report=name,
        period=period,
        destination=call.actor.slack_id,
        by=call.actor,
        at=call.now,
    )
    return Reply(
        f"*{TITLES[name]}* for {what} is on its way to your messages with Dealdesk."
        " From there you can share it to a channel."
    )


def listed(call: Call) -> Reply:
    """List the reports that come by themselves, and those that can be asked for."""
    active = schedules.active(call.session)
    blocks = report_blocks.schedule_list(
        active, titles=TITLES, outcomes=runs.last_outcomes(call.session)
    )
    names = ", ".join(f"`/report {name}`" for name in ALL)
    return Reply(f"{len(active)} scheduled. To have one now: {names}.", blocks)


def usage() -> Reply:
    lines = "\n".join(f"`{what}`: {does}" for what, does in COMMAND.usages)
    return Reply(f"*{COMMAND.summary}*\n{lines}")


def _split(words: list[str]) -> tuple[str, str]:
    """Tell the report's name, if one is given or nearly so, from the period."""
    if not words:
        return USUAL, ""
    first = words[0].casefold()
    if first in ALL:
        return first, " ".join(words[1:])
    parts = [name for name in ALL if first in name.split("-")]
    name = parts[0] if parts else suggest(first, ALL)
    return (name, " ".join(words[1:])) if name else (USUAL, " ".join(words))


def _opens_form(text: str) -> bool:
    return text.casefold().split()[:1] == ["schedule"]


COMMAND = Command(
    name="/report",
    summary="Reports on sales and approvals, now or on schedule",
    usages=(
        ("/report [name] [period]", "makes a report, such as `/report last month`"),
        ("/report schedule", "lets a report come to a channel by itself"),
        ("/report list", "shows what comes by itself, and what there is"),
    ),
    handler=report,
    opens_form=_opens_form,
)
