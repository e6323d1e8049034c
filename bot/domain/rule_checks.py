"""What a single rule of a policy may not say, and what it says more than it seems to."""

from collections.abc import Iterator

from bot.domain.conditions import Field, Numbers, Words
from bot.domain.policies import Rule
from bot.domain.policy_asking import Team

MOST_STEPS, MOST_WORDS = 5, 50
NAME_LENGTH, WORD_LENGTH = 60, 100


def wrong(rule: Rule, team: Team) -> Iterator[str]:
    """Yield what is wrong with its name and conditions, each sentence without its subject."""
    yield from _wrong_name(rule)
    yield from _wrong_conditions(rule, team)


def doubtful(rule: Rule) -> Iterator[str]:
    """Yield what follows from it that nobody may have meant, each without its subject.

    A rule that asks nobody, and goes by one line of an order, lets its other lines pass.
    """
    for condition in rule.conditions if not rule.steps else ():
        test = condition.test
        if condition.field is Field.CATEGORY and isinstance(test, Words) and not test.negated:
            yield (
                f"lets an order through that has a line of {' or '.join(test.words)}, whatever else"
                " is in it, unless a rule before it asks somebody. If that is too much, name the"
                " categories that it must not have instead, with “not”."
            )


def _wrong_name(rule: Rule) -> Iterator[str]:
    if not rule.name.strip():
        yield "has no name. Give it one, like Large order."
    elif len(rule.name) > NAME_LENGTH:
        yield f"has a name of more than {NAME_LENGTH} characters. Shorten it."
    if len(rule.steps) > MOST_STEPS:
        yield f"has more than {MOST_STEPS} steps. Remove some."


def _wrong_conditions(rule: Rule, team: Team) -> Iterator[str]:
    fields = [condition.field for condition in rule.conditions]
    for twice in sorted({each for each in fields if fields.count(each) > 1}):
        yield f"has two conditions about {subject(twice)}. Make one of them."
    for condition in rule.conditions:
        if isinstance(condition.test, Words):
            yield from _wrong_words(condition.field, condition.test, team)
        if condition.field is Field.AMOUNT and isinstance(condition.test, Numbers):
            yield from _wrong_currency(condition.test)


def _wrong_words(field: Field, test: Words, team: Team) -> Iterator[str]:
    if not test.words:
        yield f"names nothing for {subject(field)}. Name something, or remove that condition."
    if len(test.words) > MOST_WORDS or any(len(word) > WORD_LENGTH for word in test.words):
        yield (
            f"names too much for {subject(field)}: at most {MOST_WORDS}, each of at most"
            f" {WORD_LENGTH} characters."
        )
    if field is Field.REP and not set(test.words) <= set(team.names):
        yield "is about a rep who has left. Choose somebody else, or remove that condition."


def _wrong_currency(test: Numbers) -> Iterator[str]:
    if not test.currency:
        yield "has an amount without a currency. Write it like 5000 EUR."


def subject(field: Field) -> str:
    """Say what a condition of this field is about: "line discount"."""
    return str(field.value).replace("_", " ")
