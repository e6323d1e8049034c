"""The list of what waits: filtered and turned over."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from bot.blocks import ids
from bot.blocks.posts import as_dicts
from bot.commands import approvals as command
from bot.domain.approvals import YES
from bot.domain.errors import NotAllowed
from bot.domain.policies import Approvers, Policy, Rule, Step
from bot.edge import Call, Reply
from bot.listeners import approvals, queue
from bot.services import decisions, policies
from bot.store import members
from tests.conftest import NOON, Cast, Person
from tests.slack_takes import check_message
from tests.trade import large_order


def as_(call: Call, person: Person) -> Call:
    return replace(call, actor=person.actor)


def said(call: Call, text: str) -> Reply:
    answer = command.handle(call, text)
    assert isinstance(answer, Reply)
    check_message(answer.text, list(as_dicts(answer.blocks)))
    return answer


def test_the_list_shows_what_was_asked_for(call: Call, session: Session, cast: Cast) -> None:
    order = large_order(session, cast.ravi)
    maya = as_(call, cast.maya)

    assert f"Order {order.number}" in str(as_dicts(said(maya, "over 5000 from ravi").blocks))
    assert "overdue" in said(maya, "help me").text
    mentioned = str(as_dicts(said(maya, "from <@URAVI|ravi.k>").blocks))
    assert f"Order {order.number}" in mentioned
    assert "from Ravi" in mentioned


def test_a_manager_lists_what_waits_of_a_team(call: Call, session: Session, cast: Cast) -> None:
    for rep, team in ((cast.ravi, "North"), (cast.omar, "South")):
        members.save(session, replace(rep.member, team=team))
    north, south = large_order(session, cast.ravi), large_order(session, cast.omar)

    drawn = str(as_dicts(said(as_(call, cast.maya), "all from north").blocks))

    assert f"Order {north.number}" in drawn
    assert f"Order {south.number}" not in drawn


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            "over 5000 from ravi",
            "1 order of €5,000.00 or more from “ravi” waits for your approval.",
        ),
        ("over 50000", "No order of €50,000.00 or more waits for your approval."),
        ("over 10 usd", "No order of $10.00 or more waits for your approval."),
        ("overdue customer *zed*", "No overdue order for “∗zed∗” waits for your approval."),
        ("mine, from ravi", "Your own orders from “ravi” that wait"),
        ("mine", "Your own orders that wait"),
        ("customer All Saints", "No order for “All Saints” waits for your approval."),
        ("all from zed", "All orders from “zed” that wait"),
    ],
)
def test_a_list_of_some_says_of_which_it_is(
    call: Call, session: Session, cast: Cast, words: str, sentence: str
) -> None:
    large_order(session, cast.ravi)

    reply = said(as_(call, cast.maya), words)

    assert reply.text == sentence
    drawn = str(as_dicts(reply.blocks))
    assert sentence in drawn
    assert "Nothing waits" not in drawn
    assert ("lists all that waits for you" in drawn) is sentence.startswith("No ")


def test_the_list_tells_since_when_it_waits_for_whom_it_is_shown(
    call: Call, session: Session, cast: Cast
) -> None:
    maya_then_omar = (
        Step(Approvers(member_ids=(cast.maya.member.id,))),
        Step(Approvers(member_ids=(cast.omar.member.id,))),
    )
    rules = (Rule("Two looks", steps=maya_then_omar),)
    policies.put_in_force(session, Policy(0, rules), by=cast.ana.actor, at=NOON)
    order = large_order(session, cast.ravi)
    assert "since <!date^" in str(as_dicts(said(as_(call, cast.maya), "").blocks))
    decisions.decide(session, order.id, YES, by=cast.maya.actor, at=NOON + timedelta(hours=3))

    shown = str(as_dicts(said(as_(call, cast.omar), "").blocks))

    assert "23 Nov 2026 15:00 UTC" in shown
    assert "23 Nov 2026 12:00 UTC" not in shown


def test_managers_see_everything_that_waits_and_for_whom(
    call: Call, session: Session, cast: Cast
) -> None:
    order = large_order(session, cast.maya)

    shown = str(as_dicts(said(as_(call, cast.maya), "all").blocks))

    assert f"Order {order.number}" in shown
    assert "Waits for <@UANA> or <@UOMAR>" in shown
    with pytest.raises(NotAllowed, match="see everything"):
        said(call, "all")


def test_many_are_shown_page_by_page(call: Call, session: Session, cast: Cast) -> None:
    numbers = [large_order(session, cast.ravi).number for _ in range(12)]
    maya = as_(call, cast.maya)

    first = str(as_dicts(said(maya, "from Ravi").blocks))
    assert "Page 1 of 2, 12 orders." in first
    assert "1|from Ravi" in first
    second = queue.turn(maya, "1|from Ravi")

    assert second.replace_original
    shown = str(as_dicts(second.blocks))
    assert all(f"*Order {number}*" in first for number in numbers[:10])
    assert all(f"*Order {number}*" in shown for number in numbers[10:])
    assert f"*Order {numbers[0]}*" not in shown


def test_the_list_stays_as_it_was_chosen_when_a_button_in_it_is_pressed(
    call: Call, session: Session, cast: Cast
) -> None:
    numbers = [large_order(session, cast.ravi).number for _ in range(11)]
    other = large_order(session, cast.omar).number
    maya = as_(call, cast.maya)
    shown = queue.turn(maya, "1|from Ravi")
    button = next(
        element["value"]
        for block in as_dicts(shown.blocks)
        for element in block.get("elements", [])
        if element.get("action_id") == ids.APPROVE_ORDER
    )

    left = str(as_dicts(approvals.approve(maya, button).blocks))

    # Its page is empty now, so the one before it is shown.
    assert f"Order {numbers[-1]} is approved" in left
    assert all(f"*Order {number}*" in left for number in numbers[:10])
    assert f"*Order {other}*" not in left
