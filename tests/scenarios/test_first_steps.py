"""Somebody's very first requests, several at the same moment."""

from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import Engine, select

from bot.edge import Edge, Reply
from bot.store.db import workspace_session
from bot.store.tables import MemberRow
from tests.conftest import ACME
from tests.running_bot import desk, wait_until


def test_a_newcomer_with_several_requests_at_once_joins_once(engine: Engine) -> None:
    edge = Edge()
    edge.command("/crm", lambda call, _text: Reply(f"Hello {call.actor.name}"))

    with desk(engine, edge) as opened, ThreadPoolExecutor(6) as hands:
        ravi = opened.person("URAVI")
        list(hands.map(lambda _: ravi.types("/crm"), range(6)))
        # A slow database has some of them answered after the ack.
        wait_until(lambda: len(ravi.messages()) == 6)
        assert {message["text"] for message in ravi.messages()} == {"Hello Ravi Patel"}

    with workspace_session(engine, ACME, reading=True) as session:
        assert session.scalars(select(MemberRow.slack_id)).all() == ["URAVI"]
