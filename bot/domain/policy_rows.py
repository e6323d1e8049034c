"""A policy as the rows of a table, one a step, and back.

A rule is a row; a further row without a rule's name below it is its next step.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

from bot.domain import policy_cells
from bot.domain.conditions import Condition, Field, Occasion
from bot.domain.errors import UserError
from bot.domain.policies import ALL, ANY, Approvers, Rule, Step
from bot.domain.policy_asking import MOST_HOURS
from bot.domain.policy_people import NOBODY, Directory

RULE, OCCASION, APPROVERS, NEEDED, BACKUP = ("rule", "occasion", "approvers", "needed", "backup")
CONDITIONS: Mapping[str, Field] = {
    "total": Field.AMOUNT,
    "currency": Field.CURRENCY,
    "line_discount": Field.LINE_DISCOUNT,
    "order_discount": Field.ORDER_DISCOUNT,
    "margin": Field.MARGIN,
    "new_customer": Field.NEW_CUSTOMER,
    "over_credit": Field.OVER_CREDIT,
    "segment": Field.SEGMENT,
    "region": Field.REGION,
    "category": Field.CATEGORY,
    "rep": Field.REP,
}
HOURS = {"due_hours": "due_hours", "remind_hours": "remind_hours", "expire_hours": "expire_hours"}
OF_STEPS = (APPROVERS, NEEDED, *HOURS, BACKUP)
HEADER = (RULE, OCCASION, *CONDITIONS, *OF_STEPS)
MOST_NEEDED = 99
# A spreadsheet runs what begins so. The apostrophe itself is escaped too, so that all of it
# comes back as it was. https://owasp.org/www-community/attacks/CSV_Injection
ESCAPED = ("=", "+", "-", "@", "\t", "\r", "'")

Row = Mapping[str, str]
Read = TypeVar("Read")


@dataclass(frozen=True, slots=True)
class Refusal:
    """A cell that cannot be taken: the line in the file, the column, and what to write instead."""

    line: int
    column: str
    sentence: str
    unit: str = "Line"

    def __str__(self) -> str:
        return f"{self.unit} {self.line}, {self.column}: {self.sentence}"


def write(rules: Sequence[Rule], directory: Directory) -> Iterator[tuple[str, ...]]:
    """Yield the rows below HEADER."""
    for rule in rules:
        steps: tuple[Step | None, ...] = rule.steps or (None,)
        for number, step in enumerate(steps):
            cells = _rule_cells(rule, directory) if number == 0 else {}
            cells |= {APPROVERS: NOBODY} if step is None else step_cells(step, directory)
            yield tuple(_escaped(cells.get(name, "")) for name in HEADER)


def _rule_cells(rule: Rule, directory: Directory) -> dict[str, str]:
    columns = {field: name for name, field in CONDITIONS.items()}
    return {
        RULE: rule.name,
        OCCASION: rule.occasion.value,
        **{columns[each.field]: policy_cells.write(each, directory) for each in rule.conditions},
    }


def step_cells(step: Step, directory: Directory) -> dict[str, str]:
    hours = {name: getattr(step, field) for name, field in HOURS.items()}
    return {
        APPROVERS: directory.write(step.approvers),
        NEEDED: {ANY: "any", ALL: "all"}.get(step.need, str(step.need)),
        **{name: str(value) for name, value in hours.items() if value is not None},
        BACKUP: "" if step.backup is None else directory.write(step.backup),
    }


def _escaped(cell: str) -> str:
    return f"'{cell}" if cell.startswith(ESCAPED) else cell


def read(
    rows: Sequence[tuple[int, Row]], directory: Directory, *, currency: str
) -> tuple[tuple[Rule, ...], list[Refusal]]:
    """Read rows with their line numbers; the rules hold only if nothing is refused."""
    reader = _Reader(directory, currency)
    for line, row in rows:
        reader.take(line, {name: _plain(cell) for name, cell in row.items()})
    return tuple(reader.rules), reader.refusals


def _plain(cell: str) -> str:
    text = cell.strip()
    return text.removeprefix("'").strip() if text.startswith("'") else text


class _Reader:
    def __init__(self, directory: Directory, currency: str) -> None:
        self.rules: list[Rule] = []
        self.refusals: list[Refusal] = []
        self._directory = directory
        self._currency = currency

    def take(self, line: int, row: Row) -> None:
        if row.get(RULE):
            rule = Rule(
                " ".join(row[RULE].split()),
                tuple(self._conditions(line, row)),
                (),
                self._cell(line, row, OCCASION, _occasion) or Occasion.ORDER,
            )
            self.rules.append(rule)
        elif any(row.get(name) for name in (OCCASION, *CONDITIONS)) or not self.rules:
            said = "A row with conditions is a rule of its own. Give it a name."
            self.refusals.append(Refusal(line, RULE, said))
            return
        step = self._step(line, row, further=not row.get(RULE))
        if step is not None:
            rule = self.rules[-1]
            self.rules[-1] = replace(rule, steps=(*rule.steps, step))

    def _conditions(self, line: int, row: Row) -> Iterator[Condition]:
        for name, field in CONDITIONS.items():
            read = partial(
                policy_cells.read, field, directory=self._directory, currency=self._currency
            )
            found = self._cell(line, row, name, read)
            if found is not None:
                yield found

    def _step(self, line: int, row: Row, *, further: bool) -> Step | None:
        refused = len(self.refusals)
        asked = self._asked(line, row)
        if asked is None and len(self.refusals) == refused:
            self._check_nobody(line, row, further=further)
            return None
        # Also where it is not clear who is asked, so that all that is wrong is told at once.
        step = Step(
            asked or Approvers(),
            ANY if (need := self._cell(line, row, NEEDED, needed)) is None else need,
            backup=self._cell(line, row, BACKUP, self._backup),
            **{field: self._cell(line, row, name, hours) for name, field in HOURS.items()},
        )
        return None if asked is None else step

    def _asked(self, line: int, row: Row) -> Approvers | None:
        if row.get(APPROVERS):
            return self._cell(line, row, APPROVERS, self._directory.read)
        said = "Write who approves, like manager or Maya, or nobody."
        self.refusals.append(Refusal(line, APPROVERS, said))
        return None

    def _check_nobody(self, line: int, row: Row, *, further: bool) -> None:
        """Where nobody is asked there is nothing else to say about a step."""
        if further:
            said = "A step asks somebody. Remove this row, or name people."
            self.refusals.append(Refusal(line, APPROVERS, said))
        for name in OF_STEPS[1:]:
            if row.get(name):
                said = "Nobody is asked, so leave this empty."
                self.refusals.append(Refusal(line, name, said))

    def _backup(self, text: str) -> Approvers:
        found = self._directory.read(text)
        if found is None:
            raise UserError("Leave it empty where there is no backup.")
        return found

    def _cell(self, line: int, row: Row, name: str, read: Callable[[str], Read]) -> Read | None:
        """Read a cell that is filled, or note why it cannot be."""
        text = row.get(name, "")
        if not text:
            return None
        try:
            return read(text)
        except UserError as error:
            self.refusals.append(Refusal(line, name, str(error)))
            return None


def _occasion(text: str) -> Occasion:
    try:
        return Occasion(text.casefold())
    except ValueError:
        raise UserError(
            f"“{text}” is neither order nor cancellation. Write one of the two, or nothing for"
            " orders."
        ) from None


def needed(text: str) -> int:
    """Read how many approvals are needed; raises UserError."""
    known = {"any": ANY, "all": ALL}.get(text.casefold())
    if known is not None:
        return known
    if text.isascii() and text.isdecimal() and 1 <= int(text[:3]) <= MOST_NEEDED:
        return int(text)
    raise UserError(f"“{text}” is not how many are needed. Write any, all, or a number like 2.")


def hours(text: str) -> int:
    """Read business hours; raises UserError."""
    if text.isascii() and text.isdecimal() and 1 <= int(text[:5]) <= MOST_HOURS:
        return int(text)
    raise UserError(f"“{text}” is no number of hours. Write 1 to {MOST_HOURS}, or nothing.")
