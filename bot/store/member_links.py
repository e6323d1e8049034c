"""Two members who turn out to be one person: what the one did becomes the other's."""

from dataclasses import replace
from datetime import datetime
from typing import Any, cast

from sqlalchemy import ForeignKeyConstraint, Table, select, update
from sqlalchemy.orm import Session

from bot.domain.orders import OrderStatus
from bot.domain.people import PLAYS, Member
from bot.store import members, policies
from bot.store.tables import Base, MemberRow, OrderRow


def absorb(session: Session, member: Member, account: Member, *, at: datetime) -> Member:
    """Give `member` the Slack account of `account` and all that refers to it; return it.

    `account` stays as an inactive row, since the audit names it and is never rewritten.
    """
    members.save(session, replace(account, slack_id=None, email=None, active=False))
    for mapper in Base.registry.mappers:
        for constraint in _references(cast("Table", mapper.local_table)):
            column = next(key for key in constraint.column_keys if key != "workspace_id")
            _point(session, mapper.class_, column, account.id, member.id)
    _rename_in_orders(session, account.id, member.id)
    _rename_in_policy(session, account.id, member.id, at=at)
    # Now that both are one, nobody may be left as their own manager.
    own = member.manager_id in {account.id, member.id}
    return members.save(
        session,
        replace(
            member,
            slack_id=account.slack_id,
            email=member.email or account.email,
            role=max(member.role, account.role, key=lambda role: len(PLAYS[role])),
            manager_id=None if own else member.manager_id,
        ),
    )


def _references(table: Table) -> list[ForeignKeyConstraint]:
    return [
        constraint
        for constraint in table.foreign_key_constraints
        if constraint.referred_table is MemberRow.__table__
    ]


def _point(session: Session, row_class: type[Any], column: str, before: int, after: int) -> None:
    session.execute(
        update(row_class).where(getattr(row_class, column) == before).values({column: after})
    )


def _rename_in_orders(session: Session, before: int, after: int) -> None:
    """Orders that wait keep the names of those who were asked."""
    for order in session.scalars(select(OrderRow).where(OrderRow.status == OrderStatus.PENDING)):
        named = order.approvers.get("member_ids") or []
        if before in named:
            order.approvers = {**order.approvers, "member_ids": _renamed(named, before, after)}
    session.flush()


def _rename_in_policy(session: Session, before: int, after: int, *, at: datetime) -> None:
    policy = policies.in_force(session)
    if not any(before in rule.approvers.member_ids for rule in policy.rules):
        return
    rules = tuple(
        replace(
            rule,
            approvers=replace(
                rule.approvers,
                member_ids=tuple(_renamed(rule.approvers.member_ids, before, after)),
            ),
        )
        for rule in policy.rules
    )
    policies.add_version(session, replace(policy, rules=rules), by_id=None, at=at)


def _renamed(ids: Any, before: int, after: int) -> list[int]:
    return list(dict.fromkeys(after if each == before else each for each in ids))
