"""What the form of an interaction starts with: blank, for somebody, or from a message."""

from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from bot.blocks.incoming import people_in, readable
from bot.blocks.interactions import MOST_CHOICES, LogForm
from bot.blocks.order_words import fitting
from bot.domain.interactions import Direction, InteractionKind, SourceMessage
from bot.services.interactions import guess_customer
from bot.store import customers, members, search


def blank(*, at: datetime) -> LogForm:
    return LogForm(at)


def for_customer(session: Session, customer_id: int, *, at: datetime) -> LogForm:
    """Start with a customer chosen; raises NotFound."""
    return LogForm(at, customer=(customer_id, customers.get(session, customer_id).name))


def for_typed(session: Session, typed: str, *, at: datetime) -> LogForm:
    """Start with whom `typed` means, or with a choice of those it may mean."""
    if not typed.strip():
        return blank(at=at)
    matches = search.find(session, typed, MOST_CHOICES)
    said = fitting(typed, 200)
    match matches:
        case []:
            return LogForm(
                at,
                note=f":warning: No customer matches “{said}”."
                " Type another part of the name below, or add them with `/customer new`.",
            )
        case [only]:
            return LogForm(at, customer=(only.id, only.name))
        case several:
            return LogForm(
                at,
                choices=[(each.id, each.name) for each in several],
                note=f"Several customers match “{said}”. Choose one below.",
            )


def for_message(
    session: Session,
    source: SourceMessage,
    text: str,
    *,
    author: str | None = None,
    author_name: str | None = None,
    channel_name: str | None = None,
) -> LogForm:
    """Start with a message's words, and with the customer whom it seems to be about.

    `author` is a Slack user id. What a colleague wrote counts as said to the customer,
    what anybody else wrote as said by them; the person may choose otherwise.
    """
    colleague = members.by_slack_id(session, author) if author else None
    words = readable(text, _names(session, text))
    guess = guess_customer(
        session,
        text=words,
        channel=source.channel,
        channel_name=channel_name,
        author_name=None if colleague else author_name,
    )
    form = LogForm(
        datetime.fromtimestamp(float(source.ts), UTC),
        kind=InteractionKind.CHAT,
        direction=Direction.OUTBOUND if colleague else Direction.INBOUND,
        summary=words.strip(),
        source=source,
    )
    if guess is None:
        return form
    customer_id, why = guess
    return replace(
        form,
        customer=(customer_id, customers.get(session, customer_id).name),
        note=f"The customer is a guess by {why}; choose another where it is wrong.",
    )


def _names(session: Session, text: str) -> dict[str, str]:
    """Return the names of the members whom a text mentions, by Slack id."""
    known = {each: members.by_slack_id(session, each) for each in set(people_in(text))}
    return {each: member.name for each, member in known.items() if member is not None}
