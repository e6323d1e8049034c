"""Cards, forms and type-ahead of customers."""

from dataclasses import replace
from typing import Any

import pytest

from bot.blocks import customer_form as form_blocks
from bot.blocks.customer_form import CONTACT_BLOCKS, CUSTOMER_BLOCKS
from bot.blocks.interactions import BLOCKS
from bot.domain.customers import Contact, Customer, CustomerDetails
from bot.domain.errors import ChangedMeanwhile, InvalidFields, NotFound
from bot.edge import Answer, Call, Choices, Form, OpenForm, Reply, UpdateForm
from bot.listeners import customer_form
from bot.listeners import customers as listener
from bot.store import audit, customers
from tests.conftest import NOON, Cast
from tests.slack_takes import check_view

ACME = CustomerDetails("Acme Tools", "info@acme.example", "+49301234567", country="Germany")


@pytest.fixture
def acme(call: Call) -> Customer:
    return customers.add(call.session, ACME, NOON)


def drawn(answer: Answer) -> dict[str, Any]:
    """Return the view that is shown, once Slack's rules have passed it."""
    assert isinstance(answer, (OpenForm, UpdateForm))
    view: dict[str, Any] = answer.view.to_dict()
    check_view(view)
    return view


def typed(view: dict[str, Any], blocks: dict[str, str], **values: str) -> Form:
    """Return the form as submitted: what stood in it, and what was typed over it."""
    stood = {
        block["block_id"]: block["element"].get("initial_value")
        or (block["element"].get("initial_option") or {}).get("value")
        for block in view["blocks"]
        if block["type"] == "input"
    }
    over = {blocks[name]: value for name, value in values.items()}
    return Form({**stood, **over}, view["private_metadata"])


def new_form(call: Call, **values: str) -> Form:
    return typed(drawn(customer_form.new(call, "")), CUSTOMER_BLOCKS, **values)


def test_a_customer_is_created_and_belongs_to_whoever_created_them(call: Call) -> None:
    answer = customer_form.save(
        call,
        new_form(call, name="Blauer See", phone="0621 08460", country="Germany", notes="Hi"),
    )

    assert ":white_check_mark: Blauer See is created." in str(drawn(answer))
    (created,) = customers.with_name_key(call.session, "Blauer See")
    details = customers.get(call.session, created).details
    assert details.owner_id == call.actor.member_id
    assert details.phone == "+4962108460"


def test_faults_stand_at_their_fields(call: Call) -> None:
    with pytest.raises(InvalidFields) as refused:
        customer_form.save(call, new_form(call, name="", email="nope", phone="nope"))

    assert set(refused.value.fields) == {"customer_name", "customer_email", "customer_phone"}


def test_a_lookalike_is_warned_of_once_and_then_created(call: Call, acme: Customer) -> None:
    warned = drawn(customer_form.save(call, new_form(call, name="ACME Tools Ltd", city="Bonn")))

    assert "This looks like a customer who is here already." in str(warned)
    assert "*Acme Tools* · Germany\\nThe same name" in str(warned)
    openers = [block["accessory"] for block in warned["blocks"] if "accessory" in block]
    assert [(each["action_id"], each["value"]) for each in openers] == [
        ("open_customer", str(acme.id))
    ]
    assert warned["submit"]["text"] == "Create anyway"
    assert customers.with_name_key(call.session, "Acme Tools") == [acme.id]

    again = typed(warned, CUSTOMER_BLOCKS)
    assert again.text("customer_city") == "Bonn"
    assert "ACME Tools Ltd is created" in str(drawn(customer_form.save(call, again)))
    assert len(customers.with_name_key(call.session, "Acme Tools")) == 2


def test_a_change_after_the_warning_that_resembles_another_is_warned_of(
    call: Call, acme: Customer
) -> None:
    customers.add(call.session, CustomerDetails("Blauer See"), NOON)
    warned = drawn(customer_form.save(call, new_form(call, name="Acme Tool")))

    answer = customer_form.save(call, typed(warned, CUSTOMER_BLOCKS, name="Blauer Se"))

    assert "Blauer See" in str(drawn(answer))
    assert "looks like" in str(drawn(answer))


def test_an_edit_shows_what_is_stored_and_saves_what_is_typed(call: Call, acme: Customer) -> None:
    view = drawn(customer_form.edit(call, str(acme.id)))
    submitted = typed(view, CUSTOMER_BLOCKS, city="Berlin", phone="030 7654321")

    assert submitted.text("customer_email") == "info@acme.example"
    assert "Acme Tools is saved." in str(drawn(customer_form.save(call, submitted)))
    details = customers.get(call.session, acme.id).details
    assert details == replace(ACME, city="Berlin", phone="+49307654321")


def test_an_edit_that_lets_the_name_stand_is_not_warned_of_namesakes(
    call: Call, acme: Customer
) -> None:
    customers.add(call.session, replace(ACME, email=None, phone=None), NOON)
    view = drawn(customer_form.edit(call, str(acme.id)))

    answer = customer_form.save(call, typed(view, CUSTOMER_BLOCKS, city="Berlin"))

    assert "Acme Tools is saved." in str(drawn(answer))


def test_the_second_editor_is_told_and_nothing_is_lost(call: Call, acme: Customer) -> None:
    view = drawn(customer_form.edit(call, str(acme.id)))
    customer_form.save(call, typed(view, CUSTOMER_BLOCKS, city="Berlin"))

    with pytest.raises(ChangedMeanwhile, match="open it again"):
        customer_form.save(call, typed(view, CUSTOMER_BLOCKS, city="Bonn"))

    assert customers.get(call.session, acme.id).details.city == "Berlin"


def test_a_contact_is_added_and_edited(call: Call, acme: Customer) -> None:
    view = drawn(customer_form.new_contact(call, str(acme.id)))
    added = customer_form.save_contact(
        call, typed(view, CONTACT_BLOCKS, name="Anna", phone="030 1111111")
    )
    assert "Anna is saved." in str(drawn(added))
    (anna,) = customers.contacts_of(call.session, acme.id)
    assert anna.phone == "+49301111111"

    edit = drawn(customer_form.edit_contact(call, str(anna.id)))
    customer_form.save_contact(call, typed(edit, CONTACT_BLOCKS, title="CEO"))

    assert customers.get_contact(call.session, anna.id) == replace(anna, title="CEO")
    with pytest.raises(ChangedMeanwhile):
        customer_form.save_contact(call, typed(edit, CONTACT_BLOCKS, title="CFO"))
    with pytest.raises(InvalidFields) as refused:
        customer_form.save_contact(call, typed(view, CONTACT_BLOCKS, name="", email="x"))
    assert set(refused.value.fields) == {"contact_name", "contact_email"}


def test_a_card_opens_from_a_button_and_from_the_search_on_home(call: Call, acme: Customer) -> None:
    answer = listener.open_card(call, str(acme.id))

    assert isinstance(answer, Reply)
    assert answer.text == "Acme Tools: nothing bought yet"
    with pytest.raises(NotFound):
        listener.open_card(call, "999999")


def test_typing_offers_customers_with_their_place(call: Call, acme: Customer) -> None:
    customers.add(call.session, CustomerDetails("Mine", owner_id=call.actor.member_id), NOON)

    assert listener.customer_choices(call, "acm") == Choices(
        [("Acme Tools · Germany", str(acme.id))]
    )
    assert [text for text, _ in listener.customer_choices(call, "").options] == ["Mine"]


def test_contacts_are_offered_of_the_chosen_customer_or_of_all(call: Call, acme: Customer) -> None:
    other = customers.add(call.session, CustomerDetails("Other"), NOON)
    anna, otto = (
        customers.add_contact(call.session, Contact(0, customer_id, name))
        for customer_id, name in ((acme.id, "Anna"), (other.id, "Otto"))
    )
    chosen = replace(call, form=Form({BLOCKS["customer_id"]: str(acme.id)}))

    assert listener.contact_choices(chosen, "") == Choices([("Anna", str(anna.id))])
    assert listener.contact_choices(chosen, "nn") == Choices([("Anna", str(anna.id))])
    assert listener.contact_choices(chosen, "otto") == Choices([])
    assert listener.contact_choices(call, "otto") == Choices([("Otto · Other", str(otto.id))])
    assert listener.contact_choices(call, "") == Choices([])


def test_every_field_of_the_form_has_its_block(call: Call, cast: Cast) -> None:
    view = drawn(customer_form.new(replace(call, actor=cast.maya.actor), ""))
    drawn_blocks = {block["block_id"] for block in view["blocks"]}

    assert drawn_blocks == set(form_blocks.CUSTOMER_BLOCKS.values())


def test_changes_are_written_to_the_audit(call: Call) -> None:
    customer_form.save(call, new_form(call, name="Blauer See"))
    audit.write_pending(call.session)

    assert audit.entries(call.session)[-1].verb == "customer.created"


def test_whoever_decides_on_orders_sets_what_the_policy_goes_by(
    call: Call, cast: Cast, acme: Customer
) -> None:
    maya = replace(call, actor=cast.maya.actor)
    opened = drawn(customer_form.edit(maya, str(acme.id)))

    shown = customer_form.save(
        maya, typed(opened, CUSTOMER_BLOCKS, segment="Public", credit="5000 USD")
    )

    details = customers.get(call.session, acme.id).details
    assert (details.segment, details.credit_limit_minor, details.credit_currency) == (
        *("Public", 5_000_00, "USD"),
    )
    assert "$5,000.00" in str(drawn(shown))


def test_a_rep_sees_no_limit_to_change_and_a_form_of_theirs_changes_none(
    call: Call, acme: Customer
) -> None:
    limited = replace(acme.details, credit_limit_minor=1_00, credit_currency="EUR")
    customers.save(call.session, replace(acme, details=limited))
    opened = drawn(customer_form.edit(call, str(acme.id)))
    assert CUSTOMER_BLOCKS["credit"] not in str(opened)

    customer_form.save(call, typed(opened, CUSTOMER_BLOCKS, credit="9000", phone="+49301234999"))

    details = customers.get(call.session, acme.id).details
    assert (details.credit_limit_minor, details.phone) == (1_00, "+49301234999")


def test_a_limit_that_is_none_is_told_at_its_field(call: Call, cast: Cast, acme: Customer) -> None:
    maya = replace(call, actor=cast.maya.actor)
    opened = drawn(customer_form.edit(maya, str(acme.id)))

    with pytest.raises(InvalidFields) as refused:
        customer_form.save(maya, typed(opened, CUSTOMER_BLOCKS, credit="plenty"))

    assert list(refused.value.fields) == [CUSTOMER_BLOCKS["credit"]]
