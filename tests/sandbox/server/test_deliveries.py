"""People and a real Bolt app, over a socket and over signed HTTP."""

from collections.abc import Iterator

import pytest

from bot.sandbox.person import Person, Refused
from bot.sandbox.server import Running, running
from tests.sandbox.server.bots import DELIVERIES, by_socket
from tests.sandbox.server.greeter import register
from tests.sandbox.server.waiting import until


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


def test_a_command_that_is_to_be_escaped_names_people_and_channels_by_id() -> None:
    greet = {"command": "/hello", "description": "Greets", "should_escape": True}
    manifest = {"display_information": {"name": "G"}, "features": {"slash_commands": [greet]}}
    with by_socket(register, manifest=manifest) as sandbox:
        told = sandbox.person("URAVI").types("/hello @maya, #sales & @nobody")

    assert told["reply"]["text"].startswith(
        "Hello <@UMAYA|maya>, <#CSALES|sales> &amp; @nobody in "
    )


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


def test_a_button_that_one_person_sees_comes_without_its_message(ravi: Person) -> None:
    ravi.types("/secret", channel="CSALES")

    ravi.clicks("Open", channel="CSALES")

    seen = ravi.sees("Opened, message known: False", channel="CSALES")
    assert seen["ephemeral"]
    assert len(ravi.messages("CSALES")) == 1


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
    until(lambda: reactions(ravi) == ["wave", "eyes"])


def reactions(person: Person) -> list[str]:
    return [each["name"] for each in person.messages("CSALES")[0]["reactions"]]


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
