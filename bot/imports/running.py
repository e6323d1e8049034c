"""One file into one workspace: read, check, plan, write, all in one transaction."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.domain.errors import UserError
from bot.domain.zones import time_zone
from bot.imports import apart, columns
from bot.imports.checking import check
from bot.imports.columns import Headers
from bot.imports.customers import CONTACTS, CUSTOMERS
from bot.imports.kinds import Desk, Kind, Plan
from bot.imports.order_lines import ORDER_LINES
from bot.imports.orders import ORDERS
from bot.imports.products import PRODUCTS
from bot.imports.reading import Table
from bot.imports.report import ImportReport, Refusal
from bot.imports.reps import REPS
from bot.store import audit, workspaces
from bot.store.db import in_workspace

# In the order in which they can refer to one another.
KINDS: Mapping[str, Kind[Any]] = MappingProxyType(
    {kind.name: kind for kind in (REPS, CUSTOMERS, CONTACTS, PRODUCTS, ORDERS, ORDER_LINES)}
)
# How far an import is after each of its steps, in percent.
READ, PLANNED, WRITTEN = 20, 50, 100


def run(  # noqa: PLR0913 (each is a word of the command line)
    engine: Engine,
    workspace_id: str,
    kind: str,
    source: Path | bytes,
    *,
    at: datetime,
    dry_run: bool = False,
    keep_good: bool = False,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> ImportReport:
    """Bring a file's rows into a workspace that exists, and report on each.

    All or nothing: one refused row leaves everything as it was, unless `keep_good`.
    Running the same file again changes nothing. `progress` is told percent of 100.
    Raises UserError where the file as a whole cannot be read.
    """
    found = _kind(kind)
    content = source if isinstance(source, bytes) else _content(source)
    table = apart.table(content, is_known=partial(columns.is_known, columns=found.columns))
    headers = columns.match(table.headers, found.columns, kind=kind)
    progress(READ, WRITTEN)

    def work(session: Session) -> ImportReport:
        desk = Desk(session, workspaces.get(session), at)
        plan = _plan(desk, found, table, headers)
        progress(PLANNED, WRITTEN)
        allowed = not dry_run and (keep_good or not plan.refusals)
        if allowed and plan.made + plan.changed:
            plan.write()
            _record(desk, kind, plan, content)
        return _report(kind, table, headers, plan, written=allowed)

    if workspaces.find(engine, workspace_id) is None:
        raise UserError(
            f"There is no workspace {workspace_id} yet. Check the Slack team id; it starts with T."
        )
    try:
        report = in_workspace(engine, workspace_id, work, reading=dry_run)
    except IntegrityError as error:
        raise UserError(
            "Somebody else has stored some of these rows in this very moment. Run it again."
        ) from error
    progress(WRITTEN, WRITTEN)
    return report


def _kind(name: str) -> Kind[Any]:
    if name not in KINDS:
        raise UserError(f"{name} cannot be imported. Choose one of {', '.join(KINDS)}.")
    return KINDS[name]


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UserError(f"{path} cannot be read: {error.strerror}.") from error


def _plan(desk: Desk, kind: Kind[Any], table: Table, headers: Headers) -> Plan:
    entries, refusals = check(
        table,
        headers,
        names=kind.columns,
        model=kind.model,
        zone=time_zone(desk.workspace.zone),
    )
    plan = kind.plan(desk, entries)
    every = sorted([*refusals, *plan.refusals], key=_line)
    return replace(plan, refusals=every)


def _line(refusal: Refusal) -> int:
    return refusal.line


def _record(desk: Desk, kind: str, plan: Plan, content: bytes) -> None:
    audit.record(
        desk.session,
        audit.Verb.FILE_IMPORTED,
        by=None,
        at=desk.at,
        kind=kind,
        made=plan.made,
        changed=plan.changed,
        skipped=plan.skipped,
        refused=len(plan.refusals),
        sha256=hashlib.sha256(content).hexdigest(),
    )


def _report(
    kind: str, table: Table, headers: Headers, plan: Plan, *, written: bool
) -> ImportReport:
    return ImportReport(
        kind=kind,
        rows=len(table.rows),
        made=plan.made,
        changed=plan.changed,
        skipped=plan.skipped,
        refused=tuple(plan.refusals),
        unknown_columns=headers.unknown,
        encoding=table.encoding,
        delimiter=table.delimiter,
        written=written,
        news=tuple(plan.news),
    )
