"""One line of what happened with a customer: orders and interactions."""

from datetime import date

from slack_sdk.models.blocks import Block, ButtonElement, SectionBlock

from bot.blocks import ids
from bot.blocks.order_button import Place, value
from bot.blocks.order_words import STATUS_MARKS, fitting, named
from bot.blocks.text import day, day_of, moment, money
from bot.domain.customer_cards import TimelineEntry
from bot.domain.interactions import Direction, Interaction, InteractionKind
from bot.domain.orders import Order

KIND_MARKS = {
    InteractionKind.CALL: ":telephone_receiver:",
    InteractionKind.EMAIL: ":email:",
    InteractionKind.CHAT: ":speech_balloon:",
    InteractionKind.MEETING: ":handshake:",
    InteractionKind.NOTE: ":memo:",
}
# Nobody meets "to" somebody, and a note is on them.
JOINING = {InteractionKind.MEETING: "with", InteractionKind.NOTE: "on"}
DIRECTIONS = {Direction.INBOUND: "from", Direction.OUTBOUND: "to", Direction.NONE: "with"}
SUMMARY_SHOWN = 240
OUTCOME_SHOWN = 120
ON_CARD, ON_HOME = "card", "home"


def entry(shown: TimelineEntry, *, today: date) -> Block:
    """Draw one entry; `today` is the reader's own date, to tell what is overdue."""
    if isinstance(shown, Order):
        whose = named(shown.requested_by_slack_id, shown.requested_by)
        return SectionBlock(
            text=f"{STATUS_MARKS[shown.status]} *Order {shown.number}* · "
            f"{money(shown.total_minor, shown.currency)} · {shown.status}\n"
            f"{day_of(shown.ordered_at)} · {whose}",
            accessory=ButtonElement(
                text="Open", action_id=ids.OPEN_ORDER, value=value(shown, Place.CARD)
            ),
        )
    text = "\n".join(_interaction(shown, today))
    if not shown.awaits_follow_up:
        return SectionBlock(text=text)
    return SectionBlock(text=text, accessory=follow_up_button(shown, ON_CARD))


def follow_up_button(logged: Interaction, where: str) -> ButtonElement:
    """`where` it stands says what its answer replaces: ON_CARD or ON_HOME."""
    return ButtonElement(text="Done", action_id=ids.FOLLOW_UP_DONE, value=f"{where}:{logged.id}")


def told_in_words(logged: Interaction) -> str:
    """Write "Call from Anna" or "Meeting with the customer", for heads of entries and forms."""
    details = logged.details
    kind = details.kind.capitalize()
    joined = JOINING.get(details.kind, DIRECTIONS[details.direction])
    if logged.contact:
        return f"{kind} {joined} {fitting(logged.contact, 100)}"
    if details.kind is InteractionKind.NOTE or details.direction is Direction.NONE:
        return kind
    return f"{kind} {joined} the customer"


def follow_up_words(logged: Interaction, *, today: date) -> str | None:
    """Say when to follow up, and whether that is late or done; None without a date."""
    due = logged.details.follow_up_on
    if due is None:
        return None
    if logged.follow_up_done_at is not None:
        return f":heavy_check_mark: followed up {moment(logged.follow_up_done_at)}"
    if due < today:
        return f":rotating_light: *follow-up overdue since {day(due)}*"
    return f":alarm_clock: follow up {'today' if due == today else f'on {day(due)}'}"


def _interaction(logged: Interaction, today: date) -> list[str]:
    details = logged.details
    what = f"{KIND_MARKS[details.kind]} *{told_in_words(logged)}*"
    lines = [
        f"{what} · {moment(details.happened_at)} · {named(logged.rep_slack_id, logged.rep)}",
        fitting(details.summary, SUMMARY_SHOWN),
    ]
    if details.outcome:
        lines.append(f"→ {fitting(details.outcome, OUTCOME_SHOWN)}")
    follow_up = follow_up_words(logged, today=today)
    if follow_up:
        lines.append(follow_up)
    if details.source and details.source.permalink:
        lines.append(f"<{details.source.permalink}|Message in Slack>")
    return lines
