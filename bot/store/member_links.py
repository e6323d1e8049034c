"""Two members who turn out to be one person: what the one did becomes the other's."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any, cast

from sqlalchemy import ForeignKeyConstraint, Table, delete, select, update
from sqlalchemy.orm import Session

from bot.domain.approvals import ApprovalState
from bot.domain.conditions import Condition, Field, Words
from bot.domain.orders import OrderStatus
from bot.domain.people import PLAYS, Member
from bot.domain.policies import Approvers, Step
from bot.domain.policy_codec import steps_from_json, steps_to_json
from bot.store import homes, members, policies
from bot.store.tables import (
    ApprovalActRow,
    ApprovalRow,
    Base,
    HomeOrderRow,
    HomeRow,
    MemberRow,
    OrderRow,
    PolicyDraftRow,
    PreferenceRow,
)


def absorb(session: Session, member: Member, account: Member, *, at: datetime) -> Member:
    """Give `member` the Slack account of `account` and all that refers to it; return it.

    `account` stays as an inactive row, since the audit names it and is never rewritten.
    """
    members.save(session, replace(account, slack_id=None, email=None, active=False))
    _make_room(session, account.id, member.id)
    for mapper in Base.registry.mappers:
        for constraint in _references(cast("Table", mapper.local_table)):
            column = next(key for key in constraint.column_keys if key != "workspace_id")
            _point(session, mapper.class_, column, account.id, member.id)
    _rename_in_approvals(session, account.id, member.id)
    _rename_in_policy(session, account.id, member.id, at=at)
    # Now that both are one, nobody may be left as their own manager.
    own = member.manager_id in {account.id, member.id}
    return members.save(
        session,
        replace(
            member,
            slack_id=account.slack_id,
            # By both addresses any further account of theirs is known.
            email=account.email or member.email,
            former_email=member.email if account.email else None,
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


def _make_room(session: Session, before: int, after: int) -> None:
    """Let go of what each member may have once only, where both have it."""
    _let_go(session, PreferenceRow, before, but=after)
    _let_go(session, PolicyDraftRow, before, but=after)
    # What stands on the Home of the Slack account is known by the row of that account.
    _let_go(session, HomeRow, after, but=before)
    homes.follow(session, member_ids=(after,))
    counted = select(ApprovalActRow.approval_id, ApprovalActRow.position).where(
        ApprovalActRow.counted_seat_id == after
    )
    voted = {(row.approval_id, row.position) for row in session.execute(counted)}
    for act in session.scalars(
        select(ApprovalActRow).where(ApprovalActRow.counted_seat_id == before)
    ):
        if (act.approval_id, act.position) in voted:
            act.counted_seat_id = None
    session.flush()


def _let_go(session: Session, row_class: type[Any], member_id: int, *, but: int) -> None:
    """Delete what is this member's where the other has one of their own."""
    theirs = select(row_class).where(row_class.member_id.in_((member_id, but)))
    both = {row.member_id: row for row in session.scalars(theirs)}
    if len(both) > 1:
        row = both[member_id]
        if isinstance(row, HomeRow):
            session.execute(delete(HomeOrderRow).where(HomeOrderRow.home_id == row.id))
        session.delete(row)


def _rename_in_approvals(session: Session, before: int, after: int) -> None:
    """Approvals that wait keep the names of those who were asked, orders of who wrote them."""
    waiting = ApprovalRow.state == ApprovalState.WAITING
    for approval in session.scalars(select(ApprovalRow).where(waiting)):
        steps = steps_from_json(approval.steps)
        renamed = tuple(_renamed_step(step, before, after) for step in steps)
        if renamed != steps:
            approval.steps = steps_to_json(renamed)
    # What nobody was asked about yet may be sent tomorrow.
    living = OrderRow.status.not_in((OrderStatus.COMPLETED, OrderStatus.CANCELLED))
    for order in session.scalars(select(OrderRow).where(living)):
        if before in order.author_ids:
            order.author_ids = _renamed(order.author_ids, before, after)
    session.flush()


def _rename_in_policy(session: Session, before: int, after: int, *, at: datetime) -> None:
    policy = policies.in_force(session)
    rules = tuple(
        replace(
            rule,
            conditions=tuple(_renamed_condition(each, before, after) for each in rule.conditions),
            steps=tuple(_renamed_step(step, before, after) for step in rule.steps),
        )
        for rule in policy.rules
    )
    if rules != policy.rules:
        policies.add_version(session, replace(policy, rules=rules), by_id=None, at=at)


def _renamed_condition(condition: Condition, before: int, after: int) -> Condition:
    if condition.field is not Field.REP or not isinstance(condition.test, Words):
        return condition
    words = tuple(str(after) if word == str(before) else word for word in condition.test.words)
    return replace(condition, test=replace(condition.test, words=words))


def _renamed_step(step: Step, before: int, after: int) -> Step:
    backup = step.backup
    return replace(
        step,
        approvers=_renamed_approvers(step.approvers, before, after),
        backup=None if backup is None else _renamed_approvers(backup, before, after),
    )


def _renamed_approvers(approvers: Approvers, before: int, after: int) -> Approvers:
    if before not in approvers.member_ids:
        return approvers
    return replace(approvers, member_ids=tuple(_renamed(approvers.member_ids, before, after)))


def _renamed(ids: Iterable[int], before: int, after: int) -> list[int]:
    return list(dict.fromkeys(after if each == before else each for each in ids))
