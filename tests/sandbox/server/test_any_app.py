"""What other apps ask of Slack and Dealdesk does not: channels, pins, bookmarks, functions."""

from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sandbox.person import Person, Refused
from bot.sandbox.records import FunctionRun
from bot.sandbox.server import Running
from tests.sandbox.server.bots import by_http
from tests.sandbox.server.waiting import until


def refused(call: Any, **arguments: Any) -> str:
    with pytest.raises(SlackApiError) as answer:
        call(**arguments)
    return str(answer.value.response["error"])


def test_a_channel_that_the_app_makes_is_there_for_those_it_invites(
    client: WebClient, sandbox: Running, ravi: Person
) -> None:
    made = client.conversations_create(name="deal-7", is_private=True)["channel"]
    client.conversations_invite(channel=made["id"], users="URAVI")
    client.conversations_setTopic(channel=made["id"], topic="The deal of the year")

    shown = {channel["id"]: channel for channel in ravi.screen()["channels"]}
    assert shown[made["id"]]["name"] == "deal-7"
    info = client.conversations_info(channel=made["id"])["channel"]
    assert info["topic"]["value"] == "The deal of the year"
    with pytest.raises(Refused, match="sees no channel"):
        sandbox.person("UMAYA").messages(made["id"])


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("", "invalid_name_required"),
        ("Deals", "invalid_name_specials"),
        ("two words", "invalid_name_specials"),
        ("---", "invalid_name_punctuation"),
        ("d" * 81, "invalid_name_maxlength"),
        ("sales", "name_taken"),
    ],
)
def test_a_channel_needs_a_name_that_slack_takes(client: WebClient, name: str, error: str) -> None:
    assert refused(client.conversations_create, name=name) == error


def test_who_is_sent_away_is_gone_and_an_archived_channel_is_still(client: WebClient) -> None:
    client.conversations_kick(channel="CSALES", user="URAVI")
    assert "URAVI" not in client.conversations_members(channel="CSALES")["members"]
    assert refused(client.conversations_kick, channel="CSALES", user="URAVI") == "not_in_channel"

    client.conversations_archive(channel="CSALES")
    assert refused(client.chat_postMessage, channel="CSALES", text="Hello") == "is_archived"
    client.conversations_unarchive(channel="CSALES")
    assert client.chat_postMessage(channel="CSALES", text="Hello")["ok"]


def test_the_app_can_leave_and_rename(client: WebClient) -> None:
    assert client.conversations_rename(channel="CSALES", name="deals")["channel"]["name"] == "deals"
    client.conversations_leave(channel="CSALES")

    assert refused(client.conversations_rename, channel="CSALES", name="x") == "not_in_channel"
    assert refused(client.conversations_leave, channel="CGENERAL") == "cant_leave_general"
    assert refused(client.conversations_archive, channel="CGENERAL") == "cant_archive_general"


def test_people_of_another_workspace_cannot_be_invited(client: WebClient) -> None:
    answer = refused(client.conversations_invite, channel="CSALES", users="UCHARLIE")

    assert answer == "user_not_found"


def test_a_pin_stays_until_it_is_taken_away(client: WebClient) -> None:
    ts = client.chat_postMessage(channel="CSALES", text="Read me")["ts"]
    client.pins_add(channel="CSALES", timestamp=ts)

    assert refused(client.pins_add, channel="CSALES", timestamp=ts) == "already_pinned"
    pinned = client.pins_list(channel="CSALES")["items"]
    assert [item["message"]["text"] for item in pinned] == ["Read me"]
    client.pins_remove(channel="CSALES", timestamp=ts)
    assert client.pins_list(channel="CSALES")["items"] == []
    assert refused(client.pins_remove, channel="CSALES", timestamp=ts) == "no_pin"


def test_a_bookmark_is_kept_changed_and_removed(client: WebClient) -> None:
    told = {"channel_id": "CSALES", "title": "Prices", "type": "link"}
    kept = client.bookmarks_add(**told, link="https://acme.example/prices")["bookmark"]
    client.bookmarks_edit(bookmark_id=kept["id"], channel_id="CSALES", title="New prices")

    (found,) = client.bookmarks_list(channel_id="CSALES")["bookmarks"]
    assert (found["title"], found["link"]) == ("New prices", "https://acme.example/prices")
    assert refused(client.bookmarks_add, **told, link="prices") == "invalid_link"
    client.bookmarks_remove(bookmark_id=kept["id"], channel_id="CSALES")
    assert client.bookmarks_list(channel_id="CSALES")["bookmarks"] == []


def test_an_app_that_uninstalls_itself_has_no_token_any_more(client: WebClient) -> None:
    client.apps_uninstall(client_id="1.2", client_secret="secret")

    assert refused(client.auth_test) == "invalid_auth"


def test_a_method_that_is_not_there_stands_in_the_journal(
    client: WebClient, sandbox: Running
) -> None:
    assert refused(client.api_call, api_method="canvases.create") == "unknown_method"

    newest = sandbox.person("").get("journal")["entries"][-1]
    assert (newest["name"], newest["error"]) == ("canvases.create", "unknown_method")


FUNCTIONS = {
    "display_information": {"name": "Greeter"},
    "functions": {
        "greet": {
            "title": "Greet somebody",
            "description": "Says hello",
            "input_parameters": {"properties": {"name": {"type": "string"}}, "required": ["name"]},
            "output_parameters": {
                "properties": {"greeting": {"type": "string"}},
                "required": ["greeting"],
            },
        }
    },
    "settings": {"event_subscriptions": {"bot_events": ["function_executed"]}},
}


def steps(app: AsyncApp) -> None:
    @app.function("greet")
    async def greet(inputs: Any, complete: Any, fail: Any) -> None:
        if inputs["name"]:
            await complete({"greeting": f"Hello {inputs['name']}"})
        else:
            await fail("Nobody is there")


def test_a_step_for_workflows_runs_and_tells_its_end() -> None:
    with by_http(steps, manifest=FUNCTIONS) as sandbox:
        ravi = sandbox.person("URAVI")
        ravi.post("run_function", user="URAVI", callback_id="greet", inputs={"name": "Maya"})
        until(lambda: ravi.notices() == ["Greet somebody has ended with greeting: Hello Maya."])
        ravi.post("run_function", user="URAVI", callback_id="greet", inputs={"name": ""})
        until(lambda: ravi.notices()[1:] == ["Greet somebody has failed: Nobody is there"])
        with pytest.raises(Refused, match="has no function dance"):
            ravi.post("run_function", user="URAVI", callback_id="dance")


def test_the_token_of_a_step_ends_with_it_or_after_a_quarter_of_an_hour() -> None:
    tokens: list[str] = []

    def asks(app: AsyncApp) -> None:
        @app.function("greet")
        async def greet(context: Any) -> None:
            tokens.append(str(context.client.token))

    with by_http(asks, manifest=FUNCTIONS) as sandbox:
        ravi = sandbox.person("URAVI")
        runs = [
            ravi.post("run_function", user="URAVI", callback_id="greet", inputs={"name": "Maya"})
            for _ in range(2)
        ]
        until(lambda: len(tokens) == len(runs))
        first, second = (WebClient(token, base_url=sandbox.api_url) for token in tokens)
        done = {"function_execution_id": runs[0]["function_execution_id"]}
        first.functions_completeSuccess(**done, outputs={"greeting": "Hello"})
        assert refused(first.auth_test) == "invalid_auth"
        second.auth_test()
        ravi.post("clock", advance=15 * 60)
        assert refused(second.auth_test) == "invalid_auth"


def test_a_step_ends_once_and_with_what_it_promised(client: WebClient, sandbox: Running) -> None:
    runs = sandbox.world.workspaces["TACME"].function_runs
    runs["Fx1"] = FunctionRun("Fx1", "URAVI", "Greet", ["greeting"])
    complete = client.functions_completeSuccess

    unknown = refused(complete, function_execution_id="Fx2", outputs={})
    assert unknown == "function_execution_not_found"
    broken = refused(complete, function_execution_id="Fx1", outputs={})
    assert broken == "parameter_validation_failed"
    runs["Fx1"].types["greeting"] = "string"
    for other in (7, True, ["Hello"]):
        typed = refused(complete, function_execution_id="Fx1", outputs={"greeting": other})
        assert typed == "parameter_validation_failed"
    complete(function_execution_id="Fx1", outputs={"greeting": "Hello"})
    again = refused(complete, function_execution_id="Fx1", outputs={"greeting": "Hello"})
    assert again == "execution_not_in_running_state"
