"""The approval policy of a sample company: rules for each currency that it sells in."""

from decimal import Decimal

from bot.domain.conditions import Condition, Field, Words
from bot.domain.money import to_minor
from bot.domain.people import Role
from bot.domain.policies import (
    ANY_MANAGER,
    EVERYTHING_ELSE,
    NEW_CUSTOMER,
    Approvers,
    Policy,
    Rule,
    Step,
    at_least,
    discount_from,
)
from bot.sample.catalogue import RATES

VERY_LARGE, LARGE, FIRST = Decimal(40_000), Decimal(5_000), Decimal(1_000)
DEEP = 2_000
BACKUP = Approvers(Role.ADMIN)
LOOK = Step(ANY_MANAGER, due_hours=8, remind_hours=4, expire_hours=80, backup=BACKUP)
FINANCE = Step(Approvers(Role.FINANCE), due_hours=16, remind_hours=8, backup=BACKUP)


def policy() -> Policy:
    """Return what the company asks: two looks at very large orders, one at other large ones,
    at deep discounts and at what a new customer orders first.
    """
    return Policy(
        0,
        (
            *(_large("Very large order", VERY_LARGE, each, (LOOK, FINANCE)) for each in RATES),
            *(_large("Large order", LARGE, each, (LOOK,)) for each in RATES),
            Rule("Deep discount", (discount_from(DEEP),), (LOOK,)),
            *(
                Rule(
                    f"First order of a new customer in {each}",
                    (NEW_CUSTOMER, _in(each), at_least(to_minor(FIRST, each), each)),
                    (LOOK,),
                )
                for each in RATES
            ),
            EVERYTHING_ELSE,
        ),
    )


def _large(name: str, amount: Decimal, currency: str, steps: tuple[Step, ...]) -> Rule:
    conditions = (_in(currency), at_least(to_minor(amount, currency), currency))
    return Rule(f"{name} in {currency}", conditions, steps)


def _in(currency: str) -> Condition:
    return Condition(Field.CURRENCY, Words((currency,)))
