"""Random deeds of five people over many orders: the program and the plain model agree.

After every deed each order stands where the model has it; what goes through has the
approvals that the policy demanded when it was sent; nobody approved their own, by whatever
road; each verdict counts once and is in the audit once, and what was ever asked is kept with
all that was said to it; the money adds up, and the audit verifies.
"""

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test
from sqlalchemy import Engine

from tests.machine.company import Careers, ComingAndGoing, Desk, Politics, TimeAndChance
from tests.machine.customers import Customers
from tests.machine.deciding import Deciding
from tests.machine.facts import OnFacts
from tests.machine.moving import Moving
from tests.machine.passing import PassingOn
from tests.machine.play import Play
from tests.machine.tales import OfOrders, OfPeople, OfTime
from tests.machine.terms import CancellingLines, OnTerms
from tests.machine.writing import Writing


class Everything(
    Writing,
    Deciding,
    PassingOn,
    Moving,
    CancellingLines,
    Customers,
    Politics,
    ComingAndGoing,
    Careers,
    Desk,
    TimeAndChance,
):
    """All that can happen, so that each deed meets each other, if not often."""


class Selling(OfOrders, CancellingLines, Politics):
    """Orders written, changed, split and copied while policies come and go."""


class StandingIn(OfPeople):
    """Others decide: stand-ins, receivers, people of new roles, second accounts, user groups."""


class Waiting(OfTime):
    """Requests become overdue, go higher and end."""


# How many plays of how many deeds; without shrinking, which would take longer than the play.
PLAYS: dict[type[Play], int] = {
    Everything: 6,
    Selling: 6,
    StandingIn: 4,
    Waiting: 8,
    OnTerms: 8,
    OnFacts: 8,
}
DEEDS = 40


@pytest.mark.timeout(600)
@pytest.mark.parametrize("play", PLAYS)
def test_whatever_five_people_do_the_program_does_as_the_model_has_it(
    database: Engine, play: type[Play]
) -> None:
    here = type(play.__name__, (play,), {"engine": database})
    run_state_machine_as_test(
        here,
        settings=settings(
            max_examples=PLAYS[play],
            stateful_step_count=DEEDS,
            deadline=None,
            phases=(Phase.explicit, Phase.generate),
            suppress_health_check=list(HealthCheck),
        ),
    )
