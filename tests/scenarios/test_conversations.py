"""Customers and conversations, from the first search to the timeline."""

from bot.store import customers, interactions
from bot.store.db import workspace_session
from tests.conftest import ACME
from tests.scenarios.conftest import Office


def test_a_customer_is_created_found_and_spoken_with(office: Office) -> None:
    office.ravi.types("/customer bottom dollar")
    assert "No customer matches" in str(office.ravi.sees("bottom dollar"))
    office.ravi.clicks("new_customer")
    office.ravi.modal(titled="New customer")
    assert "customer_email" in office.ravi.submits({"customer_email": "no address"})["errors"]
    office.ravi.submits(
        {
            "customer_email": "Info@Bottom.example",
            "customer_phone": "030 1234567",
            "customer_country": "Germany",
        }
    )
    assert "+49 30 1234567" in str(office.ravi.modal(titled="Customer"))
    office.ravi.closes(everything=True)

    office.ravi.types("/log botom dolar")
    office.ravi.modal(titled="Log interaction")
    office.ravi.submits(
        {"interaction_summary": "They want a quote.", "interaction_follow_up_on": "2099-01-01"}
    )
    assert "They want a quote." in str(office.ravi.modal(titled="Logged"))
    office.ravi.closes(everything=True)

    office.ravi.opens_home()
    assert "follow up on 1 Jan 2099" in str(office.ravi.home("bottom dollar"))
    office.ravi.clicks("follow_up_done")
    assert office.ravi.home("Nothing to follow up.")

    answer = office.charlie.types("/customer bottom")
    assert "info@bottom" not in str(answer)


def test_a_message_is_logged_once_with_its_address(office: Office) -> None:
    ts = office.ravi.writes("Alfreds Futterkiste want more chai & soon", channel="CSALES")
    office.ravi.uses_shortcut("log_message", channel="CSALES", message_ts=ts)
    form = str(office.ravi.modal(titled="Log interaction"))
    assert "Alfreds Futterkiste" in form
    assert "want more chai & soon" in form
    office.ravi.submits()
    assert office.ravi.modal(titled="Logged")
    office.ravi.closes(everything=True)

    office.maya.uses_shortcut("log_message", channel="CSALES", message_ts=ts)
    assert "<@URAVI> logged this message" in str(office.maya.modal(titled="Already logged"))

    with workspace_session(office.engine, ACME, reading=True) as session:
        (customer_id,) = customers.with_name_key(session, "Alfreds Futterkiste")
        (logged,) = interactions.of_customer(session, customer_id)
    assert logged.details.source
    assert "/archives/CSALES/p" in (logged.details.source.permalink or "")
