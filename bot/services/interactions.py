"""Interactions: written down, guessed from a message, followed up."""

import re
from datetime import date, datetime

from sqlalchemy.orm import Session

from bot.domain import interactions as rules
from bot.domain.errors import InvalidFields, NotFound
from bot.domain.interactions import AlreadyLogged, Interaction, InteractionDetails
from bot.domain.people import Actor, Role, demand
from bot.store import audit, customers, homes, interactions, search

# What teams put before a customer's name when they name its channel.
CHANNEL_WORDS = re.compile(
    r"^(?:(?:customer|client|account|acct|acc|cust|ext|external|shared|sales|deal|proj|project)"
    r"[-_]+)+|(?:[-_]+(?:ext|external|shared|sales|team|support|internal|deal))+$"
)
# How surely a channel's or an author's name must match before it counts as a guess.
SURE = 0.9


def log(
    session: Session, details: InteractionDetails, *, by: Actor, at: datetime, today: date
) -> Interaction:
    """Write down what happened; `today` is the date where the rep is.

    Raises InvalidFields by the names of the details, AlreadyLogged, or NotFound.
    """
    demand(by, Role.REP, "log interactions")
    rules.check(details, today=today, now=at)
    customer = customers.get(session, details.customer_id)
    if details.contact_id is not None:
        contact = customers.get_contact(session, details.contact_id)
        if contact.customer_id != customer.id:
            raise InvalidFields(
                {
                    "contact_id": f"{contact.name} belongs to another customer."
                    f" Choose a contact of {customer.name}, or leave this empty."
                }
            )
    if details.source and (earlier := interactions.by_source(session, details.source)):
        raise AlreadyLogged(earlier)
    logged = interactions.add(session, details, rep_id=by.member_id, at=at)
    homes.follow(session, member_ids=(by.member_id,))
    audit.record(
        session,
        audit.Verb.INTERACTION_LOGGED,
        by=by,
        at=at,
        interaction_id=logged.id,
        customer_id=customer.id,
        kind=details.kind,
        follow_up_on=details.follow_up_on,
    )
    return logged


def finish_follow_up(
    session: Session, interaction_id: int, *, by: Actor, at: datetime
) -> Interaction:
    """Mark a follow-up as done; once it is, saying so again changes nothing."""
    demand(by, Role.REP, "close follow-ups")
    logged = interactions.get(session, interaction_id)
    if logged.details.follow_up_on is None:
        raise NotFound("There is nothing to follow up here. `/log` can set a date for it.")
    if interactions.finish_follow_up(session, interaction_id, at=at):
        homes.follow(session, member_ids=(logged.rep_id,))
        audit.record(
            session,
            audit.Verb.FOLLOW_UP_DONE,
            by=by,
            at=at,
            interaction_id=interaction_id,
            customer_id=logged.details.customer_id,
        )
    return interactions.get(session, interaction_id)


def guess_customer(
    session: Session,
    *,
    text: str,
    channel: str,
    channel_name: str | None = None,
    author_name: str | None = None,
) -> tuple[int, str] | None:
    """Guess whom a message is about; return the customer's id and what gave it away.

    The words come first, since they name somebody; then the channel by its name,
    the author as a contact, and for whom this channel was last logged.
    """
    spoken = search.mentioned(session, text)
    if spoken:
        return spoken[0].id, "the message's words"
    if channel_name and (found := _surely(session, _customer_words(channel_name))):
        return found, "the channel's name"
    if author_name and (found := _surely(session, author_name)):
        return found, "the author's name"
    last = interactions.last_customer_of_channel(session, channel)
    return (last, "the last message that was logged from this channel") if last else None


def _customer_words(channel_name: str) -> str:
    """Return what of a channel's name may be a customer: "ext-acme-tools" is "acme tools"."""
    return re.sub(r"[-_]+", " ", CHANNEL_WORDS.sub("", channel_name)).strip()


def _surely(session: Session, words: str) -> int | None:
    found = search.find(session, words, 2)
    sure = [match for match in found if match.score >= SURE]
    return sure[0].id if len(sure) == 1 else None
