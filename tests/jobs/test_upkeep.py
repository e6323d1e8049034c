"""What is forgotten in time."""

from datetime import timedelta

from sqlalchemy import Engine

from bot.domain.policies import Policy
from bot.jobs.upkeep import tidy
from bot.store import policy_drafts
from bot.store.db import workspace_session
from tests.conftest import ACME, NOON, Cast


def test_a_draft_of_the_policy_is_forgotten_once_nobody_goes_on_with_it(
    engine: Engine, cast: Cast
) -> None:
    ana, omar = cast.ana.member.id, cast.omar.member.id
    with workspace_session(engine, ACME) as session:
        policy_drafts.begin(session, Policy(0, ()), member_id=ana, at=NOON)
        draft = policy_drafts.begin(session, Policy(0, ()), member_id=omar, at=NOON)
        policy_drafts.change(session, draft, (), at=NOON + timedelta(days=1))

    tidy(engine, lambda: NOON + policy_drafts.KEEP + timedelta(hours=1))

    with workspace_session(engine, ACME, reading=True) as session:
        assert policy_drafts.of_member(session, ana) is None
        assert policy_drafts.of_member(session, omar) is not None
