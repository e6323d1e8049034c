"""A decision table of Camunda Modeler's (DMN 1.3) as the rules of a policy.

Only what the policy can say is taken; all else is refused by its cell. Nothing is evaluated.
https://docs.camunda.io/docs/components/modeler/dmn/decision-table/
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import TypeVar
from xml.etree.ElementTree import Element, ParseError  # what defusedxml hands out

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from bot.domain import policy_cells, unary_tests
from bot.domain.conditions import FLAGS, NUMBERS, Condition, Field, Numbers
from bot.domain.errors import UserError
from bot.domain.money import is_money
from bot.domain.policies import ANY, Approvers, Rule, Step
from bot.domain.policy_people import Directory
from bot.domain.policy_rows import Refusal, hours, needed
from bot.imports.columns import bare

MODEL = "{https://www.omg.org/spec/DMN/20191111/MODEL/}"
HIT_POLICIES = ("FIRST", "UNIQUE")
RULE = "Rule"
INPUTS: dict[Field, tuple[str, ...]] = {
    Field.AMOUNT: ("amount", "total", "order total", "order amount", "total amount", "net"),
    Field.CURRENCY: ("currency",),
    Field.LINE_DISCOUNT: ("line discount", "discount", "largest discount"),
    Field.ORDER_DISCOUNT: ("order discount", "overall discount"),
    Field.MARGIN: ("margin", "order margin"),
    Field.NEW_CUSTOMER: ("new customer", "customer is new", "is new customer", "is new"),
    Field.OVER_CREDIT: ("over credit", "credit", "credit limit exceeded", "over credit limit"),
    Field.SEGMENT: ("segment", "customer segment"),
    Field.REGION: ("region", "country", "customer region"),
    Field.CATEGORY: ("category", "product category"),
    Field.REP: ("rep", "sales rep", "salesperson"),
}
OUTPUTS: dict[str, tuple[str, ...]] = {
    "approvers": ("approvers", "approver", "who", "who approves", "approved by", "approval"),
    "name": ("rule", "name", "rule name"),
    "needed": ("needed", "how many", "approvals needed"),
    "due_hours": ("due hours", "due", "due after hours"),
    "remind_hours": ("remind hours", "remind"),
    "expire_hours": ("expire hours", "expires", "expire"),
    "backup": ("backup", "escalation"),
}
# Words of a label that say how a figure is meant, and are no part of the name.
UNITS = re.compile(r"%|\bpercent(age)?\b|\bin\b|\(|\)", re.IGNORECASE)
SHARES = re.compile(r"\b(share|fraction|rate)\b", re.IGNORECASE)
PERCENT = re.compile(r"%|percent", re.IGNORECASE)
CURRENCY = re.compile(r"\b[A-Z]{3}\b")
# What only names a value, like `order.total`; all else of FEEL works one out.
NAME = re.compile(r"\w+(?:[ .-]\w+)*")
Read = TypeVar("Read")


@dataclass(frozen=True, slots=True)
class Input:
    """A column of conditions: what it looks at, and how its figures are meant."""

    label: str
    field: Field
    currency: str
    percent: bool
    share: bool


def is_dmn(content: bytes) -> bool:
    """Return whether the bytes look like XML; no CSV begins so."""
    return content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def read_dmn(
    content: bytes, directory: Directory, *, currency: str
) -> tuple[tuple[Rule, ...], tuple[Refusal, ...], bool]:
    """Return the rules, what is refused, and whether only one rule may fit an order.

    Raises UserError where the file has no table that can be taken.
    """
    table = _table(content)
    policy = table.get("hitPolicy", "UNIQUE")
    if policy not in HIT_POLICIES or table.get("aggregation"):
        raise UserError(
            f"The table's hit policy is {policy}. Only FIRST and UNIQUE can be taken over."
        )
    inputs = [_input(each, currency) for each in table.findall(f"{MODEL}input")]
    if len({each.field for each in inputs}) < len(inputs):
        raise UserError("Two columns look at the same. Make one column of them.")
    outputs = [_output(each) for each in table.findall(f"{MODEL}output")]
    if "approvers" not in outputs or len(set(outputs)) < len(outputs):
        raise UserError("The table needs one output column called approvers. Add it, or rename.")
    reader = _Reader(inputs, outputs, directory)
    rules = [
        reader.rule(number, each)
        for number, each in enumerate(table.findall(f"{MODEL}rule"), start=1)
    ]
    if not rules:
        raise UserError("The table has no rules. Write at least one.")
    return tuple(rules), tuple(reader.refusals), policy == "UNIQUE"


def _table(content: bytes) -> Element:
    try:
        root: Element = fromstring(content, forbid_dtd=True)
    except DefusedXmlException as error:
        raise UserError(
            "The file declares entities or a document type, which no decision table needs. Save it"
            " anew with Camunda Modeler."
        ) from error
    except (ParseError, ValueError) as error:
        raise UserError("The file is no XML that can be read. Save it anew.") from error
    if not root.tag.startswith(MODEL):
        raise UserError("The file is no DMN 1.3. Save it with Camunda Modeler 4 or newer.")
    tables = root.findall(f"{MODEL}decision/{MODEL}decisionTable")
    if len(tables) != 1 or len(root.findall(f"{MODEL}decision")) != 1:
        raise UserError(
            f"The file has {len(tables)} decision tables, and one decision with one table is"
            " needed. Remove the others."
        )
    return tables[0]


def _input(element: Element, currency: str) -> Input:
    expression = element.find(f"{MODEL}inputExpression")
    text = "" if expression is None else _text(expression)
    label = (element.get("label") or "").strip()
    told = label or text or "an input without a name"
    if text and not NAME.fullmatch(text):
        raise UserError(
            f"The input “{told}” works something out: “{text}”. Let it be a name, like total;"
            " nothing in a file is ever evaluated."
        )
    for name in (label, text):
        field = _field(name)
        if field is not None and expression is not None and _is_feel(expression):
            codes = [each for each in CURRENCY.findall(label) if is_money(each)]
            return Input(
                told,
                field,
                codes[0] if codes else currency,
                PERCENT.search(f"{label} {text}") is not None,
                SHARES.search(label) is not None,
            )
    known = ", ".join(names[0] for names in INPUTS.values())
    raise UserError(f"The policy knows no input “{told}”. Call it one of {known}.")


def _field(name: str) -> Field | None:
    plain = SHARES.sub("", UNITS.sub(" ", CURRENCY.sub(" ", name)))
    return next(
        (field for field, names in INPUTS.items() if bare(plain) in {bare(each) for each in names}),
        None,
    )


def _is_feel(element: Element) -> bool:
    language = element.get("expressionLanguage", "feel").casefold()
    return language == "feel" or "/feel" in language


def _output(element: Element) -> str:
    default = element.find(f"{MODEL}defaultOutputEntry")
    if default is not None and _text(default):
        raise UserError(
            f"An output has the default {_text(default)}, which cannot be taken over. Write it as"
            " the last rule, without conditions."
        )
    for name in (element.get("label") or "", element.get("name") or ""):
        for output, names in OUTPUTS.items():
            if bare(name) in {bare(each) for each in names}:
                return output
    told = element.get("label") or element.get("name") or "an output without a name"
    raise UserError(f"The policy knows no output “{told}”. Call it one of {', '.join(OUTPUTS)}.")


class _Reader:
    def __init__(
        self, inputs: Sequence[Input], outputs: Sequence[str], directory: Directory
    ) -> None:
        self.refusals: list[Refusal] = []
        self._inputs = inputs
        self._outputs = outputs
        self._directory = directory

    def rule(self, number: int, element: Element) -> Rule:
        entries = [element.findall(f"{MODEL}{kind}Entry") for kind in ("input", "output")]
        cells, results = ([_text(each) for each in some] for some in entries)
        if len(cells) != len(self._inputs) or len(results) != len(self._outputs):
            self.refusals.append(Refusal(number, "all", "It has too few or too many cells.", RULE))
            return Rule("")
        for name, entry in zip(self._columns(), [*entries[0], *entries[1]], strict=True):
            if not _is_feel(entry):
                foreign = "It is not written in FEEL, and nothing else can be taken over."
                self.refusals.append(Refusal(number, name, foreign, RULE))
        conditions = tuple(self._conditions(number, cells))
        said = dict(zip(self._outputs, results, strict=True))
        description = element.find(f"{MODEL}description")
        told = "" if description is None else _text(description)
        name = self._cell(number, "name", said.get("name", ""), _string) or told
        steps = self._steps(number, said)
        return Rule(" ".join(name.split())[:60] or f"{RULE} {number}", conditions, steps)

    def _columns(self) -> list[str]:
        return [*(each.label for each in self._inputs), *self._outputs]

    def _conditions(self, number: int, cells: Sequence[str]) -> Iterator[Condition]:
        order = list(Field)
        found = []
        for column, text in zip(self._inputs, cells, strict=True):
            if not unary_tests.asks_nothing(text):
                read = self._cell(number, column.label, text, partial(self._test, column))
                found += [] if read is None else [read]
        yield from sorted(found, key=lambda each: order.index(each.field))

    def _test(self, column: Input, text: str) -> Condition:
        if column.field in NUMBERS:
            return Condition(column.field, _numbers(column, text))
        if column.field in FLAGS:
            return Condition(column.field, policy_cells.flag(text.strip('"')))
        words = unary_tests.words(text, bare=False)
        return Condition(column.field, policy_cells.words(column.field, words, self._directory))

    def _steps(self, number: int, said: dict[str, str]) -> tuple[Step, ...]:
        refused = len(self.refusals)
        asked = self._cell(number, "approvers", said["approvers"], self._approvers)
        if asked is None:
            if unary_tests.asks_nothing(said["approvers"]):
                told = 'Write who approves, like "manager", or "nobody".'
                self.refusals.append(Refusal(number, "approvers", told, RULE))
            if len(self.refusals) == refused:
                self._check_nobody(number, said)
            return ()
        need = self._cell(number, "needed", said.get("needed", ""), _of(needed))
        due, remind, expire = (
            self._cell(number, name, said.get(name, ""), _of(hours))
            for name in ("due_hours", "remind_hours", "expire_hours")
        )
        backup = self._cell(number, "backup", said.get("backup", ""), self._approvers)
        return (Step(asked, ANY if need is None else need, due, remind, expire, backup),)

    def _check_nobody(self, number: int, said: dict[str, str]) -> None:
        for name, text in said.items():
            if name not in {"approvers", "name"} and not unary_tests.asks_nothing(text):
                told = "Nobody is asked, so leave this empty."
                self.refusals.append(Refusal(number, name, told, RULE))

    def _approvers(self, text: str) -> Approvers | None:
        return self._directory.read(_string(text))

    def _cell(
        self, number: int, column: str, text: str, read: Callable[[str], Read]
    ) -> Read | None:
        if unary_tests.asks_nothing(text):
            return None
        try:
            return read(text)
        except UserError as error:
            self.refusals.append(Refusal(number, column, str(error), RULE))
            return None


def _numbers(column: Input, text: str) -> Numbers:
    if column.field is Field.AMOUNT:
        if policy_cells.CODE.search(text.replace("not", "")):
            raise UserError(f"“{text}” cannot be read. Write the currency into the column's label.")
        return policy_cells.amount(text, column.currency, alone=True)

    def exact(figure: Decimal) -> int:
        if column.share:
            return policy_cells.points(column.field, figure * 100)
        if not column.percent and 0 < abs(figure) < 1:
            raise UserError(
                f"{figure:f} may be a share or percent. Write % or share into the column's label."
            )
        return policy_cells.points(column.field, figure)

    return unary_tests.numbers(text, exact)


def _of(read: Callable[[str], int]) -> Callable[[str], int]:
    return lambda text: read(_string(text) if text.startswith('"') else text)


def _string(text: str) -> str:
    """Return what a text in quotation marks, or a list of such, says; raises UserError."""
    found = list(unary_tests.items(text))
    if not all(quoted for _, quoted in found):
        raise UserError(f"“{text}” is no text. Write it in quotation marks.")
    return ", ".join(word for word, _ in found)


def _text(element: Element) -> str:
    child = element.find(f"{MODEL}text")
    found = element.text if child is None else child.text
    return (found or "").strip()
