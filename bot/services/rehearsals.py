"""Playing a draft of the policy over real orders; nothing is changed."""

import statistics
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy.orm import Session

from bot.domain.policies import Policy, Rule
from bot.domain.rehearsals import Rehearsal, rehearse
from bot.store import approval_times, past_orders, policies, rosters

# How fast somebody decides is taken from this long a time.
PACE_DAYS = 365
HOUR = timedelta(hours=1)


def play(session: Session, rules: Sequence[Rule], *, days: int, at: datetime) -> Rehearsal:
    """Hold `rules` and the policy in force against the orders sent in the last `days`."""
    roster = rosters.current(session, at=at)
    same_people = cache(roster.same_people)
    orders = [
        replace(order, barred=same_people(order.barred))
        for order in past_orders.sent(session, start=at - timedelta(days=days), end=at)
    ]
    current = policies.in_force(session)
    return rehearse(
        orders,
        in_force=current,
        draft=Policy(current.version + 1, tuple(rules)),
        roster=roster,
        paces=_paces(session, at=at),
    )


def _paces(session: Session, *, at: datetime) -> dict[int, float]:
    """Return the median hours from when each member was asked to their verdict."""
    span = {"start": at - timedelta(days=PACE_DAYS), "end": at}
    opened = {(step[0], step[1]): step[2] for step in approval_times.steps(session, **span)}
    found: dict[int, list[float]] = defaultdict(list)
    for approval_id, position, _, member_id, _, given, _, handed in approval_times.verdicts(
        session, **span
    ):
        if (approval_id, position) in opened:
            asked = handed or opened[approval_id, position]
            found[member_id].append((given - asked) / HOUR)
    return {member_id: statistics.median(hours) for member_id, hours in found.items()}
