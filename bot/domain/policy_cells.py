"""A condition as one cell of a table: ">= 5000 EUR", "not(Public)", "yes", and back."""

import re
from decimal import Decimal

from bot.domain import unary_tests
from bot.domain.conditions import FLAGS, NUMBERS, Condition, Field, Flag, Numbers, Words
from bot.domain.errors import UserError
from bot.domain.money import (
    BASIS_POINTS,
    LARGEST_MINOR,
    currency_code,
    decimals,
    format_percent,
    to_decimal,
    to_minor,
)
from bot.domain.policy_people import Directory

CODE = re.compile(r"(?<![^\W\d_])(?!not\b)[A-Za-z]{3}(?![^\W_])", re.IGNORECASE)
FLAG_WORDS = {"yes": True, "true": True, "no": False, "false": False}
RESERVED = frozenset({"not"})


def read(field: Field, text: str, directory: Directory, *, currency: str) -> Condition | None:
    """Read a cell; None where it asks nothing. `currency` is meant where an amount names none.

    Raises UserError with a sentence that says what to write instead.
    """
    if unary_tests.asks_nothing(text):
        return None
    if field is Field.AMOUNT:
        return Condition(field, amount(text, currency))
    if field in NUMBERS:
        return Condition(field, percentage(field, text))
    if field in FLAGS:
        return Condition(field, flag(text))
    test = unary_tests.words(text, bare=True)
    return Condition(field, words(field, test, directory))


def amount(text: str, currency: str, *, alone: bool = False) -> Numbers:
    codes = {currency_code(each) for each in CODE.findall(text)}
    if len(codes) > 1:
        raise UserError(f"“{text}” names {len(codes)} currencies. Make a rule of each.")
    code = codes.pop() if codes else currency
    test = unary_tests.numbers(CODE.sub("", text), lambda figure: _minor(figure, code), alone=alone)
    return Numbers(test.intervals, test.negated, code)


def _minor(figure: Decimal, currency: str) -> int:
    if abs(figure) > to_decimal(LARGEST_MINOR, currency):
        raise UserError(f"{figure:f} is larger than an amount can be.")
    minor = to_minor(figure, currency)
    # Also where they are noughts: "5.000" is five thousand to many.
    if decimals(figure) > decimals(to_decimal(minor, currency)):
        raise UserError(
            f"{figure:f} has more digits than {currency} takes. Write thousands without a dot,"
            " like 5000."
        )
    if minor < 0:
        raise UserError(f"{figure:f} is below zero; a total counts without its sign.")
    return minor


def percentage(field: Field, text: str) -> Numbers:
    """Read tests of percentages. A figure below 1 without a % may be a share, so it is refused."""

    def exact(figure: Decimal) -> int:
        if "%" not in text and 0 < abs(figure) < 1:
            raise UserError(
                f"{figure:f} may be a share or percent. Write {figure * 100:f}% or {figure:f}%."
            )
        return points(field, figure)

    return unary_tests.numbers(text.replace("%", ""), exact, alone=False)


def points(field: Field, percent: Decimal) -> int:
    """Return basis points; raises UserError for what no discount or margin can be."""
    if abs(percent) > LARGEST_MINOR:
        raise UserError(f"{percent:f}% is out of bounds.")
    exact = percent * 100
    if exact != exact.to_integral_value():
        raise UserError(f"{percent:f}% has more than two decimals.")
    if exact > BASIS_POINTS or (exact < 0 and field is not Field.MARGIN):
        raise UserError(
            f"{percent:f}% is out of bounds: a {'margin' if field is Field.MARGIN else 'discount'}"
            f" lies {'below 100%' if field is Field.MARGIN else 'between 0% and 100%'}."
        )
    return int(exact)


def flag(text: str) -> Flag:
    value = FLAG_WORDS.get(text.strip().casefold())
    if value is None:
        raise UserError(f"“{text.strip()}” is neither yes nor no. Leave it empty for both.")
    return Flag(value)


def words(field: Field, test: Words, directory: Directory) -> Words:
    """Return the test with what is stored: ids of reps, codes of currencies."""
    if field is Field.REP:
        found = tuple(str(directory.member(word)) for word in test.words)
    elif field is Field.CURRENCY:
        found = tuple(currency_code(word) for word in test.words)
    else:
        found = test.words
    folded = {word.casefold() for word in found}
    if len(folded) < len(found):
        raise UserError("One word stands there twice. Remove one of them.")
    return Words(found, test.negated)


def write(condition: Condition, directory: Directory) -> str:
    """Return the cell that `read` reads back as this condition."""
    match condition.test:
        case Numbers() if condition.field is Field.AMOUNT:
            code = condition.test.currency or ""
            said = unary_tests.write_numbers(condition.test, lambda minor: _figure(minor, code))
            return f"{said} {code}"
        case Numbers():
            return unary_tests.write_numbers(condition.test, format_percent)
        case Flag():
            return "yes" if condition.test.value else "no"
        case Words() if condition.field is Field.REP:
            said_words = [directory.name(int(word)) for word in condition.test.words]
        case Words():
            said_words = [
                unary_tests.quoted(word, reserved=RESERVED) for word in condition.test.words
            ]
    return unary_tests.write_words(said_words, negated=condition.test.negated)


def _figure(minor: int, currency: str) -> str:
    figure = to_decimal(minor, currency)
    return f"{figure.quantize(Decimal(1)) if figure == figure.to_integral_value() else figure:f}"
