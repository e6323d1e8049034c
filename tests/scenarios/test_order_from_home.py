"""An order opened from the Home tab: its card stands in a modal, and is kept there."""

from sqlalchemy import Engine

from bot.app import handlers
from bot.sandbox import server
from tests.running_bot import MANIFEST, bot
from tests.scenarios.conftest import Office
from tests.scenarios.test_orders import raise_order


def test_maya_opens_and_approves_from_home(office: Office) -> None:
    raise_order(office.ravi, chairs=30, chai=10)
    office.maya.opens_home()
    office.maya.home("1 order waits for your approval")

    office.maya.clicks("Open")
    office.maya.modal(titled="Approval asked by")
    office.maya.clicks("Approve")

    card = office.maya.modal(titled="Order 1 is approved")
    assert "Execute" in str(card["blocks"])
    assert len(office.maya.screen()["modals"]) == 1


def test_home_shows_the_new_state_after_a_restart_too(shop: Engine) -> None:
    with server.running(manifest=MANIFEST) as sandbox:
        ravi, maya = sandbox.person("URAVI"), sandbox.person("UMAYA")
        with bot(shop, handlers(), sandbox):
            raise_order(ravi, chairs=30, chai=10)
            maya.opens_home()
            maya.home("1 order waits for your approval")

        with bot(shop, handlers(), sandbox):
            maya.clicks("Approve", view_id=maya.screen()["home"]["id"])

            assert maya.home("Nothing waits for your approval")
