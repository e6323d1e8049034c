"""Decisions on PostgreSQL: how long one takes, against the same writes by hand, and a rush."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import urlencode

import psycopg
from sqlalchemy import Engine, event, make_url
from sqlalchemy.orm import Session

from bench.load import Result
from bench.rush import Press, rush
from bench.serve import Served, serving
from bench.stage import ACME, Stage
from bench.table import Row, at_most
from bot.app import utc_now
from bot.blocks import ids
from bot.domain.approvals import YES, ActKind
from bot.domain.customers import CustomerDetails
from bot.domain.orders import OrderStatus
from bot.domain.people import Actor, Member, Role
from bot.domain.products import Product
from bot.sandbox import seed, server
from bot.sandbox.records import Person
from bot.services import decisions
from bot.services.orders import LineDraft, OrderDraft, submit
from bot.store import approvals, customers, members, orders, products, workspaces
from bot.store.db import in_workspace, make_engine
from bot.store.migrate import upgrade
from tests import databases

PRESSING, ORDERS = 200, 100
ACK_LIMIT = 3_000.0
BY_HAND_AIM = 3.0
WRITES = ("INSERT", "UPDATE", "DELETE")


@dataclass
class Office:
    """A company on PostgreSQL: a rep, managers, and orders that wait for one of them."""

    engine: Engine
    rep: Actor
    managers: list[Actor]
    customer_ids: list[int] = field(default_factory=list)
    product_id: int = 0

    def waiting(self, count: int) -> list[int]:
        """Raise so many orders that need a manager; return their ids."""
        now = utc_now()

        def raise_one(session: Session, number: int) -> int:
            customer = self.customer_ids[number % len(self.customer_ids)]
            draft = OrderDraft(customer, "EUR", (LineDraft(self.product_id, 1_000),))
            return submit(session, draft, by=self.rep, at=now).id

        return [self.do(lambda session, n=n: raise_one(session, n)) for n in range(count)]

    def do(self, work: Callable[[Session], Any]) -> Any:
        return in_workspace(self.engine, ACME, work)


@contextmanager
def office() -> Iterator[Office]:
    with databases.postgresql() as url:
        engine = make_engine(url)
        upgrade(engine)
        now = utc_now()
        workspaces.ensure(engine, ACME, name="Acme", at=now, currency="EUR", zone="UTC")
        try:
            yield in_workspace(engine, ACME, lambda session: _staffed(session, engine, now))
        finally:
            engine.dispose()


def _staffed(session: Session, engine: Engine, now: datetime) -> Office:
    workspaces.change(session, approvals_channel="CAPPROVALS")
    hired = [
        members.add(session, Member(0, name, role, slack_id=slack_id))
        for slack_id, name, role in (
            ("URAVI", "Ravi", Role.REP),
            *((f"UBOSS{number}", f"Boss {number}", Role.MANAGER) for number in range(PRESSING)),
        )
    ]
    rep, *managers = (Actor(each.id, each.slack_id or "", each.name, each.role) for each in hired)
    firms = [
        customers.add(session, CustomerDetails(f"Firm {number}"), now).id for number in range(50)
    ]
    product = products.add(session, Product(0, "Maestro", prices={"EUR": 18_00})).id
    return Office(engine, rep, managers, firms, product)


def deciding(_stage: Stage, *, quick: bool) -> list[Row]:
    """One decision after another, in turns with the same writes sent by hand; then the rush."""
    count = 60 if quick else 200
    with office() as company:
        own: list[float] = []
        by_hand: list[float] = []
        for _ in range(2):
            half = company.waiting(count // 2)
            own += [_timed(partial(_decide, company, order_id)) for order_id in half]
            by_hand += _by_hand(company, company.waiting(count // 2))
        once, raw = Result(own, sum(own) / 1000), Result(by_hand, sum(by_hand) / 1000)
        return [
            Row(
                "a decision, p50 / p99",
                f"{once.p50:,.2f} / {once.p99:,.2f} ms",
                f"{count} on PostgreSQL, commit included",
            ),
            Row(
                "decisions a second, one after another",
                f"{once.per_second:,.0f}",
                f"{raw.per_second:,.0f} the same writes by psycopg",
                raw.per_second / once.per_second,
                at_most(BY_HAND_AIM),
            ),
            *_rush(company),
        ]


def _decide(company: Office, order_id: int) -> None:
    now = utc_now()
    company.do(
        lambda session: decisions.decide(
            session, order_id, YES, by=company.managers[0], at=now, seen_edition=1
        )
    )


class _NotThisTime(Exception):
    """Ends a transaction that was only there to see what it writes."""


def _by_hand(company: Office, order_ids: list[int]) -> list[float]:
    """Send each decision's own writes over a connection of psycopg's; return milliseconds."""
    url = make_url(str(company.engine.url.render_as_string(hide_password=False)))
    with psycopg.connect(
        url.set(drivername="postgresql").render_as_string(hide_password=False)
    ) as (connection):
        return [_timed(_replay(connection, _writes(company, each))) for each in order_ids]


def _writes(company: Office, order_id: int) -> list[tuple[str, Any]]:
    """Return the statements that a decision writes with, from one that is rolled back."""
    seen: list[tuple[str, Any]] = []

    def note(*given: Any) -> None:
        statement, parameters = given[2], given[3]
        if statement.startswith(WRITES):
            several = isinstance(parameters, list)
            seen.extend((statement, each) for each in (parameters if several else [parameters]))

    def look(session: Session) -> None:
        from bot.store import audit

        decisions.decide(session, order_id, YES, by=company.managers[0], at=utc_now())
        audit.write_pending(session)
        raise _NotThisTime

    event.listen(company.engine, "before_cursor_execute", note)
    try:
        company.do(look)
    except _NotThisTime:
        return seen
    finally:
        event.remove(company.engine, "before_cursor_execute", note)
    raise RuntimeError("The decision was not rolled back.")


def _replay(
    connection: psycopg.Connection[Any], writes: list[tuple[str, Any]]
) -> Callable[[], None]:
    def send() -> None:
        for statement, parameters in writes:
            connection.execute(statement.encode(), parameters)
        connection.commit()

    return send


def _rush(company: Office) -> list[Row]:
    """200 people press Approve at the same moment, two on each order, on two processes."""
    order_ids = company.waiting(ORDERS)
    with _slack() as sandbox, _listener() as (response_url, heard):
        served = Served(
            sandbox.world.seed.signing_secret,
            1,
            company.engine.url.render_as_string(hide_password=False),
            sandbox.api_url,
            sandbox.token(),
        )
        with serving(served) as first, serving(served) as second:
            known = [_press(boss, 0, response_url, ids.LIST_ORDERS) for boss in company.managers]
            presses = [
                Press(
                    (first, second)[number % 2],
                    _press(boss, order_ids[number % ORDERS], response_url),
                )
                for number, boss in enumerate(company.managers)
            ]
            # The bot asks Slack who somebody is once in five minutes; here it did before.
            for port in (first, second):
                rush([Press(port, each) for each in known], served.secret)
            _wait_until(lambda: len(heard) >= 2 * PRESSING)
            heard.clear()
            acks = rush(presses, served.secret)
            _wait_until(lambda: len(heard) >= PRESSING)
        counted = company.do(lambda session: _counted(session, order_ids))
    return [
        Row(
            f"{PRESSING} press at once, ack p50 / slowest",
            f"{acks.p50:,.0f} / {max(acks.milliseconds):,.0f} ms",
            f"{ACK_LIMIT:,.0f} ms allowed, two processes",
            max(acks.milliseconds) / ACK_LIMIT,
            at_most(1.0),
        ),
        Row(
            "  orders decided, once each",
            f"{counted}",
            f"{ORDERS} asked, {len(heard)} people told",
            2 - counted / ORDERS,
            at_most(1.0),
        ),
    ]


def _counted(session: Session, order_ids: list[int]) -> int:
    """Count the orders that are approved by exactly one verdict."""
    count = 0
    for order_id in order_ids:
        verdicts = [
            act
            for asked in approvals.of_order(session, order_id)
            for act in asked.acts
            if act.kind is ActKind.APPROVE
        ]
        approved = orders.get(session, order_id).status is OrderStatus.APPROVED
        count += approved and len(verdicts) == 1
    return count


@contextmanager
def _slack() -> Iterator[server.Running]:
    first = seed.default().workspaces[0]
    bosses = tuple(
        Person(f"UBOSS{number}", f"boss{number}", f"Boss {number}", f"boss{number}@acme.example")
        for number in range(PRESSING)
    )
    company = seed.WorkspaceSeed(
        id=first.id,
        name=first.name,
        domain=first.domain,
        people=(*first.people, *bosses),
        channels=first.channels,
    )
    with server.running(seed.Seed((company,))) as sandbox:
        yield sandbox


@contextmanager
def _listener() -> Iterator[tuple[str, list[bytes]]]:
    """Take what the bot says to those who pressed; yields the address and what was heard."""
    heard: list[bytes] = []

    class Heard(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            heard.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_given: Any) -> None:
            """Say nothing on the terminal."""

    class Patient(ThreadingHTTPServer):
        request_queue_size = PRESSING

    listening = Patient(("127.0.0.1", 0), Heard)
    Thread(target=listening.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listening.server_address[1]}/response", heard
    finally:
        listening.shutdown()
        listening.server_close()


def _press(
    boss: Actor, order_id: int, response_url: str, action_id: str = ids.APPROVE_ORDER
) -> str:
    """https://docs.slack.dev/reference/interaction-payloads/block_actions-payload"""
    payload = {
        "type": "block_actions",
        "team": {"id": ACME, "domain": "acme"},
        "user": {"id": boss.slack_id, "name": boss.name, "team_id": ACME},
        "api_app_id": "A0",
        "token": "unused",
        "container": {"type": "message", "message_ts": "1.1", "channel_id": "CAPPROVALS"},
        "channel": {"id": "CAPPROVALS", "name": "approvals"},
        "trigger_id": f"1.{order_id}.{boss.member_id}.{action_id}",
        "response_url": response_url,
        "actions": [
            {
                "type": "button",
                "action_id": action_id,
                "block_id": "decide",
                "value": f"{order_id}@1/",
                "action_ts": f"{time.time()}{boss.member_id}",
            }
        ],
    }
    return urlencode({"payload": json.dumps(payload)})


def _wait_until(so: Callable[[], bool], *, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not so() and time.monotonic() < end:
        time.sleep(0.05)


def _timed(deed: Callable[[], object]) -> float:
    begun = time.perf_counter()
    deed()
    return (time.perf_counter() - begun) * 1000
