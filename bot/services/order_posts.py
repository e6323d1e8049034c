"""Where an order is shown: the cards in channels and direct messages, kept true."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.blocks import nudges
from bot.blocks import orders as order_blocks
from bot.blocks.passing import asked_text, opinion_card
from bot.blocks.posts import TEXT_LENGTH, Card, as_dicts, post
from bot.blocks.revisions import changed_text
from bot.domain import awaiting, deciding
from bot.domain.awaiting import Awaited
from bot.domain.backgrounds import Background
from bot.domain.orders import Order, OrderMove, OrderStatus
from bot.domain.people import Actor, Member
from bot.domain.posts import earlier_subject, opinion_subject, order_subject, seen_subject
from bot.domain.revisions import Diff
from bot.services import edition_views, workflow_waits
from bot.store import backgrounds, homes, orders, outbox, rosters, workspaces

ASKED = "asked"
REMINDED, OVERDUE, ESCALATED = "reminded", "overdue", "escalated"


def awaited(session: Session, order: Order, *, at: datetime) -> Awaited:
    """Return for whom the order waits now: never those to whom it is their own."""
    if order.asked is None:
        return Awaited()
    return awaiting.awaited(order, rosters.current(session, at=at))


@dataclass(frozen=True, slots=True)
class Drawn:
    """An order with all that its cards show, read once for however many there are."""

    order: Order
    waits: Awaited
    deciders: tuple[Member, ...]
    last: OrderMove | None
    changes: Diff | None
    background: Background | None

    @property
    def text(self) -> str:
        said = (
            order_blocks.posted_text(self.order, self.waits, last=self.last),
            changed_text(self.changes),
        )
        return " ".join(part for part in said if part)

    def card(self, *, own: bool = False) -> Card:
        """Return the card as approvers see it, or as whom the order belongs to."""
        return order_blocks.posted_card(
            self.order,
            self.waits,
            last=self.last,
            own=own,
            changes=self.changes,
            background=None if own else self.background,
        )

    def seen_card(self) -> Card:
        """Return the card as those see it who were asked once, and are no longer."""
        return order_blocks.seen_card(self.order, self.waits, last=self.last, changes=self.changes)


def draw(session: Session, order: Order, *, at: datetime) -> Drawn:
    """Read what the cards of the order show now."""
    history = orders.moves(session, order.id)
    waits, background = Awaited(), None
    people: tuple[Member, ...] = ()
    if order.asked is not None:
        roster = rosters.current(session, at=at)
        waits = awaiting.awaited(order, roster)
        people = roster.reachable(deciding.deciders(order, roster))
        background = backgrounds.of_order(session, order, at=at)
    return Drawn(
        order,
        waits,
        people,
        history[-1] if history else None,
        edition_views.changes(session, order),
        background,
    )


def ask(session: Session, order: Order, *, at: datetime) -> Drawn:
    """Ask whoever decides now, and do as `refresh` does.

    The card comes anew, so that they hear of it; an earlier one there becomes a line.
    """
    drawn = draw(session, order, at=at)
    places = _places(session, drawn)
    for shown in (order_subject(order.id), seen_subject(order.id)):
        outbox.show_instead(session, shown, earlier_subject(order.id), places)
    refresh(session, order, at=at, drawn=drawn)
    for destination in places:
        _post(session, drawn, ASKED, destination, at=at)
    return drawn


def ask_elsewhere(session: Session, order: Order, *, at: datetime) -> None:
    """Let who decides be asked where they are now, unless a card is there already."""
    drawn = draw(session, order, at=at)
    homes.follow(session, member_ids=(person.id for person in drawn.deciders))
    for destination in _places(session, drawn):
        if not outbox.stands(session, order_subject(order.id), destination):
            _post(session, drawn, ASKED, destination, at=at)


def _places(session: Session, drawn: Drawn) -> list[str]:
    """Return the approvers' channel, or each who decides where there is none."""
    if drawn.order.asked is None:
        return []
    channel = workspaces.get(session).approvals_channel
    return [channel] if channel else [str(person.slack_id) for person in drawn.deciders]


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
    drawn = draw(session, order, at=at)
    for person in besides:
        if person.slack_id is not None:
            _post(session, drawn, ASKED, person.slack_id, at=at)


def ask_opinion(
    session: Session, order: Order, to: Member, *, by: Actor, at: datetime, words: str | None
) -> None:
    """Send somebody the order with a button to say what they think of it."""
    if to.slack_id is None:
        return
    text, waits = asked_text(order, by, words), draw(session, order, at=at).waits
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
    drawn = draw(session, order, at=at)
    step = f"{order.asked.id}.{order.asked.position}"
    subject = order_subject(order.id)
    told = post(
        f"{subject}:{occasion}:{step}:{person.slack_id}",
        person.slack_id,
        f"{words} {drawn.text}",
        nudges.card(words, drawn.card()),
        subject=subject,
        revision=order.revision,
    )
    return outbox.add(session, told, at=at)


def tell_requester(
    session: Session, order: Order, *, at: datetime, drawn: Drawn | None = None
) -> None:
    """Send the card to whom the order belongs, where they have a Slack account."""
    if order.requested_by_slack_id is not None:
        drawn = drawn or draw(session, order, at=at)
        _post(session, drawn, "told", order.requested_by_slack_id, at=at, own=True)


def tell_unasked(
    session: Session,
    order_id: int,
    destination: str,
    sentence: str,
    *,
    at: datetime,
    escalated: bool = False,
) -> None:
    """Tell whom a waiting order belongs to that its approvers' card could not be posted.

    Where it was `escalated` already, nobody is left to ask by itself: the admins hear as well.
    """
    order = orders.get(session, order_id)
    if order.asked is None:
        return
    pending = order.status is OrderStatus.PENDING
    what = "Order" if pending else "The cancellation of order"
    where = f"<#{destination}>" if destination[:1] in {"C", "G"} else f"<@{destination}>"
    text = (
        f"{what} {order.number} waits for approval, but {where} could not be asked. {sentence}"
        " Approvers find it with `/approvals`."
    )
    key = f"{order_subject(order.id)}:unasked:{order.revision}:{destination}"
    told = {order.requested_by_slack_id}
    if escalated:
        roster = rosters.current(session, at=at)
        told |= {person.slack_id for person in roster.reachable(roster.admins())}
    for slack_id in sorted(each for each in told - {destination} if each is not None):
        outbox.add(session, post(f"{key}:{slack_id}", slack_id, text, []), at=at)


def refresh(session: Session, order: Order, *, at: datetime, drawn: Drawn | None = None) -> Drawn:
    """Bring every card of the order that was ever posted to its present state.

    Workflows that wait for the order hear of it here as well, and the Homes of those who decide
    now: whatever changes it comes by. Return what was drawn, for whoever sends more cards of it.
    """
    workflow_waits.decided(session, order, at=at)
    drawn = drawn or draw(session, order, at=at)
    homes.follow(session, member_ids=(person.id for person in drawn.deciders))
    text = drawn.text[:TEXT_LENGTH]
    opinion_text = order_blocks.posted_text(order, drawn.waits, last=drawn.last)
    outbox.refresh(
        session,
        outbox.Picture(order_subject(order.id), text, lambda: as_dicts(drawn.card())),
        outbox.Picture(
            order_subject(order.id, own=True), text, lambda: as_dicts(drawn.card(own=True))
        ),
        outbox.Picture(seen_subject(order.id), text, lambda: as_dicts(drawn.seen_card())),
        outbox.Picture(
            earlier_subject(order.id),
            nudges.earlier_text(order),
            lambda: as_dicts(nudges.earlier(order)),
        ),
        outbox.Picture(
            opinion_subject(order.id),
            opinion_text[:TEXT_LENGTH],
            lambda: as_dicts(opinion_card(order, drawn.waits)),
        ),
        revision=order.revision,
        at=at,
    )
    return drawn


def _post(
    session: Session,
    drawn: Drawn,
    occasion: str,
    destination: str,
    *,
    at: datetime,
    own: bool = False,
) -> None:
    order = drawn.order
    outbox.add(
        session,
        post(
            f"{order_subject(order.id)}:{occasion}:{order.revision}:{destination}",
            destination,
            drawn.text,
            drawn.card(own=own),
            subject=order_subject(order.id, own=own),
            revision=order.revision,
        ),
        at=at,
    )
