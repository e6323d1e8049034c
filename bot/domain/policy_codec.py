"""Rules, steps and what they were held against, as plain values for JSON columns, and back.

What was written once is read for years: names here are never changed, only added,
and what is left out takes the value of the dataclass.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from bot.domain.conditions import (
    Condition,
    Facts,
    Field,
    Flag,
    Interval,
    Numbers,
    Occasion,
    Test,
    Together,
    Words,
)
from bot.domain.people import Role
from bot.domain.policies import ANY, Approvers, Rule, Step

Json = dict[str, Any]


def rules_to_json(rules: Iterable[Rule]) -> list[Json]:
    return [_from_rule(rule) for rule in rules]


def rules_from_json(stored: Sequence[Json]) -> tuple[Rule, ...]:
    """Read what `rules_to_json` wrote; raises ValueError or KeyError for anything unknown."""
    return tuple(_to_rule(each) for each in stored)


def steps_to_json(steps: Iterable[Step]) -> list[Json]:
    return [_from_step(step) for step in steps]


def steps_from_json(stored: Sequence[Json]) -> tuple[Step, ...]:
    return tuple(_to_step(each) for each in stored)


def facts_to_json(facts: Facts) -> Json:
    return _plain(asdict(facts))


def facts_from_json(stored: Json) -> Facts:
    """Read what `facts_to_json` wrote; facts that were not known yet take their usual value."""
    known = _sets(stored)
    known["occasion"] = Occasion(stored.get("occasion", Occasion.ORDER))
    together = stored.get("together")
    known["together"] = Together(**_sets(together)) if together else None
    return Facts(**known)


def _plain(values: Json) -> Json:
    plain: Json = {}
    for name, value in values.items():
        if isinstance(value, dict):
            plain[name] = _plain(value)
        else:
            plain[name] = sorted(value) if isinstance(value, frozenset) else value
    return plain


def _sets(stored: Json) -> Json:
    return {
        name: frozenset(value) if isinstance(value, list) else value
        for name, value in stored.items()
    }


def _from_rule(rule: Rule) -> Json:
    return {
        "name": rule.name,
        "occasion": rule.occasion.value,
        "conditions": [_from_condition(each) for each in rule.conditions],
        "steps": steps_to_json(rule.steps),
    }


def _to_rule(stored: Json) -> Rule:
    return Rule(
        stored["name"],
        tuple(_to_condition(each) for each in stored["conditions"]),
        steps_from_json(stored["steps"]),
        Occasion(stored.get("occasion", Occasion.ORDER)),
    )


def _from_condition(condition: Condition) -> Json:
    return {"field": condition.field.value, **_from_test(condition.test)}


def _from_test(test: Test) -> Json:
    match test:
        case Numbers():
            intervals = [
                [each.low, each.high, each.low_open, each.high_open] for each in test.intervals
            ]
            return {"intervals": intervals, "negated": test.negated, "currency": test.currency}
        case Words():
            return {"words": list(test.words), "negated": test.negated}
        case Flag():
            return {"is": test.value}


def _to_condition(stored: Json) -> Condition:
    return Condition(Field(stored["field"]), _to_test(stored))


def _to_test(stored: Json) -> Test:
    negated = bool(stored.get("negated"))
    if "intervals" in stored:
        intervals = tuple(Interval(*each) for each in stored["intervals"])
        return Numbers(intervals, negated, stored.get("currency"))
    if "words" in stored:
        return Words(tuple(stored["words"]), negated)
    return Flag(stored["is"])


def _from_step(step: Step) -> Json:
    return {
        "approvers": _from_approvers(step.approvers),
        "need": step.need,
        "due_hours": step.due_hours,
        "remind_hours": step.remind_hours,
        "expire_hours": step.expire_hours,
        "backup": None if step.backup is None else _from_approvers(step.backup),
    }


def _to_step(stored: Json) -> Step:
    backup = stored.get("backup")
    return Step(
        _to_approvers(stored["approvers"]),
        stored.get("need", ANY),
        stored.get("due_hours"),
        stored.get("remind_hours"),
        stored.get("expire_hours"),
        None if backup is None else _to_approvers(backup),
    )


def _from_approvers(approvers: Approvers) -> Json:
    return {
        "role": None if approvers.role is None else approvers.role.value,
        "member_ids": list(approvers.member_ids),
        "group_ids": list(approvers.group_ids),
        "manager_of_rep": approvers.manager_of_rep,
    }


def _to_approvers(stored: Json) -> Approvers:
    role = stored.get("role")
    return Approvers(
        None if role is None else Role(role),
        tuple(stored.get("member_ids", ())),
        tuple(stored.get("group_ids", ())),
        bool(stored.get("manager_of_rep")),
    )
