"""A file of the approval policy: CSV, a spreadsheet, or a DMN decision table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from bot.domain import policy_rows
from bot.domain.errors import UserError
from bot.domain.policies import Rule
from bot.domain.policy_people import Directory
from bot.domain.policy_rows import HEADER, RULE, Refusal
from bot.imports import columns, dmn, reading
from bot.imports.columns import Column
from bot.imports.reading import Table

ALSO: dict[str, tuple[str, ...]] = {
    RULE: ("name", "rule_name"),
    policy_rows.OCCASION: ("for",),
    "total": ("amount", "order_total", "total_amount"),
    "line_discount": ("line_discount_percent", "discount"),
    "order_discount": ("order_discount_percent",),
    "margin": ("margin_percent",),
    "new_customer": ("customer_is_new", "is_new"),
    "over_credit": ("credit", "credit_limit_exceeded", "over_credit_limit"),
    "segment": ("customer_segment",),
    "category": ("product_category",),
    "rep": ("sales_rep", "salesperson"),
    policy_rows.APPROVERS: ("approver", "who", "who_approves"),
    policy_rows.NEEDED: ("how_many", "approvals_needed"),
    "due_hours": ("due", "due_after_hours"),
    "remind_hours": ("remind", "remind_hours_before"),
    "expire_hours": ("expires", "expire", "expires_after_hours"),
}
REQUIRED = {RULE, policy_rows.APPROVERS}
COLUMNS = tuple(Column(name, ALSO.get(name, ()), required=name in REQUIRED) for name in HEADER)
MOST_BYTES = 5_000_000


@dataclass(frozen=True, slots=True)
class ReadPolicy:
    """The rules of a file, which hold only where `refusals` is empty.

    `unique` says that the table allows only one rule to fit an order.
    """

    rules: tuple[Rule, ...]
    refusals: tuple[Refusal, ...] = ()
    unique: bool = False


def read_policy(content: bytes, directory: Directory, *, currency: str) -> ReadPolicy:
    """Read the rules of a file; raises UserError where it can be no policy at all."""
    if len(content) > MOST_BYTES:
        raise UserError("The file is larger than a policy can be. Check that it is the right one.")
    if dmn.is_dmn(content):
        return ReadPolicy(*dmn.read_dmn(content, directory, currency=currency))
    table = reading.read(content, is_known=partial(columns.is_known, columns=COLUMNS))
    headers = columns.match(table.headers, COLUMNS, kind="the approval policy")
    if headers.unknown:
        # A condition that is left out lets through what it should not.
        raise UserError(
            f"Nothing here takes the column {', '.join(headers.unknown)}. Remove it, or call it"
            f" one of {', '.join(HEADER)}."
        )
    rows, refusals = _rows(table, headers.fields)
    rules, refused = policy_rows.read(rows, directory, currency=currency)
    if not rules and not (refused or refusals):
        raise UserError("The file has no rules. Write at least one row below the header.")
    every = sorted([*refusals, *refused], key=lambda each: each.line)
    return ReadPolicy(rules, tuple(every))


def _rows(
    table: Table, fields: Mapping[str, int]
) -> tuple[Sequence[tuple[int, dict[str, str]]], list[Refusal]]:
    rows, refusals = [], []
    for row in table.rows:
        if len(row.cells) > len(table.headers):
            said = "The row is longer than the header. Put cells with commas into quotation marks."
            refusals.append(Refusal(row.line, table.headers[-1], said))
            continue
        rows.append((row.line, {name: row.cells[at] for name, at in fields.items()}))
    return rows, refusals
