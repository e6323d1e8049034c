"""Answers through response URLs: what they show, and how long they live."""

import pytest
from slack_sdk.webhook import WebhookClient

from bot.sandbox import payloads
from bot.sandbox.person import Person, Refused
from bot.sandbox.server import Running

SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "Hello"}}


@pytest.fixture
def webhook(sandbox: Running) -> WebhookClient:
    """As a command of Ravi's in #sales hands it to the app."""
    url = sandbox.world.triggers.open_url("TACME", "URAVI", "CSALES")
    return WebhookClient(payloads.address(sandbox.world, url))


def test_an_answer_is_for_the_one_who_asked(
    webhook: WebhookClient, ravi: Person, maya: Person
) -> None:
    assert webhook.send(text="Found 3", blocks=[SECTION]).body == "ok"

    assert ravi.sees("Found 3", channel="CSALES")["ephemeral"]
    assert maya.messages("CSALES") == []


def test_an_answer_can_be_for_everyone(webhook: WebhookClient, maya: Person) -> None:
    webhook.send(text="Found 3", response_type="in_channel")

    assert not maya.sees("Found 3", channel="CSALES")["ephemeral"]


def test_an_answer_can_replace_and_delete_the_first(webhook: WebhookClient, ravi: Person) -> None:
    webhook.send(text="Working")
    webhook.send(text="Done", replace_original=True)
    assert [each["text"] for each in ravi.messages("CSALES")] == ["Done"]

    webhook.send(delete_original=True)

    assert ravi.messages("CSALES") == []


def test_five_answers_and_no_more(webhook: WebhookClient, ravi: Person) -> None:
    statuses = [webhook.send(text=f"Answer {number}").status_code for number in range(6)]

    assert statuses == [200] * 5 + [404]
    assert webhook.send(text="Late").body == "used_url"
    assert len(ravi.messages("CSALES")) == 5


def test_half_an_hour_and_no_longer(webhook: WebhookClient, ravi: Person) -> None:
    ravi.post("clock", advance=29 * 60)
    assert webhook.send(text="In time").status_code == 200
    ravi.post("clock", advance=2 * 60)

    late = webhook.send(text="Late")

    assert (late.status_code, late.body) == (404, "expired_url")


def test_broken_answers_are_refused(webhook: WebhookClient, ravi: Person) -> None:
    broken = webhook.send(text="t", blocks=[{"type": "section"}])
    empty = webhook.send()

    assert (broken.status_code, broken.body) == (400, "invalid_blocks")
    assert (empty.status_code, empty.body) == (400, "no_text")
    assert ravi.messages("CSALES") == []


def test_an_answer_can_be_dismissed_by_the_one_who_sees_it(
    webhook: WebhookClient, ravi: Person
) -> None:
    webhook.send(text="Found 3")
    webhook.send(text="For everyone", response_type="in_channel")
    mine, public = ravi.messages("CSALES")

    ravi.dismisses(mine["ts"], channel="CSALES")

    assert [each["text"] for each in ravi.messages("CSALES")] == ["For everyone"]
    with pytest.raises(Refused, match="Only messages that nobody else sees"):
        ravi.dismisses(public["ts"], channel="CSALES")
