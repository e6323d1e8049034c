"""A draft of the policy is one member's, and changes only as it was read."""

import pytest
from sqlalchemy.orm import Session

from bot.domain.errors import ChangedMeanwhile
from bot.domain.policies import EVERYTHING_ELSE, Policy, Rule
from bot.store import policy_drafts
from tests.conftest import NOON, Cast


def test_a_draft_is_kept_changed_and_forgotten(session: Session, cast: Cast) -> None:
    ana, maya = cast.ana.member.id, cast.maya.member.id
    begun = policy_drafts.begin(session, Policy(3, (EVERYTHING_ELSE,)), member_id=ana, at=NOON)

    changed = policy_drafts.change(session, begun, (Rule("All"),), at=NOON)

    assert policy_drafts.of_member(session, ana) == changed
    assert (changed.version, changed.revision, changed.rules) == (3, 1, (Rule("All"),))
    assert policy_drafts.of_member(session, maya) is None
    policy_drafts.end(session, ana)
    assert policy_drafts.of_member(session, ana) is None


def test_the_second_of_two_changes_is_told(session: Session, cast: Cast) -> None:
    policy = Policy(0, (EVERYTHING_ELSE,))
    begun = policy_drafts.begin(session, policy, member_id=cast.ana.member.id, at=NOON)
    policy_drafts.change(session, begun, (Rule("All"),), at=NOON)

    with pytest.raises(ChangedMeanwhile, match="changed the policy elsewhere"):
        policy_drafts.change(session, begun, (), at=NOON)
