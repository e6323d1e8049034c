"""Passing orders on: one or all that wait for somebody, or only to hear what another thinks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.blocks import passing as passing_blocks
from bot.domain import deciding
from bot.domain import passing as rules
from bot.domain.approvals import ActKind
from bot.domain.errors import UserError
from bot.domain.orders import Order
from bot.domain.people import Actor, Role, demand
from bot.domain.posts import order_subject, seen_subject
from bot.domain.rosters import Roster
from bot.services import order_posts
from bot.services.decisions import saved
from bot.store import audit, members, orders, outbox, rosters


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What went to the other, and what could not, with the sentence that says why."""

    passed: tuple[Order, ...]
    kept: tuple[tuple[Order, str], ...]


def forward(
    session: Session,
    order_id: int,
    *,
    to_id: int,
    by: Actor,
    at: datetime,
    words: str | None = None,
) -> Order:
    """Let somebody else decide instead of `by`, and send them the card."""
    after = _forward(session, order_id, to_id=to_id, by=by, at=at, words=words)
    order_posts.ask_besides(session, after, (members.get(session, to_id),), at=at, in_person=True)
    return after


def hand_over(
    session: Session, order_ids: Sequence[int], *, to_id: int, by: Actor, at: datetime
) -> HandedOver:
    """Forward several at once; what cannot go to the other stays, and the answer says why."""
    demand(by, Role.REP, "hand over what waits")
    to = members.get(session, to_id)
    passed, kept = [], []
    for order_id in order_ids:
        try:
            with session.begin_nested():
                passed.append(_forward(session, order_id, to_id=to_id, by=by, at=at, words=None))
        except UserError as refusal:
            kept.append((orders.get(session, order_id), str(refusal)))
    if passed and to.slack_id is not None:
        outbox.add(session, passing_blocks.handed_over_post(passed, to.slack_id, by, at), at=at)
    return HandedOver(tuple(passed), tuple(kept))


def ask(
    session: Session,
    order_id: int,
    *,
    to_id: int,
    by: Actor,
    at: datetime,
    words: str | None = None,
) -> Order:
    """Ask a member what they think of an order; they get it with a button to answer."""
    roster, to = rosters.current(session, at=at), members.get(session, to_id)
    _, after = saved(
        session,
        orders.get(session, order_id),
        lambda order: rules.ask(order, to, roster=roster, by=by, at=at, words=words),
        at=at,
    )
    _record(session, audit.Verb.OPINION_ASKED, after, by=by, at=at, to=to_id)
    order_posts.refresh(session, after, at=at)
    order_posts.ask_opinion(session, after, to, by=by, at=at, words=words)
    return after


def give_opinion(session: Session, order_id: int, words: str, *, by: Actor, at: datetime) -> Order:
    """Put on every card what somebody thinks who was asked; it decides nothing."""
    demand(by, Role.REP, "say what you think of an order")
    roster = rosters.current(session, at=at)
    _, after = saved(
        session,
        orders.get(session, order_id),
        lambda order: rules.give_opinion(order, roster=roster, by=by, at=at, words=words),
        at=at,
    )
    _record(session, audit.Verb.OPINION_GIVEN, after, by=by, at=at)
    order_posts.refresh(session, after, at=at)
    return after


def _forward(
    session: Session, order_id: int, *, to_id: int, by: Actor, at: datetime, words: str | None
) -> Order:
    roster, to = rosters.current(session, at=at), members.get(session, to_id)
    before, after = saved(
        session,
        orders.get(session, order_id),
        lambda order: rules.forward(order, to, roster=roster, by=by, at=at, words=words),
        at=at,
    )
    known = len(before.approval.acts) if before.approval else 0
    for act in after.approval.acts[known:] if after.approval else ():
        # Others may have written between; it may have gone to and fro within a moment.
        if (act.kind, act.by_id, act.to_id) == (ActKind.FORWARD, by.member_id, to_id):
            _record(
                session, audit.Verb.STEP_FORWARDED, after, by=by, at=at, seat=act.seat_id, to=to_id
            )
    _take_buttons(session, before, after, roster)
    order_posts.refresh(session, after, at=at)
    return after


def _take_buttons(session: Session, before: Order, after: Order, roster: Roster) -> None:
    """Leave whoever decides no more their card, which says who was asked instead."""
    lost = deciding.deciders(before, roster) - deciding.deciders(after, roster)
    outbox.show_instead(
        session,
        order_subject(after.id),
        seen_subject(after.id),
        {str(member.slack_id) for member in roster.reachable(lost)},
    )


def _record(
    session: Session, verb: audit.Verb, order: Order, *, by: Actor, at: datetime, **details: object
) -> None:
    step = order.approval.position + 1 if order.approval else None
    audit.record(
        session, verb, by=by, at=at, order=order.number, edition=order.edition, step=step, **details
    )
