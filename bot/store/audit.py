"""The record of what was done: append-only, one hash chain per workspace.

Entries are gathered in the session and written at the end of its transaction, so
that the chain is locked for the commit alone. There is no update and no delete.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.domain.people import Actor
from bot.store.tables import AuditRow, CounterRow

PENDING = "pending_audit"


class Verb(StrEnum):
    WORKSPACE_INSTALLED = "workspace.installed"
    WORKSPACE_UNINSTALLED = "workspace.uninstalled"
    SETTINGS_CHANGED = "settings.changed"
    PREFERENCES_CHANGED = "preferences.changed"
    HOLIDAYS_SET = "holidays.set"
    POLICY_SET = "policy.set"
    MEMBER_JOINED = "member.joined"
    MEMBER_CHANGED = "member.changed"
    MEMBER_LINKED = "member.linked"
    GROUP_CHANGED = "group.changed"
    CUSTOMER_CREATED = "customer.created"
    CUSTOMER_CHANGED = "customer.changed"
    CONTACT_CREATED = "contact.created"
    CONTACT_CHANGED = "contact.changed"
    ORDER_CREATED = "order.created"
    ORDER_CHANGED = "order.changed"
    ORDER_REWEIGHED = "order.reweighed"
    ORDER_SUBMITTED = "order.submitted"
    ORDER_APPROVED = "order.approved"
    ORDER_REJECTED = "order.rejected"
    ORDER_RETURNED = "order.returned"
    ORDER_EXPIRED = "order.expired"
    STEP_APPROVED = "step.approved"
    STEP_REJECTED = "step.rejected"
    STEP_RETURNED = "step.returned"
    STEP_SETTLED = "step.settled"
    STEP_FORWARDED = "step.forwarded"
    OPINION_ASKED = "opinion.asked"
    OPINION_GIVEN = "opinion.given"
    ABSENCE_PLANNED = "absence.planned"
    ABSENCE_BEGUN = "absence.begun"
    ABSENCE_OVER = "absence.over"
    ABSENCE_ENDED = "absence.ended"
    STEP_REMINDED = "step.reminded"
    STEP_ESCALATED = "step.escalated"
    ORDER_EXECUTING = "order.executing"
    ORDER_COMPLETED = "order.completed"
    ORDER_CANCELLED = "order.cancelled"
    LINES_CANCELLED = "order.lines_cancelled"
    CANCELLATION_ASKED = "order.cancellation_asked"
    CANCELLATION_ENDED = "order.cancellation_ended"
    INTERACTION_LOGGED = "interaction.logged"
    FOLLOW_UP_DONE = "interaction.follow_up_done"
    SCHEDULE_CREATED = "schedule.created"
    SCHEDULE_ENDED = "schedule.ended"
    REPORT_REQUESTED = "report.requested"
    REPORT_SENT = "report.sent"
    REPORT_FAILED = "report.failed"
    POST_GIVEN_UP = "post.given_up"
    WORKFLOW_STEP_RUN = "workflow.step_run"
    WORKFLOW_STEP_ENDED = "workflow.step_ended"
    WORKFLOW_STEP_GIVEN_UP = "workflow.step_given_up"
    REQUEST_REFUSED = "request.refused"
    REQUEST_FAILED = "request.failed"
    FILE_IMPORTED = "file.imported"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as stored; `details` is the canonical JSON text that the hash covers."""

    number: int
    verb: str
    by_id: int | None
    at: datetime
    details: str
    hash: str


def record(
    session: Session, verb: Verb, *, by: Actor | None, at: datetime, **details: object
) -> None:
    """Note a deed in the caller's transaction: ids and new values, never message text.

    `by` is None for what the program did of itself or the command line was told.
    """
    by_id = by.member_id if by else None
    session.info.setdefault(PENDING, []).append((verb, by_id, at, _canonical(details)))


def write_pending(session: Session) -> None:
    """Append what was recorded to the chain; called once, right before the commit."""
    pending = session.info.pop(PENDING, [])
    if not pending:
        return
    # The lock makes the chain linear; SQLite has only one writer anyway.
    head = session.scalars(
        select(CounterRow).with_for_update().execution_options(populate_existing=True)
    ).one()
    for verb, by_id, at, details in pending:
        number = head.audit_entries + 1
        digest = _digest(head.audit_hash, number, verb, by_id, at, details)
        session.add(
            AuditRow(number=number, verb=verb, by_id=by_id, at=at, details=details, hash=digest)
        )
        head.audit_entries, head.audit_hash = number, digest
    session.flush()


def entries(session: Session, *, after: int = 0, limit: int = 1000) -> list[Entry]:
    """Return entries in order of their number, from the one after `after`."""
    rows = session.scalars(
        select(AuditRow).where(AuditRow.number > after).order_by(AuditRow.number).limit(limit)
    )
    return [Entry(row.number, row.verb, row.by_id, row.at, row.details, row.hash) for row in rows]


def newest(session: Session, *verbs: Verb, limit: int = 5) -> list[Entry]:
    """Return the newest entries with one of `verbs`, newest first."""
    rows = session.scalars(
        select(AuditRow)
        .where(AuditRow.verb.in_(verbs))
        .order_by(AuditRow.number.desc())
        .limit(limit)
    )
    return [Entry(row.number, row.verb, row.by_id, row.at, row.details, row.hash) for row in rows]


def verify(session: Session) -> tuple[int, str | None]:
    """Recompute the chain; return how many entries hold, and what is wrong or None.

    Entries may be written meanwhile, so it goes on until it meets the head.
    """
    before, count, promised = "", 0, 0
    while True:
        for entry in every(session, after=count):
            if entry.number != count + 1:
                return count, f"Entry {count + 1} is missing."
            if _digest_after(before, entry) != entry.hash:
                return (
                    count,
                    f"Entry {entry.number} ({entry.verb}) was changed after it was written.",
                )
            before, count = entry.hash, entry.number
        head = session.scalars(select(CounterRow).execution_options(populate_existing=True)).one()
        if (count, before) == (head.audit_entries, head.audit_hash):
            return count, None
        if count < promised or count >= head.audit_entries:
            written = head.audit_entries
            return count, f"The chain ends at entry {count}, but {written} were written."
        promised = head.audit_entries


def every(session: Session, *, after: int = 0) -> Iterator[Entry]:
    """Yield all entries after that number, a batch at a time."""
    while batch := entries(session, after=after):
        yield from batch
        after = batch[-1].number


def _digest_after(before: str, entry: Entry) -> str:
    return _digest(before, entry.number, entry.verb, entry.by_id, entry.at, entry.details)


def _canonical(details: dict[str, object]) -> str:
    return json.dumps(details, sort_keys=True, ensure_ascii=False, default=str)


def _digest(
    before: str, number: int, verb: str, by_id: int | None, at: datetime, details: str
) -> str:
    content = json.dumps(
        [before, number, str(verb), by_id, at.isoformat(timespec="microseconds"), details],
        ensure_ascii=False,
    )
    return hashlib.sha256(content.encode()).hexdigest()
