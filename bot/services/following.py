"""Cards that follow the people: whoever is asked only now gets one, whoever no longer is
keeps theirs without its buttons. They follow the channel and names, too.
"""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from bot.domain import awaiting, deciding
from bot.domain.errors import ChangedMeanwhile
from bot.domain.orders import Order
from bot.domain.people import Member
from bot.domain.posts import order_subject, seen_subject
from bot.domain.reweighing import approved_by_own
from bot.domain.rosters import Roster
from bot.services import decisions, order_posts, reweighing
from bot.store import order_changes, orders, outbox, rosters, unfinished


def people(session: Session, before: Roster, *, at: datetime) -> None:
    """Let what waits follow that other people are there now than in `before`.

    Where everybody who is left has approved already, the order moves on by itself; where one of
    those who have turns out to be whose own it is, all are asked anew.
    """
    after = rosters.current(session, at=at)
    for order in orders.waiting(session):
        if _begins_anew(session, order, after, at=at) or _moves_on(session, order, after, at=at):
            # Whoever is asked next has heard of it.
            continue
        was, now = _asked(order, before), _asked(order, after)
        if was.keys() != now.keys() or _said(order, before) != _said(order, after):
            _follow(session, order, was, now, at=at)


def _begins_anew(session: Session, order: Order, roster: Roster, *, at: datetime) -> bool:
    own = approved_by_own(order, roster)
    return own and reweighing.begin_anew(session, order.id, roster, at=at)


def _moves_on(session: Session, order: Order, roster: Roster, *, at: datetime) -> bool:
    # What nobody has spoken about is not even read anew, as there may be hundreds.
    if deciding.moved_on(order, roster=roster, at=at) == order:
        return False
    return decisions.settle(session, order.id, at=at).revision != order.revision


def channel(session: Session, *, at: datetime) -> None:
    """Let what waits be asked where approvers are asked now."""
    for waiting in orders.waiting(session):
        orders.hold(session, waiting.id)
        order_posts.ask_elsewhere(session, orders.get(session, waiting.id), at=at)


def name(session: Session, customer_id: int, *, at: datetime) -> None:
    """Let the cards of what is not over yet show the customer's new name."""
    _draw_anew(session, unfinished.of_customer(session, customer_id), at=at)


def member_name(session: Session, member_id: int, *, at: datetime) -> None:
    """Let the cards of what is not over yet show the new name of who had a part in it."""
    _draw_anew(session, unfinished.of_member(session, member_id), at=at)


def _draw_anew(session: Session, order_ids: Iterable[int], *, at: datetime) -> None:
    for order_id in order_ids:
        orders.hold(session, order_id)
        order = orders.get(session, order_id)
        # A card is drawn anew only for a later revision of its order.
        touched = order_changes.save(session, order, before=order.status)
        order_posts.refresh(session, touched, at=at)


def _asked(order: Order, roster: Roster) -> dict[str, Member]:
    """Return who can decide and hear of it, by their accounts."""
    found = roster.reachable(deciding.deciders(order, roster))
    return {str(member.slack_id): member for member in found}


def _said(order: Order, roster: Roster) -> tuple[object, ...]:
    """Return what a card says of the people, those of later steps included."""
    waits = awaiting.awaited(order, roster)
    who = [(each.member.name, each.instead_of) for each in waits.approvers]
    return who, waits.lacking, waits.later


def _follow(
    session: Session,
    order: Order,
    was: dict[str, Member],
    now: dict[str, Member],
    *,
    at: datetime,
) -> None:
    try:
        # A card is drawn anew only for a later revision of its order.
        with session.begin_nested():
            touched = order_changes.save(session, order, before=order.status)
    except ChangedMeanwhile:
        # Who wrote meanwhile has drawn the cards, and saw who is there now.
        return
    outbox.show_instead(
        session, order_subject(order.id), seen_subject(order.id), was.keys() - now.keys()
    )
    order_posts.refresh(session, touched, at=at)
    new = tuple(member for slack_id, member in now.items() if slack_id not in was)
    order_posts.ask_besides(session, touched, new, at=at)
