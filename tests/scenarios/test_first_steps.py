"""Somebody's very first requests, several at the same moment."""

from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import Engine, select

from bot.edge import Edge, Reply
from bot.store.db import workspace_session
from bot.store.tables import MemberRow
from tests.conftest import ACME
from tests.running_bot import desk


def test_a_newcomer_with_several_requests_at_once_joins_once(engine: Engine) -> None:
    edge = Edge()
    edge.command("/crm", lambda call, _text: Reply(f"Hello {call.actor.name}"))

    with desk(engine, edge) as opened, ThreadPoolExecutor(6) as hands:
        answers = list(hands.map(lambda _: opened.person("URAVI").types("/crm"), range(6)))

    assert {answer["reply"]["text"] for answer in answers} == {"Hello Ravi Patel"}
    with workspace_session(engine, ACME, reading=True) as session:
        assert session.scalars(select(MemberRow.slack_id)).all() == ["URAVI"]
