"""Decision tables as Camunda Modeler saves them, taken over or refused by their cells."""

from collections.abc import Sequence

import pytest

from bot.domain.conditions import Condition, Field, Flag, Interval, Numbers, Words
from bot.domain.errors import UserError
from bot.domain.people import Member, Role
from bot.domain.policies import ALL, NEW_CUSTOMER, Approvers, Rule, Step, discount_from
from bot.domain.policy_asking import Team
from bot.domain.policy_checks import check, errors
from bot.domain.policy_people import Directory
from bot.domain.rosters import Roster
from bot.imports.policy import ReadPolicy, read_policy

TEAM = Team(
    Roster((Member(1, "Ravi", Role.REP, "URAVI"), Member(2, "Maya", Role.MANAGER, "UMAYA"))),
    {"SLEGAL": "legal"},
)
# What a modeler wrote: ids, an annotation, escaped signs, a diagram beside the decision.
FILE = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" \
xmlns:dmndi="https://www.omg.org/spec/DMN/20191111/DMNDI/" \
xmlns:dc="http://www.omg.org/spec/DMN/20180521/DC/" \
xmlns:modeler="http://camunda.org/schema/modeler/1.0" id="approval" name="Approval" \
namespace="http://camunda.org/schema/1.0/dmn" exporter="Camunda Modeler" \
exporterVersion="5.28.0" modeler:executionPlatform="Camunda Cloud" \
modeler:executionPlatformVersion="8.6.0">
  <decision id="Decision_0a1b2c3" name="Who approves">
    <decisionTable id="DecisionTable_1x2y3z4"{policy}>
{columns}
{rules}
    </decisionTable>
  </decision>
  <dmndi:DMNDI><dmndi:DMNDiagram><dmndi:DMNShape dmnElementRef="Decision_0a1b2c3">
    <dc:Bounds height="80" width="180" x="160" y="100" />
  </dmndi:DMNShape></dmndi:DMNDiagram></dmndi:DMNDI>
</definitions>
"""
COLUMNS = ("Total (EUR)", "Discount %", "New customer", "Segment", "Rep")
OUTPUTS = ("approvers",)


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def table(
    *rows: Sequence[str],
    columns: Sequence[str] = COLUMNS,
    outputs: Sequence[str] = OUTPUTS,
    policy: str = ' hitPolicy="FIRST"',
) -> bytes:
    made = [
        f'<input id="Input_{at}" label="{label}"><inputExpression id="E_{at}" typeRef="string">'
        f"<text>x{at}</text></inputExpression></input>"
        for at, label in enumerate(columns)
    ]
    made += [
        f'<output id="Output_{at}" label="{label}" name="o{at}" typeRef="string" />'
        for at, label in enumerate(outputs)
    ]
    rules = []
    for number, row in enumerate(rows):
        cells = [
            f'<{"inputEntry" if at < len(columns) else "outputEntry"} id="C_{number}_{at}">'
            f"<text>{escaped(cell)}</text>"
            f"</{'inputEntry' if at < len(columns) else 'outputEntry'}>"
            for at, cell in enumerate(row)
        ]
        rules.append(
            f'<rule id="R_{number}"><description>Row {number}</description>{"".join(cells)}</rule>'
        )
    text = FILE.replace("{policy}", policy).replace("{columns}", "\n".join(made))
    return text.replace("{rules}", "\n".join(rules)).encode()


def read(content: bytes) -> ReadPolicy:
    return read_policy(content, Directory(TEAM), currency="USD")


def refused(content: bytes) -> list[str]:
    return [str(each) for each in read(content).refusals]


def number(field: Field, *intervals: Interval, negated: bool = False) -> Condition:
    currency = "EUR" if field is Field.AMOUNT else None
    return Condition(field, Numbers(intervals, negated, currency))


def test_a_table_of_the_modeler_becomes_rules() -> None:
    found = read(
        table(
            ("[1000..3000)", "", "-", '"Public","Key"', "-", '"manager, Maya"'),
            ("]10..30[", ">= 20", "true", 'not("Public")', '"Ravi"', '"rep\'s manager","@legal"'),
            ("not(5, > 100.5)", "< 12.5", "false", "-", 'not("Maya")', '"nobody"'),
            ("-", "-", "", "", "", '"admin"'),
        )
    )

    assert found.refusals == ()
    assert not found.unique
    assert found.rules == (
        Rule(
            "Row 0",
            (
                number(Field.AMOUNT, Interval(100_000, 300_000, high_open=True)),
                Condition(Field.SEGMENT, Words(("Public", "Key"))),
            ),
            (Step(Approvers(Role.MANAGER, (2,))),),
        ),
        Rule(
            "Row 1",
            (
                number(Field.AMOUNT, Interval(1_000, 3_000, low_open=True, high_open=True)),
                discount_from(2_000),
                NEW_CUSTOMER,
                Condition(Field.SEGMENT, Words(("Public",), negated=True)),
                Condition(Field.REP, Words(("1",))),
            ),
            (Step(Approvers(None, (), ("SLEGAL",), True)),),
        ),
        Rule(
            "Row 2",
            (
                number(
                    *(Field.AMOUNT, Interval(500, 500), Interval(10_050, low_open=True)),
                    negated=True,
                ),
                number(Field.LINE_DISCOUNT, Interval(high=1_250, high_open=True)),
                Condition(Field.NEW_CUSTOMER, Flag(False)),
                Condition(Field.REP, Words(("2",), negated=True)),
            ),
            (),
        ),
        Rule("Row 3", (), (Step(Approvers(Role.ADMIN)),)),
    )


def test_further_outputs_name_the_rule_and_its_hours() -> None:
    found = read(
        table(
            ("> 5", '"Big"', '"finance"', '"all"', "8", "4", "80", '"admin"'),
            columns=("Amount",),
            outputs=(
                *("Rule name", "Approver", "Needed", "Due hours", "Remind", "Expires", "Backup"),
            ),
        )
    )

    assert found.refusals == ()
    (rule,) = found.rules
    assert rule.name == "Big"
    assert rule.steps == (Step(Approvers(Role.FINANCE), ALL, 8, 4, 80, Approvers(Role.ADMIN)),)
    assert rule.conditions == (
        Condition(Field.AMOUNT, Numbers((Interval(500, low_open=True),), currency="USD")),
    )


def test_a_share_is_told_from_a_percentage_by_its_label() -> None:
    for label in ("Discount share", "Discount rate"):
        (rule,) = read(table((">= 0.2", '"admin"'), columns=(label,))).rules
        assert rule.conditions == (discount_from(2_000),)
    (sentence,) = refused(table((">= 0.2", '"admin"'), columns=("Discount",)))
    assert sentence.startswith("Rule 1, Discount: 0.2 may be a share or percent.")


def test_of_a_unique_table_overlaps_are_found() -> None:
    found = read(table(("> 5", '"admin"'), ("> 10", '"manager"'), columns=("Amount",), policy=""))

    assert found.unique
    said = [each.sentence for each in errors(check(found.rules, TEAM, unique=True))]
    assert any("of this table only one rule may fit" in each for each in said)


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        (0, "> x", "Rule 1, Total (EUR): “> x” cannot be read"),
        (0, "order.total > 5", "cannot be read"),
        (0, '__import__("os").system("true")', "cannot be read"),
        (0, "5 USD", "Write the currency into the column's label"),
        (0, "[30..10]", "holds no number"),
        (1, "> 101", "Rule 1, Discount %: 101% is out of bounds"),
        (2, "not(true)", "neither yes nor no"),
        (3, "Public", "Rule 1, Segment: “Public” is no text. Write it in quotation marks"),
        (3, 'starts with("P")', "cannot be read"),
        (4, '"Kim"', "No member is called “Kim”"),
        (5, '"Kim"', "Rule 1, approvers: No member is called “Kim”"),
        (5, "manager", "is no text"),
        (5, "", "Write who approves"),
        (5, "-", "Write who approves"),
        (5, 'if x then "a" else "b"', "cannot be read"),
    ],
)
def test_what_cannot_be_taken_over_is_refused_by_its_cell(
    column: int, cell: str, said: str
) -> None:
    row = ["-", "-", "-", "-", "-", '"manager"']
    row[column] = cell

    (sentence,) = refused(table(row))

    assert sentence.startswith("Rule 1, ")
    assert said in sentence


BOMB = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/">&b;</definitions>"""
OUTSIDE = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/">&a;</definitions>"""


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (BOMB, "declares entities or a document type"),
        (OUTSIDE, "declares entities or a document type"),
        (b"<definitions", "no XML that can be read"),
        (b"<html></html>", "no DMN 1.3"),
        (table(("-", '"admin"'), columns=("Amount",), policy=' hitPolicy="COLLECT"'), "COLLECT"),
        (table(("-", '"admin"'), columns=("Weather",)), "knows no input “Weather”"),
        (table(("-", '"admin"'), columns=("Amount",), outputs=("Colour",)), "no output “Colour”"),
        (table(("-", '"x"'), columns=("Amount",), outputs=("Rule",)), "one output column called"),
        (table(("-", "-", '"admin"'), columns=("Amount", "Total")), "look at the same"),
        (table(columns=("Amount",)), "no rules"),
    ],
)
def test_a_file_that_is_no_such_table_is_refused(content: bytes, said: str) -> None:
    with pytest.raises(UserError, match=said):
        read(content)


@pytest.mark.parametrize(
    "expression", ["total * 1.19", "gross - net", "sum(lines)", "if a > b then a else b"]
)
def test_an_input_that_works_something_out_is_refused_whatever_it_is_called(
    expression: str,
) -> None:
    made = table(("-", "-", "-", "-", "-", '"manager"')).replace(b"x0", expression.encode())

    with pytest.raises(UserError, match=r"“Total \(EUR\)” works something out"):
        read_policy(made, Directory(TEAM), currency="EUR")


def test_a_cell_in_another_language_is_refused() -> None:
    made = table((">= 5", "-", "-", "-", "-", '"manager"'))
    foreign = made.replace(b'id="C_0_0"', b'id="C_0_0" expressionLanguage="juel"')
    same = made.replace(
        b'id="C_0_0"', b'expressionLanguage="https://www.omg.org/spec/DMN/20191111/FEEL/"'
    )

    assert refused(foreign) == [
        "Rule 1, Total (EUR): It is not written in FEEL, and nothing else can be taken over."
    ]
    assert refused(same) == []


def test_what_an_output_is_where_no_rule_fits_is_refused_and_not_left_out() -> None:
    made = table((">= 5", "-", "-", "-", "-", '"manager"'))
    entry = b'<defaultOutputEntry><text>"nobody"</text></defaultOutputEntry>'
    with_default = made.replace(b'typeRef="string" />', b'typeRef="string">' + entry + b"</output>")
    assert with_default != made

    with pytest.raises(UserError, match='default "nobody", which cannot be taken over'):
        read(with_default)


def test_an_input_that_is_a_path_is_taken() -> None:
    made = table((">= 5", "-", "-", "-", "-", '"manager"')).replace(b"x0", b"order.total-net")

    assert read_policy(made, Directory(TEAM), currency="EUR").refusals == ()
