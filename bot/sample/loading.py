"""A sample company into a workspace, over the same road as anybody's own files."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from bot import imports
from bot.domain import deciding
from bot.domain.approvals import YES, ActKind, Verdict
from bot.domain.errors import UserError
from bot.domain.interactions import InteractionDetails
from bot.domain.orders import OrderStatus
from bot.domain.people import Actor, Member, Role
from bot.domain.reasons import label
from bot.sample.companies import ACME, GLOBEX, Company
from bot.sample.conversations import Conversation
from bot.sample.generation import Sample, generate
from bot.sample.policy import policy
from bot.sample.trade import Decided, Request
from bot.services import decisions, interactions, orders, policies
from bot.services.orders import LineDraft, OrderDraft
from bot.store import loading, members, outbox, rosters, workspaces
from bot.store.db import in_workspace

# Every workspace of the sandbox but this one is Acme's.
COMPANIES: Mapping[str, Company] = {"TGLOBEX": GLOBEX}
# How much of the way one file is, for the progress; conversations and requests are the last.
STEP = 100
# In basis points.
PERCENT = 100
DELIVERY = timedelta(days=4)

Progress = Callable[[int, int], None]


def load(
    engine: Engine,
    workspace_id: str,
    *,
    today: date,
    at: datetime,
    progress: Progress = lambda _done, _total: None,
) -> bool:
    """Fill a workspace that exists; return False, and change nothing, where it was filled before.

    `today` is the date in the workspace's zone. Give the workspace its approvals
    channel first: the orders that wait are then posted there.
    """
    if in_workspace(engine, workspace_id, loading.has_interactions, reading=True):
        return False
    sample = generate(today, COMPANIES.get(workspace_id, ACME))
    total = STEP * (len(sample.files) + 1)
    for number, (kind, content) in enumerate(sample.files):
        report = imports.run(
            engine,
            workspace_id,
            kind,
            content,
            at=at,
            progress=partial(_tell, progress, number * STEP, total),
        )
        if not report.written:
            raise UserError(" ".join(report.sentences()))
    in_workspace(engine, workspace_id, partial(_live, sample=sample, at=at))
    progress(total, total)
    return True


def _tell(progress: Progress, before: int, total: int, done: int, of: int) -> None:
    progress(before + done * STEP // of, total)


def _live(session: Session, *, sample: Sample, at: datetime) -> None:
    """Have the conversations and raise the requests that no file can bring."""
    zone = workspaces.get(session).zone
    team = {member.external_key: member for member in members.ever(session)}
    actors = {str(key): _actor(member, zone) for key, member in team.items() if key}
    firms = {each.firm.key for each in sample.conversations}
    firms |= {each.firm.key for each in sample.requests}
    firms |= {each.firm.key for each in sample.decided}
    customers = loading.customer_ids(session, firms)
    policies.put_in_force(session, policy(), by=None, at=at)
    _talk(session, sample.conversations, actors, customers)
    _decide(session, sample.decided, actors, customers)
    _request(session, sample.requests, actors, customers, at=at)


def _actor(member: Member, zone: str) -> Actor:
    return Actor(member.id, member.slack_id or "", member.name, member.role, zone)


def _talk(
    session: Session,
    conversations: Sequence[Conversation],
    actors: Mapping[str, Actor],
    customers: Mapping[str, int],
) -> None:
    contacts = loading.contacts(session, {each.person.key for each in conversations})
    for each in conversations:
        actor = actors[each.firm.owner.key]
        moment = _at(each.day, each.minute, actor.zone)
        details = InteractionDetails(
            customer_id=customers[each.firm.key],
            kind=each.kind,
            direction=each.direction,
            happened_at=moment,
            summary=each.summary,
            outcome=each.outcome,
            contact_id=contacts[each.person.key].id,
            follow_up_on=each.follow_up_on,
        )
        logged = interactions.log(session, details, by=actor, at=moment, today=each.day)
        if each.done and each.follow_up_on:
            done = _at(each.follow_up_on, each.minute, actor.zone)
            interactions.finish_follow_up(session, logged.id, by=actor, at=done)


def _decide(
    session: Session,
    decided: Sequence[Decided],
    actors: Mapping[str, Actor],
    customers: Mapping[str, int],
) -> None:
    """Raise the orders of the last weeks, and decide those that wait; the cards were seen long ago.

    There were none where no manager is in Slack to decide them.
    """
    roster = {member.id: member for member in members.known(session) if member.slack_id}
    if not any(member.role is Role.MANAGER for member in roster.values()):
        return
    for number, each in enumerate(decided):
        rep = actors[each.firm.owner.key]
        at = _at(each.day, each.minute, rep.zone)
        order = orders.submit(session, _draft(session, each, customers), by=rep, at=at)
        verdict = Verdict(ActKind.REJECT, each.reason, label(each.reason)) if each.reason else YES
        # Where nobody in Slack can decide, it goes on waiting.
        while able := sorted(deciding.deciders(order, rosters.current(session, at=at))):
            at += timedelta(hours=each.hours)
            by = _actor(roster[able[number % len(able)]], rep.zone)
            order = decisions.decide(session, order.id, verdict, by=by, at=at)
        if order.status is OrderStatus.APPROVED:
            decisions.execute(session, order.id, by=rep, at=at)
            if each.delivered:
                decisions.complete(session, order.id, by=rep, at=at + DELIVERY)
    outbox.forget_waiting(session)


def _request(
    session: Session,
    requests: Sequence[Request],
    actors: Mapping[str, Actor],
    customers: Mapping[str, int],
    *,
    at: datetime,
) -> None:
    for request in requests:
        draft = replace(_draft(session, request, customers), notes=request.notes or None)
        raised = at - timedelta(hours=request.hours)
        orders.submit(session, draft, by=actors[request.firm.owner.key], at=raised)


def _draft(session: Session, wanted: Request | Decided, customers: Mapping[str, int]) -> OrderDraft:
    products = loading.products(session, {line.article.code for line in wanted.lines})
    return OrderDraft(
        customer_id=customers[wanted.firm.key],
        currency=wanted.firm.country.currency,
        lines=tuple(
            LineDraft(products[line.article.code].id, line.quantity, line.discount * PERCENT)
            for line in wanted.lines
        ),
    )


def _at(day: date, minute: int, zone: str) -> datetime:
    local = datetime.combine(day, time(minute // 60, minute % 60), tzinfo=ZoneInfo(zone))
    return local.astimezone(UTC)
