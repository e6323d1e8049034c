"""Buttons and menus in messages: what the app is told, and what is kept of it."""

from collections.abc import Iterator
from typing import Any

import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk import WebClient

from bot.sandbox.person import Person, Refused
from bot.sandbox.server import Running
from tests.sandbox.server.bots import by_socket
from tests.sandbox.server.waiting import until

Block = dict[str, Any]


def plain(text: str) -> Block:
    return {"type": "plain_text", "text": text}


def option(text: str, value: str) -> Block:
    return {"text": plain(text), "value": value}


CUSTOMER = option("Globex Ltd", "C-17")


class Bot:
    """Writes down what it is told, and suggests one customer to those who type "glo"."""

    def __init__(self) -> None:
        self.told: list[Block] = []
        self.queries: list[str] = []

    def register(self, app: AsyncApp) -> None:
        app.action("used")(self._used)
        app.options("used")(self._suggest)

    async def _used(self, ack: AsyncAck, body: Block) -> None:
        await ack()
        self.told.append(body)

    async def _suggest(self, ack: AsyncAck, payload: Block) -> None:
        self.queries.append(payload["value"])
        await ack(options=[CUSTOMER] if payload["value"] == "glo" else [])

    def action(self) -> Block:
        until(lambda: self.told)
        found: Block = self.told[-1]["actions"][0]
        return found

    def state(self) -> Block:
        until(lambda: self.told)
        found: Block = self.told[-1]["state"]["values"]
        return found


@pytest.fixture(scope="module")
def bot() -> Bot:
    return Bot()


@pytest.fixture(scope="module")
def started(bot: Bot) -> Iterator[Running]:
    with by_socket(bot.register) as sandbox:
        yield sandbox


@pytest.fixture
def sandbox(started: Running, bot: Bot) -> Running:
    started.person("URAVI").post("reset")
    bot.told.clear()
    bot.queries.clear()
    return started


@pytest.fixture
def ravi(sandbox: Running) -> Person:
    return sandbox.person("URAVI")


@pytest.fixture
def slack(sandbox: Running) -> WebClient:
    return WebClient(token=sandbox.token(), base_url=sandbox.api_url)


def shows(slack: WebClient, *elements: Block, kind: str = "actions") -> Block:
    """Where the message is; each element is the only one in its block."""
    blocks = [
        {"type": kind, "block_id": f"bar-{number}", "elements": [{"action_id": "used", **each}]}
        for number, each in enumerate(elements)
    ]
    told = slack.chat_postMessage(channel="CSALES", text="Use it", blocks=blocks)
    place = {"channel": "CSALES", "message_ts": told["ts"], "block_id": "bar-0"}
    return {"user": "URAVI", **place}


FEEDBACK = {
    "type": "feedback_buttons",
    "positive_button": {"text": plain("Good"), "value": "good"},
    "negative_button": {"text": plain("Bad"), "value": "bad"},
}


def test_feedback_tells_which_button_and_its_giver_goes_on_seeing_it(
    sandbox: Running, ravi: Person, slack: WebClient, bot: Bot
) -> None:
    place = shows(slack, FEEDBACK, kind="context_actions")
    ravi.post("click", **place, action_id="used", value="bad")

    told = bot.action()
    assert (told["type"], told["value"], told["text"]) == ("feedback_buttons", "bad", plain("Bad"))
    assert bot.state() == {}
    given = {"bar-0": {"used": {"type": "feedback_buttons", "value": "bad"}}}
    assert ravi.messages("CSALES")[-1]["state"] == given
    assert sandbox.person("UMAYA").messages("CSALES")[-1]["state"] == {}


def test_feedback_that_nobody_asked_for_is_refused(ravi: Person, slack: WebClient) -> None:
    place = shows(slack, FEEDBACK, kind="context_actions")
    with pytest.raises(Refused, match="There is no feedback 'ugly' to give"):
        ravi.post("click", **place, action_id="used", value="ugly")


def test_a_workflow_button_tells_the_app_nothing(ravi: Person, slack: WebClient, bot: Bot) -> None:
    url = "https://slack.com/shortcuts/Ft1/x"
    workflow = {"trigger": {"url": url}}
    button = {"type": "workflow_button", "text": plain("Start"), "workflow": workflow}
    place = shows(slack, button)
    with pytest.raises(Refused, match="starts a workflow, and the sandbox runs none"):
        ravi.post("click", **place, action_id="used")
    assert bot.told == []


def test_what_a_menu_in_a_message_was_offered_is_chosen_by_its_value(
    ravi: Person, slack: WebClient, bot: Bot
) -> None:
    place = shows(slack, {"type": "external_select", "placeholder": plain("Customer")})
    told = ravi.post("options", **place, action_id="used", query="glo")
    assert told["options"] == [CUSTOMER]
    ravi.post("click", **place, action_id="used", value="C-17")

    assert bot.action()["selected_option"] == CUSTOMER
    assert bot.queries == ["glo"]


def test_a_value_counts_before_the_words_of_another_option(
    ravi: Person, slack: WebClient, bot: Bot
) -> None:
    options = [option("2", "1"), option("1", "2")]
    place = shows(slack, {"type": "static_select", "options": options})
    ravi.post("click", **place, action_id="used", value="2")
    assert bot.action()["selected_option"] == option("1", "2")


def test_what_is_typed_beside_goes_along_but_for_what_is_gone(
    ravi: Person, slack: WebClient, bot: Bot
) -> None:
    button = {"type": "button", "text": plain("Go")}
    colours = {"type": "static_select", "options": [option("Red", "red")]}
    place = shows(slack, button, colours)
    held = {"bar-1/used": "red", "gone/used": "words in a field that is no more"}
    ravi.post("click", **place, action_id="used", held=held)

    chosen = bot.state()["bar-1"]["used"]["selected_option"]
    assert chosen == option("Red", "red")


def test_a_changed_message_forgets_what_was_chosen_in_blocks_that_are_gone(
    ravi: Person, slack: WebClient, bot: Bot
) -> None:
    colours = {"type": "static_select", "options": [option("Red", "red")]}
    place = shows(slack, colours)
    ravi.post("click", **place, action_id="used", value="red")
    bot.action()
    bot.told.clear()
    button = {"type": "button", "action_id": "used", "text": plain("Go")}
    menu = {"type": "users_select", "action_id": "who", "initial_user": "UMAYA"}
    blocks = [{"type": "actions", "block_id": "new", "elements": [button, menu]}]
    slack.chat_update(channel="CSALES", ts=place["message_ts"], text="New", blocks=blocks)
    ravi.post("click", **{**place, "block_id": "new"}, action_id="used")

    chosen = {"type": "users_select", "selected_user": "UMAYA"}
    assert bot.state() == {"new": {"who": chosen}}


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [
        ("channels_select", "DRAVI"),
        ("channels_select", "board"),
        ("conversations_select", "GBOARD"),
        ("multi_conversations_select", "nowhere"),
        ("users_select", "UCHARLIE"),
    ],
)
def test_what_a_menu_does_not_offer_cannot_be_chosen(
    ravi: Person, slack: WebClient, bot: Bot, kind: str, wanted: str
) -> None:
    place = shows(slack, {"type": kind})
    with pytest.raises(Refused, match="nobody and nothing called"):
        ravi.post("click", **place, action_id="used", value=wanted)
    assert bot.told == []
