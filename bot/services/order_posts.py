"""Where an order is shown: the cards in channels and direct messages, kept true."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.blocks import nudges
from bot.blocks import orders as order_blocks
from bot.blocks.passing import asked_text, opinion_card
from bot.blocks.posts import TEXT_LENGTH, as_dicts, post
from bot.blocks.revisions import changed_text
from bot.domain import awaiting, deciding
from bot.domain.awaiting import Awaited
from bot.domain.backgrounds import Background
from bot.domain.orders import Order, OrderMove, OrderStatus
from bot.domain.people import Actor, Member
from bot.domain.posts import opinion_subject, order_subject
from bot.domain.revisions import Diff
from bot.services import edition_views, workflow_waits
from bot.store import backgrounds, orders, outbox, rosters, workspaces

ASKED = "asked"
REMINDED, OVERDUE, ESCALATED = "reminded", "overdue", "escalated"


def awaited(session: Session, order: Order, *, at: datetime) -> Awaited:
    """Return for whom the order waits now: never those to whom it is their own."""
    if order.asked is None:
        return Awaited()
    return awaiting.awaited(order, rosters.current(session, at=at))


def ask(session: Session, order: Order, *, at: datetime) -> None:
    """Post the card to the approvers' channel, or to each approver where there is none."""
    if order.asked is None:
        return
    roster = rosters.current(session, at=at)
    channel = workspaces.get(session).approvals_channel
    people = roster.reachable(deciding.deciders(order, roster))
    waits = awaiting.awaited(order, roster)
    for destination in [channel] if channel else [str(person.slack_id) for person in people]:
        _post(session, order, ASKED, destination, waits, at=at)


def ask_besides(
    session: Session,
    order: Order,
    besides: tuple[Member, ...],
    *,
    at: datetime,
    in_person: bool = False,
) -> None:
    """Send the card to people who are asked only now, unless a channel shows it to all.

    What is meant for them in person comes to them all the same.
    """
    if workspaces.get(session).approvals_channel and not in_person:
        return
    waits = awaited(session, order, at=at)
    for person in besides:
        if person.slack_id is not None:
            _post(session, order, ASKED, person.slack_id, waits, at=at)


def ask_opinion(
    session: Session, order: Order, to: Member, *, by: Actor, at: datetime, words: str | None
) -> None:
    """Send somebody the order with a button to say what they think of it."""
    if to.slack_id is None:
        return
    text, waits = asked_text(order, by, words), awaited(session, order, at=at)
    outbox.add(
        session,
        post(
            f"{order_subject(order.id)}:opinion:{order.revision}:{to.slack_id}",
            to.slack_id,
            f"{text} {order_blocks.posted_text(order, waits)}",
            opinion_card(order, waits, asked=text),
            subject=opinion_subject(order.id),
            revision=order.revision,
        ),
        at=at,
    )


def nudge(
    session: Session, order: Order, occasion: str, person: Member, words: str, *, at: datetime
) -> bool:
    """Send somebody the card again with a word on why, once for each step and occasion.

    Return whether it is on its way only now.
    """
    if order.asked is None or person.slack_id is None:
        return False
    waits, last = awaited(session, order, at=at), _last_step(session, order)
    changes = edition_views.changes(session, order)
    step = f"{order.asked.id}.{order.asked.position}"
    subject = order_subject(order.id)
    told = post(
        f"{subject}:{occasion}:{step}:{person.slack_id}",
        person.slack_id,
        f"{words} {_text(order, waits, last, changes)}",
        nudges.card(
            words,
            order_blocks.posted_card(
                order,
                waits,
                last=last,
                changes=changes,
                background=_background(session, order, at=at),
            ),
        ),
        subject=subject,
        revision=order.revision,
    )
    return outbox.add(session, told, at=at)


def tell_requester(session: Session, order: Order, *, at: datetime) -> None:
    """Send the card to whom the order belongs, where they have a Slack account."""
    if order.requested_by_slack_id is not None:
        _post(session, order, "told", order.requested_by_slack_id, Awaited(), at=at, own=True)


def tell_unasked(
    session: Session, order_id: int, destination: str, sentence: str, *, at: datetime
) -> None:
    """Tell whom a waiting order belongs to that its approvers' card could not be posted."""
    order = orders.get(session, order_id)
    if order.status is not OrderStatus.PENDING or order.requested_by_slack_id is None:
        return
    where = f"<#{destination}>" if destination[:1] in {"C", "G"} else f"<@{destination}>"
    text = (
        f"Order {order.number} waits for approval, but {where} could not be asked. {sentence}"
        " Approvers find it with `/approvals`."
    )
    key = f"{order_subject(order.id)}:unasked:{order.revision}:{destination}"
    outbox.add(session, post(key, order.requested_by_slack_id, text, []), at=at)


def refresh(session: Session, order: Order, *, at: datetime) -> None:
    """Bring every card of the order that was ever posted to its present state.

    Workflows that wait for the order hear of it here as well: whatever changes it comes by.
    """
    workflow_waits.decided(session, order, at=at)
    waits, last = awaited(session, order, at=at), _last_step(session, order)
    changes = edition_views.changes(session, order)
    background = _background(session, order, at=at)
    for own in (False, True):
        outbox.refresh(
            session,
            order_subject(order.id, own=own),
            revision=order.revision,
            text=_text(order, waits, last, changes)[:TEXT_LENGTH],
            blocks=as_dicts(
                order_blocks.posted_card(
                    order,
                    waits,
                    last=last,
                    own=own,
                    changes=changes,
                    background=None if own else background,
                )
            ),
            at=at,
        )
    outbox.refresh(
        session,
        opinion_subject(order.id),
        revision=order.revision,
        text=order_blocks.posted_text(order, waits, last=last)[:TEXT_LENGTH],
        blocks=as_dicts(opinion_card(order, waits)),
        at=at,
    )


def _post(
    session: Session,
    order: Order,
    occasion: str,
    destination: str,
    waits: Awaited,
    *,
    at: datetime,
    own: bool = False,
) -> None:
    last, changes = _last_step(session, order), edition_views.changes(session, order)
    outbox.add(
        session,
        post(
            f"{order_subject(order.id)}:{occasion}:{order.revision}:{destination}",
            destination,
            _text(order, waits, last, changes),
            order_blocks.posted_card(
                order,
                waits,
                last=last,
                own=own,
                changes=changes,
                background=None if own else _background(session, order, at=at),
            ),
            subject=order_subject(order.id, own=own),
            revision=order.revision,
        ),
        at=at,
    )


def _text(order: Order, waits: Awaited, last: OrderMove | None, changes: Diff | None) -> str:
    said = (order_blocks.posted_text(order, waits, last=last), changed_text(changes))
    return " ".join(part for part in said if part)


def _background(session: Session, order: Order, *, at: datetime) -> Background | None:
    """Return what a decision needs to know, while one is asked."""
    return None if order.asked is None else backgrounds.of_order(session, order, at=at)


def _last_step(session: Session, order: Order) -> OrderMove | None:
    history = orders.moves(session, order.id)
    return history[-1] if history else None
