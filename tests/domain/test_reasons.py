"""Reasons for a rejection: chosen from a list and explained, in words that can be read later."""

import pytest

from bot.domain.errors import InvalidFields
from bot.domain.reasons import LABELS, REASON, WORDS, Reason, check, label, offered, sentence


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_has_its_words(reason: Reason) -> None:
    assert label(reason.value) == LABELS[reason]


def test_a_cancellation_is_not_rejected_for_what_is_wrong_with_an_order() -> None:
    order, cancellation = offered(leaves=False), offered(leaves=True)

    assert set(order) & set(cancellation) == {Reason.OTHER}
    assert set(order) | set(cancellation) == set(Reason)
    assert order[-1] is cancellation[-1] is Reason.OTHER


@pytest.mark.parametrize(
    ("code", "words", "wrong"),
    [
        ("price", "At most 5% here", []),
        ("price", " ", [WORDS]),
        (None, "Too cheap", [REASON]),
        ("weather", "Too cheap", [REASON]),
        (None, None, [REASON, WORDS]),
        ("other", "No", [WORDS]),
        ("other", "They have not paid for the last three", []),
    ],
)
def test_a_rejection_takes_a_reason_of_the_list_and_words(
    code: str | None, words: str | None, wrong: list[str]
) -> None:
    if not wrong:
        check(code, words)
        return
    with pytest.raises(InvalidFields) as refused:
        check(code, words)
    assert list(refused.value.fields) == wrong


@pytest.mark.parametrize(
    ("code", "words", "said"),
    [
        ("discount", "At most 5%", "Discount too deep: At most 5%"),
        ("other", "They have not paid", "They have not paid"),
        (None, "Fewer chairs", "Fewer chairs"),
        ("gone", "As before", "gone: As before"),
        (None, None, None),
    ],
)
def test_reason_and_words_are_said_in_one(
    code: str | None, words: str | None, said: str | None
) -> None:
    assert sentence(code, words) == said
