"""A mistyped word gets the choice that was most likely meant."""

import pytest

from bot.commands.suggest import suggest

CHOICES = ("help", "settings", "members", "status")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("setings", "settings"),
        ("SETTING", "settings"),
        ("memebrs", "members"),
        ("member", "members"),
        ("stauts", "status"),
        ("hlep", "help"),
    ],
)
def test_a_slip_of_the_finger_is_understood(typed: str, meant: str) -> None:
    assert suggest(typed, CHOICES) == meant


@pytest.mark.parametrize("typed", ["", "invoice", "🙂", "x" * 300])
def test_a_word_of_another_kind_gets_no_guess(typed: str) -> None:
    assert suggest(typed, CHOICES) is None
