"""Why an order waits, and what one in the form would need, as people see it."""

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.blocks.order_button import value
from bot.blocks.posts import as_dicts
from bot.commands import order as command
from bot.domain.approvals import YES
from bot.domain.conditions import Condition, Field, Words
from bot.domain.policies import ADMINS, Policy, Rule, Step, at_least, discount_from
from bot.edge import Call, OpenForm, Reply
from bot.listeners import explanations, order_form
from bot.services import decisions, policies
from bot.services.orders import LineDraft, save_draft, submit
from bot.store.tables import OrderRow
from tests.conftest import NOON, Cast
from tests.filling import filled
from tests.slack_takes import check_message
from tests.trade import customer, draft, large_order, product, small_order


def asked(call: Call, text: str) -> str:
    answer = command.handle(call, text)
    assert isinstance(answer, Reply)
    check_message(answer.text, answer.blocks)
    return answer.text + str(as_dicts(answer.blocks))


def test_why_names_the_rule_the_people_and_what_the_order_has(
    call: Call, session: Session, cast: Cast
) -> None:
    large_order(session, cast.ravi)

    said = asked(call, "1 why")

    assert "Why order 1 is pending approval" in said
    assert "Rule 1, “Large order”, asks for approval" in said
    assert "€5,000.00 or more (here €18,000.00)" in said
    assert "1. <@UANA>, <@UMAYA> or <@UOMAR> · waits now" in said


def test_why_does_not_say_twice_what_a_condition_says(
    call: Call, session: Session, cast: Cast
) -> None:
    in_euros = Condition(Field.CURRENCY, Words(("EUR",)))
    rules = (Rule("Euros", (in_euros, at_least(500_000, "EUR")), steps=(Step(),)),)
    policies.put_in_force(session, Policy(0, rules), by=cast.ana.actor, at=NOON)
    large_order(session, cast.ravi)

    said = asked(call, "1 why")

    assert "€5,000.00 or more (here €18,000.00) and the currency is EUR." in said


def test_why_names_the_orders_of_the_day_that_made_a_rule_fit(
    call: Call, session: Session, cast: Cast
) -> None:
    rules = (
        Rule("Large and cheap", (at_least(500_000, "EUR"), discount_from(1_000))),
        Rule("Everything", steps=(Step(ADMINS),)),
    )
    policies.put_in_force(session, Policy(0, rules), by=cast.ana.actor, at=NOON)
    buyer, chai = customer(session), product(session)
    for discount in (2_000, 0):
        wanted = draft(buyer, LineDraft(chai, 200, discount))
        submit(session, wanted, by=cast.ravi.actor, at=NOON)

    said = asked(call, "2 why")

    assert "“Large and cheap”, asks for approval with order 1 of the same day: the total" in said
    assert "a line's discount is 10% or more (here 20%)." in said
    assert (
        "Of this order alone rule 2, “Everything”, asks for approval: it fits every order" in said
    )
    assert "2. <@UANA>" in said
    assert "of the same day" not in asked(call, "1 why")


def test_why_tells_who_approved_and_what_was_passed_over(
    call: Call, session: Session, cast: Cast
) -> None:
    rules = (
        Rule("Giant", (at_least(100_000_000, "EUR"),)),
        Rule("Two eyes", steps=(Step(), Step(need=2))),
    )
    policies.put_in_force(session, Policy(0, rules), by=cast.ana.actor, at=NOON)
    order = large_order(session, cast.ravi)
    decisions.decide(session, order.id, YES, by=cast.maya.actor, at=NOON)

    said = asked(call, "1 why?")

    assert "Maya approved" in said
    assert "2 of <@UANA>, <@UMAYA> and <@UOMAR> · waits now" in said
    assert "1. Giant: only if the total is €1,000,000.00 or more (here €18,000.00)" in said
    assert "it fits every order" in said


def test_why_stays_what_it_was_when_the_policy_has_changed_since(
    call: Call, session: Session, cast: Cast
) -> None:
    small_order(session, cast.ravi)
    policies.put_in_force(session, Policy(0, (Rule("All"),)), by=cast.ana.actor, at=NOON)

    said = asked(call, "#1 WHY")

    assert "Rule 4, “Everything else”, lets it through at once" in said
    assert "1. Large order: only if" in said


def test_why_names_the_other_orders_of_the_day_that_the_total_counts(
    call: Call, session: Session, cast: Cast
) -> None:
    who, what = customer(session), product(session)
    for quantity in (1_000, 2):
        wanted = draft(who, LineDraft(what, quantity))
        submit(session, wanted, by=cast.ravi.actor, at=NOON)

    assert "asks for approval with order 1 of the same day: the total is" in asked(call, "2 why")
    assert "of the same day" not in asked(call, "1 why")


def test_a_draft_is_told_what_it_would_need(call: Call, session: Session, cast: Cast) -> None:
    wanted = draft(customer(session), LineDraft(product(session), 1_000))
    save_draft(session, wanted, by=cast.ravi.actor, at=NOON)

    assert "What order 1 would need if it were sent now" in asked(call, "1 why")


def test_the_cards_button_says_the_same(call: Call, session: Session, cast: Cast) -> None:
    order = large_order(session, cast.ravi)

    assert "“Large order”" in explanations.explain(call, value(order)).text
    assert "explain_order" in asked(call, "1")


def test_the_form_says_what_the_order_would_need_and_saves_nothing(
    call: Call, session: Session, cast: Cast
) -> None:
    typed = {
        "customer": str(customer(session)),
        "product_0": str(product(session)),
        "quantity_0": "1000",
    }
    opened = order_form.new(call)
    assert isinstance(opened, OpenForm)

    answer = explanations.explain_form(replace(call, form=filled(opened.view, typed)), "ask")

    said = str(answer.view.to_dict())
    assert "If sent now: Rule 1, “Large order”, asks for approval" in said
    assert "1. <@UANA>, <@UMAYA> or <@UOMAR>" in said
    assert "waits now" not in said
    assert session.scalars(select(OrderRow)).all() == []
    assert filled(answer.view).text("quantity_0") == "1000"


def test_an_unfinished_form_is_told_what_is_missing(call: Call) -> None:
    opened = order_form.new(call)
    assert isinstance(opened, OpenForm)

    answer = explanations.explain_form(replace(call, form=filled(opened.view)), "ask")

    assert "Choose the customer." in str(answer.view.to_dict())


def test_an_edited_order_is_weighed_without_itself(
    call: Call, session: Session, cast: Cast
) -> None:
    order = large_order(session, cast.ravi)
    opened = order_form.edit(call, value(order))
    assert isinstance(opened, OpenForm)

    form = filled(opened.view, {"quantity_0": "2"})
    answer = explanations.explain_form(replace(call, form=form), "ask")

    assert "lets it through at once" in str(answer.view.to_dict())


def test_an_approved_order_in_the_form_is_held_against_what_was_approved(
    call: Call, session: Session, cast: Cast
) -> None:
    order = large_order(session, cast.ravi)
    approved = decisions.decide(session, order.id, YES, by=cast.maya.actor, at=NOON)

    def told(call: Call, quantity: str) -> str:
        opened = order_form.edit(call, value(approved))
        assert isinstance(opened, OpenForm)
        form = filled(opened.view, {"quantity_0": quantity})
        return str(explanations.explain_form(replace(call, form=form), "ask").view.to_dict())

    fewer, more = told(call, "900"), told(call, "1100")

    assert "If sent now: no new approval is needed, as nothing exceeds what was approved" in fewer
    assert "asks for approval" not in fewer
    assert "If sent now: Total raised from €18,000.00 to €19,800.00, so approval is" in more
    assert "1. <@UANA>, <@UMAYA> or <@UOMAR>" in more
    # Whoever changes it is not among those who are asked.
    assert "1. <@UANA> or <@UOMAR>" in told(replace(call, actor=cast.maya.actor), "900")


def test_the_answer_stays_where_what_was_typed_is_told_late_and_goes_with_another_quantity(
    call: Call, session: Session
) -> None:
    typed = {
        "customer": str(customer(session)),
        "product_0": str(product(session)),
        "quantity_0": "1000",
    }
    opened = order_form.new(call)
    assert isinstance(opened, OpenForm)
    answer = explanations.explain_form(replace(call, form=filled(opened.view, typed)), "ask")

    assert order_form.changed(replace(call, form=filled(answer.view)), "1000") is None
    other = filled(answer.view, {"quantity_0": "999"})
    drawn = order_form.changed(replace(call, form=other), "999")

    assert drawn is not None
    assert "If sent now" not in str(drawn.view.to_dict())
