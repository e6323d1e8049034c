"""The Home tab, at its fullest and at its emptiest."""

from dataclasses import replace

import pytest

from bot.blocks.approvals import Waiting
from bot.blocks.home import HomeTab, home
from bot.domain.awaiting import Approver, Awaited
from bot.domain.orders import OrderStatus
from bot.domain.people import Member, Role
from tests.blocks.samples import STRANGE, TODAY, interaction, order
from tests.slack_takes import check_view


@pytest.mark.parametrize("text", STRANGE)
def test_the_fullest_home_fits(text: str) -> None:
    pending = tuple(order(text, OrderStatus.PENDING) for _ in range(30))
    people = Awaited((Approver(Member(2, text, Role.MANAGER, "UMAYA")),) * 9)
    logged = replace(interaction(text * 10, follow_up_on=TODAY), customer=text, contact=text)
    tab = HomeTab(
        TODAY,
        Waiting(pending, tuple((each, people) for each in pending)),
        pending,
        [logged] * 12,
        more_follow_ups=True,
    )

    check_view(home(tab))


def test_the_emptiest_home_says_that_nothing_waits() -> None:
    view = home(HomeTab(TODAY, Waiting(()), (), ())).to_dict()

    check_view(view)
    assert "Nothing to follow up." in str(view)
    assert "Nothing waits for your approval." in str(view)
    assert "You have no orders yet." in str(view)
