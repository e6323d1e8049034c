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
    start = at - timedelta(days=PACE_DAYS)
    found: dict[int, list[float]] = defaultdict(list)
    told = approval_times.verdicts(session, start=start, end=at, at=at)
    for _, _, _, member_id, _, given, _, asked in told:
        found[member_id].append((given - asked) / HOUR)
    return {member_id: statistics.median(hours) for member_id, hours in found.items()}
