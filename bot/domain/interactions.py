"""Interactions: what was said between the team and a customer."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.domain.errors import InvalidFields, UserError

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
    """An interaction as stored. `happened_at` is when it took place, `logged_at` when it was
    written down; both are UTC.
    """

    id: int
    details: InteractionDetails
    customer: str
    rep_id: int
    rep: str
    logged_at: datetime
    rep_slack_id: str | None = None
    contact: str | None = None
    follow_up_done_at: datetime | None = None

    @property
    def awaits_follow_up(self) -> bool:
        return self.details.follow_up_on is not None and self.follow_up_done_at is None


def check(details: InteractionDetails, *, today: date, now: datetime) -> None:
    """Raise InvalidFields, by the names of the details, when this cannot have happened.

    `today` is the rep's own date.
    """
    wrong = {}
    if not details.summary.strip():
        wrong["summary"] = "Say in a sentence what it was about."
    if len(details.summary) > SUMMARY_LENGTH:
        wrong["summary"] = f"A summary takes at most {SUMMARY_LENGTH} characters."
    if len(details.outcome or "") > OUTCOME_LENGTH:
        wrong["outcome"] = f"An outcome takes at most {OUTCOME_LENGTH} characters."
    if details.happened_at > now:
        wrong["happened_at"] = (
            "This lies in the future. Log it when it has happened, or set a follow-up."
        )
    if details.follow_up_on is not None and details.follow_up_on < today:
        wrong["follow_up_on"] = "The follow-up lies in the past. Choose today or a later day."
    if wrong:
        raise InvalidFields(wrong)


class AlreadyLogged(UserError):
    """The message is in the CRM already; `interaction` is what it became."""

    def __init__(self, interaction: Interaction) -> None:
        self.interaction = interaction
        super().__init__(
            f"{interaction.rep} has already logged this message for {interaction.customer},"
            f" on {interaction.logged_at:%d %b %Y at %H:%M} UTC."
        )
