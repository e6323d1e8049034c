"""The plain model's policy as the program is told it."""

from collections.abc import Mapping

from bot.domain.conditions import (
    Condition,
    Field,
    Flag,
    Interval,
    Numbers,
    Occasion,
    Words,
)
from bot.domain.people import Role
from bot.domain.policies import EVERYTHING_ELSE, Approvers, Rule, Step, at_least
from bot.domain.user_groups import UserGroup
from tests.machine.policy import (
    CATEGORY,
    CREDIT,
    LINE,
    MARGIN,
    NEW,
    PLACE,
    REP,
    SEGMENT,
    WHOLE,
    About,
    Look,
    Tier,
    Tiers,
)

DESK = UserGroup("SDESK", "desk", "Deal desk")
FLAGS = {CREDIT: Field.OVER_CREDIT, NEW: Field.NEW_CUSTOMER}
FIGURES = {LINE: Field.LINE_DISCOUNT, WHOLE: Field.ORDER_DISCOUNT, MARGIN: Field.MARGIN}
WORDS = {
    SEGMENT: Field.SEGMENT,
    PLACE: Field.REGION,
    CATEGORY: Field.CATEGORY,
    REP: Field.REP,
}


def rules(
    found: Tiers, *, rest: bool, agree: tuple[Look, ...], ids: Mapping[str, int]
) -> tuple[Rule, ...]:
    """`ids` are the members' by their names."""
    told = [Rule(tier.name, _conditions(tier, ids), _steps(tier.looks, ids)) for tier in found]
    if agree:
        told.append(Rule("Cancelling", (), _steps(agree, ids), Occasion.CANCELLATION))
    return (*told, EVERYTHING_ELSE) if rest else tuple(told)


def _steps(asked: tuple[Look, ...], ids: Mapping[str, int]) -> tuple[Step, ...]:
    return tuple(
        Step(
            _approvers(look.who, ids),
            look.need,
            due_hours=look.due,
            expire_hours=look.ends,
            backup=_approvers(look.backup, ids) if look.backup else None,
        )
        for look in asked
    )


def _approvers(who: str, ids: Mapping[str, int]) -> Approvers:
    return {
        "managers": Approvers(Role.MANAGER),
        "finance": Approvers(Role.FINANCE),
        "admins": Approvers(Role.ADMIN),
        "the rep's manager": Approvers(manager_of_rep=True),
        "the desk": Approvers(group_ids=(DESK.slack_id,)),
    }.get(who) or Approvers(member_ids=(ids[who],))


def _conditions(tier: Tier, ids: Mapping[str, int]) -> tuple[Condition, ...]:
    as_much = () if tier.minor is None else (at_least(tier.minor, "EUR"),)
    return as_much if tier.about is None else (*as_much, _condition(tier.about, ids))


def _condition(about: About, ids: Mapping[str, int]) -> Condition:
    if about.subject in FLAGS:
        return Condition(FLAGS[about.subject], Flag())
    if about.subject in FIGURES:
        below, or_more = Interval(high=about.figure, high_open=True), Interval(low=about.figure)
        span = below if about.subject == MARGIN else or_more
        return Condition(FIGURES[about.subject], Numbers((span,)))
    word = str(ids[about.word]) if about.subject == REP else about.word
    return Condition(WORDS[about.subject], Words((word,), about.negated))
