"""Interactions: what was said between the team and a customer."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.domain.errors import UserError

SUMMARY_LENGTH = 3_000
OUTCOME_LENGTH = 300


class InteractionKind(StrEnum):
    CALL = "call"
    EMAIL = "e-mail"
    CHAT = "chat"
    MEETING = "meeting"
    NOTE = "note"


class Direction(StrEnum):
    INBOUND = "from the customer"
    OUTBOUND = "to the customer"
    NONE = "internal"


@dataclass(frozen=True, slots=True)
class SourceMessage:
    """The Slack message an interaction was made from."""

    channel: str
    ts: str
    permalink: str | None = None


@dataclass(frozen=True, slots=True)
class InteractionDetails:
    """What is logged. `happened_at` is UTC; `follow_up_on` a date in the rep's own zone."""

    customer_id: int
    kind: InteractionKind
    direction: Direction
    happened_at: datetime
    summary: str
    outcome: str | None = None
    contact_id: int | None = None
    follow_up_on: date | None = None
    source: SourceMessage | None = None


@dataclass(frozen=True, slots=True)
class Interaction:
    id: int
    details: InteractionDetails
    customer: str
    rep_id: int
    rep: str
    contact: str | None = None
    follow_up_done_at: datetime | None = None


def check(details: InteractionDetails, *, today: date, now: datetime) -> None:
    """Raise UserError when this cannot have happened, or says nothing.

    `today` is the rep's own date.
    """
    if not details.summary.strip():
        raise UserError("Say in a sentence what it was about.")
    if len(details.summary) > SUMMARY_LENGTH:
        raise UserError(f"A summary takes at most {SUMMARY_LENGTH} characters.")
    if details.happened_at > now:
        raise UserError("This lies in the future. Log it when it has happened, or set a follow-up.")
    if details.follow_up_on is not None and details.follow_up_on < today:
        raise UserError("The follow-up lies in the past. Choose today or a later day.")
