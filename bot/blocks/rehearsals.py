"""What a draft of the policy would have asked of past orders, in lines."""

from collections.abc import Iterable, Iterator, Mapping

from slack_sdk.models.blocks import SectionBlock
from slack_sdk.models.views import View

from bot.domain.rehearsals import Rehearsal, Way

MOST_CHANGES = 20
TEXT_LENGTH = 2_900


def result(lines: Iterable[str]) -> View:
    """Show what came of it, above the rules that were tried."""
    text = "\n".join(_marked(lines))
    if len(text) > TEXT_LENGTH:
        # Whole lines: a cut inside one could leave a mark without its end.
        text = text[:TEXT_LENGTH].rsplit("\n", 1)[0] + "\n…"
    return View(
        type="modal",
        title="On past orders",
        close="Back",
        blocks=[SectionBlock(text=text, expand=True)],
    )


def _marked(lines: Iterable[str]) -> Iterator[str]:
    """Set off headings, what is listed and what follows, which a terminal shows by indents."""
    before = None
    for line in lines:
        heading, listed = line.endswith(":"), line.startswith("  ")
        if before is not None and (heading or (before.startswith("  ") and not listed)):
            yield ""
        yield f"*{line}*" if heading else f"• {line.strip()}" if listed else line
        before = line


def told(played: Rehearsal, names: Mapping[int, str], days: int) -> Iterator[str]:
    """Say what came of it, a line each; `names` are by member id, fit for where it is shown."""
    if not played.orders:
        yield f"No order was sent in the last {days} days, so there is nothing to rehearse."
        return
    counted = "1 order" if played.orders == 1 else f"{played.orders:,} orders"
    yield f"{counted} of the last {days} days, with the team as it is today:"
    yield f"Let through at once: {played.let_through_before:,} → {played.let_through_after:,}"
    yield f"Would change hands: {len(played.changes):,}"
    yield from _waits(played)
    moved = [load for load in played.loads if load.before != load.after]
    yield "Queues:" if moved else "Nobody's queue grows or shrinks."
    for load in moved:
        name = names.get(load.member_id, "Somebody who left")
        grows = load.after - load.before
        yield f"  {name}: {load.before:,} → {load.after:,} ({grows:+,})"
    if played.without_history:
        said = ", ".join(sorted(names.get(each, "somebody") for each in played.without_history))
        yield f"Never decided yet, so the pace of the others stands in: {said}"
    if played.rebuilt:
        yield (
            f"The facts of {played.rebuilt:,} orders were not kept when they were sent: they are"
            " worked out from the customers of today, and what they owed then is not known."
        )
    if played.changes:
        yield "These would go another way:"
    for change in played.changes[:MOST_CHANGES]:
        yield f"  Order {change.number}: {_way(change.before, names)} → {_way(change.after, names)}"
    if len(played.changes) > MOST_CHANGES:
        yield f"  … and {len(played.changes) - MOST_CHANGES:,} more"


def _waits(played: Rehearsal) -> Iterator[str]:
    if {played.before, played.after} != {None}:
        was, now = _hours(played.before), _hours(played.after)
        yield f"Median wait by everybody's usual pace: {was} → {now}"
    if played.waited is not None:
        yield f"Median wait as it really was: {_hours(played.waited)}"


def _way(way: Way, names: Mapping[int, str]) -> str:
    if way.lets_through:
        return "at once"
    steps = (
        "/".join(sorted(names.get(each, "?") for each in people)) or "nobody"
        for people in way.people
    )
    return ", then ".join(steps)


def _hours(hours: float | None) -> str:
    if hours is None:
        return "not known"
    return f"{round(hours * 60)} min" if hours < 1 else f"{hours:,.1f} h"
