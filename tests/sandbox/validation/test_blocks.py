"""Single blocks: what passes, and what is refused where and why."""

from typing import Any

import pytest

from bot.sandbox.validation import Problem, validate_blocks
from tests.sandbox.validation.samples import (
    FILE_IMAGE,
    GOOD,
    IMAGE,
    SELECT,
    TEXT_INPUT,
    actions,
    asks,
    bars,
    button,
    confirm,
    data_table,
    mrkdwn,
    option,
    options,
    pie,
    plain,
    rich_text,
    section,
    table,
)

CHECKBOXES = {"type": "checkboxes", "action_id": "tags", "options": options(2)}
RADIO = {**CHECKBOXES, "type": "radio_buttons"}
OVERFLOW = {"type": "overflow", "action_id": "more", "options": options(2)}
NUMBER = {"type": "number_input", "is_decimal_allowed": False}
DATE = {"type": "datepicker", "action_id": "due"}

NOT_OFFERED = "must be one of the options provided"
ONE_SOURCE = "exactly one of these is required: image_url, slack_file"
GROUPS_OR_NOT = "exactly one of these is required: options, option_groups"


def longest(count: int) -> str:
    return f"must be less than {count + 1} characters"


def most(count: int) -> str:
    return f"no more than {count} items allowed"


def least(count: int) -> str:
    return f"no less than {count} items allowed"


def missing(name: str) -> str:
    return f"missing required field: {name}"


def unsupported(kind: str) -> str:
    return f"unsupported type: {kind}"


BAD: list[tuple[dict[str, Any], str, str]] = [
    ({"type": "poem"}, "/type", unsupported("poem")),
    ({"text": mrkdwn()}, "", missing("type")),
    ({"type": "section"}, "", missing("text or fields")),
    (section(""), "/text/text", "must be more than 0 characters"),
    (section("x" * 3001), "/text/text", longest(3000)),
    (section(colour="red"), "", "invalid additional property: colour"),
    (section(fields=[mrkdwn()] * 11), "/fields", most(10)),
    (section(fields=[]), "/fields", least(1)),
    (section(fields=[mrkdwn("x" * 2001)]), "/fields/0/text", longest(2000)),
    (section(block_id="b" * 256), "/block_id", longest(255)),
    (section(accessory=TEXT_INPUT), "/accessory/type", unsupported("plain_text_input")),
    ({"type": "header", "text": mrkdwn()}, "/text/type", unsupported("mrkdwn")),
    ({"type": "header", "text": plain("x" * 151)}, "/text/text", longest(150)),
    ({"type": "header", "text": "Hello"}, "/text", "must be an object"),
    ({"type": "context", "elements": []}, "/elements", least(1)),
    ({"type": "context", "elements": [plain()] * 11}, "/elements", most(10)),
    ({"type": "context", "elements": [button()]}, "/elements/0/type", unsupported("button")),
    (actions(), "/elements", least(1)),
    (actions(TEXT_INPUT), "/elements/0/type", unsupported("plain_text_input")),
    (actions(button(text=mrkdwn())), "/elements/0/text/type", unsupported("mrkdwn")),
    (actions(button(text=plain("x" * 76))), "/elements/0/text/text", longest(75)),
    (actions(button(value="")), "/elements/0/value", "must be more than 0 characters"),
    (actions(button(value="x" * 2001)), "/elements/0/value", longest(2000)),
    (actions(button(value=7)), "/elements/0/value", "must be a string"),
    (actions(button(style="default")), "/elements/0/style", "must be one of: primary, danger"),
    (actions(button(url="javascript:alert(1)")), "/elements/0/url", "must be a valid URL"),
    (
        actions(button(confirm=confirm(title=plain("x" * 101)))),
        "/elements/0/confirm/title/text",
        longest(100),
    ),
    (
        actions(button(confirm=confirm(text=plain("x" * 301)))),
        "/elements/0/confirm/text/text",
        longest(300),
    ),
    (
        actions(button(confirm=confirm(deny=plain("x" * 31)))),
        "/elements/0/confirm/deny/text",
        longest(30),
    ),
    (actions(button(confirm={"text": plain()})), "/elements/0/confirm", missing("title")),
    (actions({**SELECT, "options": options(101)}), "/elements/0/options", most(100)),
    (actions({**SELECT, "options": []}), "/elements/0/options", least(1)),
    (actions({"type": "static_select"}), "/elements/0", GROUPS_OR_NOT),
    (
        actions({**SELECT, "initial_option": option("elsewhere")}),
        "/elements/0/initial_option",
        NOT_OFFERED,
    ),
    (
        actions({**SELECT, "options": [option("v" * 76)]}),
        "/elements/0/options/0/text/text",
        longest(75),
    ),
    (
        actions({**SELECT, "options": [{"text": plain(), "value": "v" * 76}]}),
        "/elements/0/options/0/value",
        longest(75),
    ),
    (
        actions({**SELECT, "options": [{"text": mrkdwn(), "value": "v"}]}),
        "/elements/0/options/0/text/type",
        unsupported("mrkdwn"),
    ),
    (
        actions({**SELECT, "options": [{**option(), "url": "https://a.example"}]}),
        "/elements/0/options/0",
        "invalid additional property: url",
    ),
    (
        actions({**SELECT, "placeholder": plain("x" * 151)}),
        "/elements/0/placeholder/text",
        longest(150),
    ),
    (actions({**CHECKBOXES, "options": options(11)}), "/elements/0/options", most(10)),
    (actions({**CHECKBOXES, "initial_options": []}), "/elements/0/initial_options", least(1)),
    (
        actions({**RADIO, "initial_option": option("elsewhere")}),
        "/elements/0/initial_option",
        NOT_OFFERED,
    ),
    (actions({**OVERFLOW, "options": options(6)}), "/elements/0/options", most(5)),
    (actions({**OVERFLOW, "options": options(1)}), "/elements/0/options", least(2)),
    (
        actions({**DATE, "initial_date": "23.11.2026"}),
        "/elements/0/initial_date",
        "must be a valid date",
    ),
    (
        actions({**DATE, "initial_date": "2026-02-30"}),
        "/elements/0/initial_date",
        "must be a valid date",
    ),
    (
        actions({"type": "timepicker", "initial_time": "24:00"}),
        "/elements/0/initial_time",
        "must be a valid time",
    ),
    (actions(button(), button()), "/elements/1/action_id", "action_id already exists: approve"),
    (asks(button()), "/element/type", unsupported("button")),
    ({"type": "input", "element": TEXT_INPUT}, "", missing("label")),
    (asks(TEXT_INPUT, label=mrkdwn()), "/label/type", unsupported("mrkdwn")),
    (asks({**TEXT_INPUT, "max_length": 3001}), "/element/max_length", "must be between 1 and 3000"),
    (
        asks({**TEXT_INPUT, "min_length": 5, "max_length": 4}),
        "/element/min_length",
        "must not be more than max_length",
    ),
    (
        asks({**TEXT_INPUT, "max_length": 2, "initial_value": "abc"}),
        "/element/initial_value",
        longest(2),
    ),
    (asks({**TEXT_INPUT, "multiline": "yes"}), "/element/multiline", "must be a boolean"),
    ({"type": "image", "alt_text": "A"}, "", ONE_SOURCE),
    ({**IMAGE, **FILE_IMAGE}, "", ONE_SOURCE),
    ({**IMAGE, "image_url": "a.png"}, "/image_url", "must be a valid URL"),
    ({"type": "image", "image_url": "https://a.example/a.png"}, "", missing("alt_text")),
    ({**FILE_IMAGE, "slack_file": {}}, "/slack_file", "exactly one of these is required: id, url"),
    (table(rows=101), "/rows", most(100)),
    (table(columns=21), "/rows/0", most(20)),
    (table(rows=2, text="x" * 2501), "/rows", longest(10000)),
    (data_table(rows=1), "/rows", least(2)),
    (data_table(page_size=0), "/page_size", "must be between 1 and 100"),
    (
        data_table(row_header_column_index=2),
        "/row_header_column_index",
        "must be the index of a column",
    ),
    (
        {**data_table(), "rows": [[rich_text()], [rich_text()]]},
        "/rows/0/0/type",
        unsupported("rich_text"),
    ),
    (
        {**data_table(), "rows": [*table(1, 2)["rows"], *table(1, 1)["rows"]]},
        "/rows/1",
        "must have 2 cells as the header has",
    ),
    ({**table(), "type": "data_table"}, "", missing("caption")),
    ({**pie(), "title": "x" * 51}, "/title", longest(50)),
    (pie({"Ravi": 0}), "/chart/segments/0/value", "must be between 1e-09 and 1000000000000000.0"),
    (pie({f"Rep {n}": 1 for n in range(7)}), "/chart/segments", most(6)),
    (pie({"R" * 21: 1}), "/chart/segments/0/label", longest(20)),
    (
        bars({"Revenue": {"Mon": 1}}),
        "/chart/series/0/data",
        "must have one point for every category",
    ),
    (bars({f"S{n}": {"Mon": 1, "Tue": 2} for n in range(7)}), "/chart/series", most(6)),
    ({**pie(), "chart": {"type": "donut"}}, "/chart/type", unsupported("donut")),
]


@pytest.mark.parametrize("name", GOOD)
def test_a_well_made_block_passes(name: str) -> None:
    assert validate_blocks([GOOD[name]]) == []


@pytest.mark.parametrize("block", [pie(), bars(), *({**bars(), "title": t} for t in "ab")])
def test_a_well_made_chart_passes(block: dict[str, Any]) -> None:
    assert validate_blocks([block]) == []


@pytest.mark.parametrize(("block", "where", "why"), BAD, ids=[f"{w} {y}" for _, w, y in BAD])
def test_a_fault_is_named_with_its_place(block: dict[str, Any], where: str, why: str) -> None:
    assert Problem(f"/blocks/0{where}", why) in validate_blocks([block])


def test_a_fault_reads_as_slack_writes_it() -> None:
    (fault,) = validate_blocks([section("")])

    assert str(fault) == "[ERROR] must be more than 0 characters [json-pointer:/blocks/0/text/text]"


def test_decimals_are_refused_where_whole_numbers_are_asked() -> None:
    found = validate_blocks([asks({**NUMBER, "initial_value": "1.5"})], "modal")

    assert found == [Problem("/blocks/0/element/initial_value", "must be an integer")]


def test_mentions_of_everybody_are_left_to_the_sender() -> None:
    assert validate_blocks([section("<!channel> <!here>")]) == []


def test_an_option_in_a_group_may_be_chosen_at_first() -> None:
    groups = [{"label": plain("All"), "options": options(2)}]
    menu = {"type": "static_select", "option_groups": groups, "initial_option": options(2)[1]}

    assert validate_blocks([actions(menu)]) == []
    assert validate_blocks([actions({**menu, "options": options(1)})]) != []
