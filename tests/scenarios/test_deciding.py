"""Deciding together: by a stand-in, passed on, with an opinion, sent back; the record names all."""

from sqlalchemy import select

from bot.domain.people import Actor, Role
from bot.domain.policies import Approvers, Policy, Rule, Step
from bot.services import policies
from bot.store import members
from bot.store.db import workspace_session
from bot.store.tables import OrderRow
from tests.conftest import ACME
from tests.running_bot import wait_until
from tests.scenarios.conftest import APPROVALS, Office
from tests.scenarios.test_orders import raise_order


def status(office: Office) -> str:
    with workspace_session(office.engine, ACME, reading=True) as session:
        return session.scalars(select(OrderRow.status)).one()


def test_maya_asks_for_changes_and_ravi_changes_and_sends_again(office: Office) -> None:
    raise_order(office.ravi, chairs=30, chai=10)
    office.ravi.closes(everything=True)
    office.maya.sees("Order 1", channel=APPROVALS)
    office.maya.clicks("Changes …", channel=APPROVALS)
    office.maya.modal(titled="Request changes")
    office.maya.submits({"reason": "Twenty chairs would do."})

    office.ravi.sees("Twenty chairs would do.")
    office.ravi.clicks("Change and send again")
    office.ravi.modal(titled="Twenty chairs would do.")
    office.ravi.submits({"quantity_0": "20"})

    office.ravi.modal(titled="Order 1 is sent")
    office.maya.sees("20 × Oak chair", channel=APPROVALS)
    office.maya.clicks("Approve", channel=APPROVALS)
    wait_until(lambda: status(office) == "approved")
    office.ravi.sees("Approved by Maya")


def test_maya_is_away_and_omar_decides_for_her(office: Office) -> None:
    answer = office.maya.types("/approvals away until Friday, @omar, decides")
    assert answer is not None
    office.omar.sees("you decide meanwhile")
    raise_order(office.ravi, chairs=30, chai=10)
    office.omar.sees("Order 1", channel=APPROVALS)
    office.omar.clicks("Approve", channel=APPROVALS)

    wait_until(lambda: status(office) == "approved")
    by, details = office.recorded("absence.planned")
    assert details["member"] == by
    assert details["delegate"] == office.recorded("step.approved")[0]


def test_maya_asks_omar_what_he_thinks_and_decides_herself(office: Office) -> None:
    raise_order(office.ravi, chairs=30, chai=10)
    office.maya.sees("Order 1", channel=APPROVALS)
    office.maya.chooses("more_on_order", "Ask for an opinion …", channel=APPROVALS)
    office.maya.modal(titled="Ask for an opinion")
    office.maya.submits({"to": "Omar", "reason": "Is that usual?"})

    office.omar.sees("Is that usual?")
    office.omar.clicks("give_opinion")
    office.omar.modal(titled="Give opinion")
    office.omar.submits({"reason": "They always take thirty."})

    office.maya.sees("Omar thinks: They always take thirty.", channel=APPROVALS)
    assert status(office) == "pending approval"
    office.maya.closes(everything=True)
    office.maya.clicks("Approve", channel=APPROVALS)
    wait_until(lambda: status(office) == "approved")
    assert office.recorded("opinion.given")[0] != office.recorded("step.approved")[0]


def test_maya_forwards_an_order_and_omar_hands_over_all_he_has(office: Office) -> None:
    with workspace_session(office.engine, ACME) as session:
        people = {each.slack_id: each for each in members.everybody(session)}
        steps = (Step(Approvers(member_ids=(people["UMAYA"].id,))),)
        ana = Actor(people["UANA"].id, "UANA", "Ana", Role.ADMIN)
        wanted = Policy(0, (Rule("All", steps=steps),))
        policies.put_in_force(session, wanted, by=ana, at=office.clock())
    raise_order(office.ravi, chairs=30, chai=10)
    office.maya.sees("Order 1", channel=APPROVALS)
    office.maya.chooses("more_on_order", "Forward …", channel=APPROVALS)
    office.maya.modal(titled="Forward order")
    office.maya.submits({"to": "Omar"})

    office.maya.modal(titled="Order forwarded")
    assert status(office) == "pending approval"
    office.omar.sees("Maya forwarded it to Omar")
    office.omar.types("/approvals")
    office.omar.clicks("Hand over …")
    office.omar.modal(titled="Hand over")
    office.omar.submits({"to": "Ana"})
    office.omar.modal(titled="Handed over to")
    office.ana.sees("hands over to you")
    office.ana.clicks("Approve")
    wait_until(lambda: status(office) == "approved")


def test_what_everybody_is_asked_about_is_passed_on_to_nobody(office: Office) -> None:
    raise_order(office.ravi, chairs=30, chai=10)
    office.maya.sees("Order 1", channel=APPROVALS)
    office.maya.chooses("more_on_order", "Forward …", channel=APPROVALS)

    assert office.maya.sees("There is nobody else to decide", channel=APPROVALS)["ephemeral"]
    assert status(office) == "pending approval"
