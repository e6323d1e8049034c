"""Slack's marks, read as words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.blocks.incoming import people_in, readable


@pytest.mark.parametrize(
    ("marked", "words"),
    [
        ("Smith &amp; Sons &lt;b&gt;", "Smith & Sons <b>"),
        ("&amp;lt;", "&lt;"),
        ("ask <@UMAYA> or <@UOTHER>", "ask @Maya or @UOTHER"),
        ("<@UOTHER|otto>", "@otto"),
        ("in <#C1|sales> and <#C2>", "in #sales and #C2"),
        ("<!channel> <!here|here> <!subteam^S1|@managers>", "@channel here @managers"),
        (
            "<https://acme.example|Acme> <https://x.example>",
            "Acme (https://acme.example) https://x.example",
        ),
        ("<mailto:anna@acme.example|anna@acme.example>", "anna@acme.example"),
        ("<tel:+4930|+4930>", "+4930"),
        ("no marks < here", "no marks < here"),
    ],
)
def test_marks_become_what_people_read(marked: str, words: str) -> None:
    assert readable(marked, {"UMAYA": "Maya"}) == words


@given(st.text())
def test_whatever_comes_is_read(text: str) -> None:
    assert isinstance(readable(text), str)


def test_knows_whom_a_message_mentions() -> None:
    assert people_in("<@URAVI> and <@WMAYA|maya>, not @UOMAR") == ["URAVI", "WMAYA"]
