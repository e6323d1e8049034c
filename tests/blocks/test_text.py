"""Words from people, made harmless; lists, told in one text."""

import pytest

from bot.blocks.text import in_one_text, plain


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("<!channel>", "&lt;!channel&gt;"),
        ("*bold* ~gone~ `code`", "∗bold∗ ∼gone∼ ˋcodeˋ"),
        ("_sly_ snake_case", "ˍslyˍ snake_case"),
        ("Smith & Sons", "Smith &amp; Sons"),
        ("two\nlines", "two lines"),
        ("a\u202eb", "ab"),
    ],
)
def test_people_s_words_wake_nobody(typed: str, shown: str) -> None:
    assert plain(typed) == shown


def test_a_list_in_one_text_keeps_its_items_whole() -> None:
    text = in_one_text("Customers", [f"Customer {number}" for number in range(1_000)], limit=200)

    assert len(text) < 230
    assert text.endswith("more.")
    assert "Customer 9;" in text


def test_a_short_list_is_told_whole() -> None:
    assert in_one_text("Customers", ["Anna", "Bert"]) == "Customers: Anna; Bert."
