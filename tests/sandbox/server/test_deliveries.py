"""People and a real Bolt app, over a socket and over signed HTTP."""

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp

from bot.sandbox.person import Person, Refused
from bot.sandbox.server import Running, running
from tests.sandbox.server.bots import DELIVERIES, by_socket, listens

Body = dict[str, Any]


def button(text: str, action_id: str, **more: object) -> Body:
    words = {"type": "plain_text", "text": text}
    return {"type": "button", "text": words, "action_id": action_id, **more}


def register(app: AsyncApp) -> None:
    app.command("/hello")(hello)
    app.command("/nothing")(nothing)
    app.command("/public")(public)
    app.command("/buttons")(buttons)
    app.command("/broken")(broken)
    app.action("greet")(greet)
    app.action("colour")(colour)
    app.shortcut("note")(note)
    app.shortcut("log")(log)
    app.options("customer")(customers)
    app.event("app_home_opened")(home)
    app.event("message")(message)
    app.event("app_mention")(mention)
    app.event("reaction_added")(reaction)


async def hello(ack: Any, command: Body) -> None:
    await ack(f"Hello {command['text']} in {command['channel_name']} of {command['team_domain']}")


async def nothing(ack: Any) -> None:
    await ack()


async def public(ack: Any) -> None:
    await ack(text="For everyone", response_type="in_channel")


async def buttons(ack: Any, command: Body, client: Any) -> None:
    options = [
        {"text": {"type": "plain_text", "text": name}, "value": name.lower()}
        for name in ("Red", "Blue")
    ]
    confirm = {
        "title": {"type": "plain_text", "text": "Sure"},
        "text": {"type": "plain_text", "text": "Really greet?"},
        "confirm": {"type": "plain_text", "text": "Yes"},
        "deny": {"type": "plain_text", "text": "No"},
    }
    menu = {
        "type": "static_select",
        "action_id": "colour",
        "placeholder": {"type": "plain_text", "text": "Colour"},
        "options": options,
    }
    greeting = button("Greet", "greet", value="7", confirm=confirm)
    await client.chat_postMessage(
        channel=command["channel_id"],
        text="Press",
        blocks=[{"type": "actions", "block_id": "bar", "elements": [greeting, menu]}],
    )
    await ack()


async def broken(ack: Any) -> None:
    await ack(text="Long", blocks=[{"type": "section", "text": {"type": "mrkdwn", "text": ""}}])


async def greet(ack: Any, body: Body, action: Body, respond: Any) -> None:
    await ack()
    chosen = body["state"]["values"]["bar"]["colour"]["selected_option"]
    colour_name = chosen["value"] if chosen else "no colour"
    await respond(f"Greeted {action['value']} with {colour_name}", replace_original=True)


async def colour(ack: Any) -> None:
    await ack()


async def note(ack: Any, shortcut: Body, client: Any) -> None:
    await client.chat_postMessage(channel=shortcut["user"]["id"], text="Noted")
    await ack()


async def log(ack: Any, shortcut: Body, client: Any) -> None:
    await client.chat_postMessage(
        channel=shortcut["user"]["id"], text=f"Logged: {shortcut['message']['text']}"
    )
    await ack()


async def customers(ack: Any, options: Body) -> None:
    text = {"type": "plain_text", "text": f"{options['value']} Ltd"}
    await ack(options=[{"text": text, "value": "7"}])


async def home(event: Body, client: Any) -> None:
    if event["tab"] == "home":
        text = {"type": "mrkdwn", "text": f"Welcome <@{event['user']}>"}
        view = {"type": "home", "blocks": [{"type": "section", "text": text}]}
        await client.views_publish(user_id=event["user"], view=view)


async def message(event: Body, say: Any) -> None:
    if event["channel_type"] == "im":
        await say(f"You said {event['text']}")


async def mention(event: Body, say: Any) -> None:
    await say(f"You called, <@{event['user']}>?", thread_ts=event["ts"])


async def reaction(event: Body, client: Any) -> None:
    item = event["item"]
    await client.reactions_add(channel=item["channel"], timestamp=item["ts"], name="eyes")


@pytest.fixture(params=DELIVERIES, scope="module")
def sandbox(request: pytest.FixtureRequest) -> Iterator[Running]:
    with DELIVERIES[request.param](register) as started:
        yield started


@pytest.fixture
def ravi(sandbox: Running) -> Iterator[Person]:
    yield sandbox.person("URAVI")
    sandbox.person("URAVI").post("reset")


@pytest.mark.usefixtures("ravi")
def test_a_command_is_answered_in_its_ack(sandbox: Running, ravi: Person, maya: Person) -> None:
    told = ravi.types("/hello  Ann & Bob ", channel="CSALES")

    assert told["reply"]["text"] == "Hello Ann &amp; Bob in sales of acme"
    assert ravi.sees("Hello Ann", channel="CSALES")["ephemeral"]
    assert maya.messages("CSALES") == []


def test_a_command_in_the_apps_own_conversation_has_slacks_name_for_it(ravi: Person) -> None:
    assert "in directmessage" in ravi.types("/hello")["reply"]["text"]


def test_an_empty_ack_shows_nothing(ravi: Person) -> None:
    assert "reply" not in ravi.types("/nothing", channel="CSALES")
    assert ravi.messages("CSALES") == []


def test_an_answer_can_be_for_the_channel(ravi: Person, maya: Person) -> None:
    ravi.types("/public", channel="CSALES")

    assert not maya.sees("For everyone", channel="CSALES")["ephemeral"]


def test_a_reply_that_slack_refuses_is_a_failed_command(ravi: Person) -> None:
    with pytest.raises(Refused, match='/broken failed with the error "invalid_blocks"') as refused:
        ravi.types("/broken", channel="CSALES")

    assert "/blocks/0/text/text" in str(refused.value.answer["details"])
    assert ravi.notices() == ['/broken failed with the error "invalid_blocks"']


def test_a_command_nobody_handles_fails(ravi: Person) -> None:
    """Bolt answers 404 over HTTP and stays silent on a socket."""
    with pytest.raises(Refused) as refused:
        ravi.types("/other", channel="CSALES")

    assert str(refused.value) in {
        '/other failed with the error "operation_timeout"',
        '/other failed with the error "http_service_error"',
    }
    assert ravi.notices() == [str(refused.value)]


def test_a_button_asks_first_and_then_replaces_its_message(ravi: Person, maya: Person) -> None:
    ravi.types("/buttons", channel="CSALES")
    with pytest.raises(Refused, match="Really greet"):
        ravi.clicks("Greet", channel="CSALES", confirm=False)

    ravi.chooses("colour", "Blue", channel="CSALES")
    ravi.clicks("Greet", channel="CSALES")

    seen = maya.sees("Greeted 7 with blue", channel="CSALES")
    assert seen["blocks"] == []
    assert seen["edited"]


def test_what_is_chosen_in_a_message_is_each_persons_own(ravi: Person, maya: Person) -> None:
    ravi.types("/buttons", channel="CSALES")
    ravi.chooses("colour", "Blue", channel="CSALES")

    maya.clicks("Greet", channel="CSALES")

    assert ravi.sees("Greeted 7 with no colour", channel="CSALES")


def test_shortcuts_reach_the_app(ravi: Person) -> None:
    ts = ravi.writes("They want 20 chairs", channel="CSALES")

    ravi.uses_shortcut("note")
    ravi.uses_shortcut("log", channel="CSALES", message_ts=ts)

    assert ravi.sees("Noted")
    assert ravi.sees("Logged: They want 20 chairs")


def test_the_home_tab_is_published_when_opened(ravi: Person) -> None:
    ravi.opens_messages_tab()
    ravi.opens_home()

    assert ravi.home("Welcome <@URAVI>")["type"] == "home"


def test_the_app_hears_messages_mentions_and_reactions(ravi: Person) -> None:
    ravi.writes("hello <there> & you")
    assert ravi.sees("You said hello &lt;there&gt; &amp; you")

    ts = ravi.writes("@dealdesk are you there?", channel="CSALES")
    ravi.reacts("wave", channel="CSALES", message_ts=ts)

    assert ravi.sees("You called, <@URAVI>?", channel="CSALES", thread_ts=ts)
    for _ in range(500):
        names = [each["name"] for each in ravi.messages("CSALES")[0]["reactions"]]
        if names == ["wave", "eyes"]:
            return
    pytest.fail(f"The app did not react: {names}")


def test_two_companies_do_not_meet(sandbox: Running, ravi: Person) -> None:
    charlie = sandbox.person("UCHARLIE")
    ravi.types("/public", channel="CGENERAL")

    assert "of globex" in charlie.types("/hello", channel="CGLOBEX")["reply"]["text"]
    assert charlie.messages("CGLOBEX")[0]["ephemeral"]
    with pytest.raises(Refused, match="sees no channel CGENERAL"):
        charlie.messages("CGENERAL")
    with pytest.raises(Refused, match="sees no channel CGENERAL"):
        charlie.types("/hello", channel="CGENERAL")


def test_a_guest_sees_only_their_own_channels(sandbox: Running) -> None:
    gus = sandbox.person("UGUS")

    names = [each["name"] for each in gus.screen()["channels"] if each["kind"] == "channel"]

    assert names == ["general"]
    with pytest.raises(Refused, match="sees no channel CSALES"):
        gus.messages("CSALES")


def test_a_private_channel_is_closed_to_others(ravi: Person) -> None:
    with pytest.raises(Refused, match="sees no channel GBOARD"):
        ravi.messages("GBOARD")


def test_without_a_bot_people_are_told_at_once() -> None:
    with running() as sandbox:
        ravi = sandbox.person("URAVI")

        with pytest.raises(Refused, match="Dealdesk is not connected"):
            ravi.types("/hello")

        assert ravi.notices() == ["Dealdesk is not connected."]
        with pytest.raises(Refused, match="Dealdesk is not connected"):
            ravi.opens_home()


def test_each_envelope_goes_to_one_of_the_connections() -> None:
    with by_socket(register) as sandbox, listens(sandbox, register):
        ravi = sandbox.person("URAVI")
        assert ravi.get("status")["connections"] == 2

        for _ in range(6):
            ravi.types("/public", channel="CSALES")

        assert len(ravi.messages("CSALES")) == 6


def test_a_refreshed_connection_comes_back() -> None:
    with by_socket(register) as sandbox:
        ravi = sandbox.person("URAVI")

        ravi.post("disconnect")

        for _ in range(1000):
            opened = [each for each in ravi.get("journal")["entries"] if "open" in each["name"]]
            if len(opened) > 1 and ravi.get("status")["connections"] == 1:
                break
        assert "Hello" in ravi.types("/hello")["reply"]["text"]


def test_no_more_than_ten_connections_are_held() -> None:
    with running() as sandbox, ExitStack() as stack:
        for _ in range(10):
            stack.enter_context(listens(sandbox, register))
        sandbox.wait_for_bot(connections=10)
        ravi = sandbox.person("URAVI")

        with listens(sandbox, register):
            assert ravi.get("status")["connections"] == 10
            ravi.types("/hello")
