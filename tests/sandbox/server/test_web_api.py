"""Tokens, messages and reactions as the real SDK finds them."""

import json
import urllib.parse
import urllib.request

import pytest
from slack_sdk import WebClient

from bot.sandbox.person import Person
from bot.sandbox.server import Running, running
from tests.sandbox.server.refusals import refusal

SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "Hello"}}


def test_a_token_knows_its_own_workspace(sandbox: Running) -> None:
    for workspace, bot in (("TACME", "UBOTACME"), ("TGLOBEX", "UBOTGLOBEX")):
        client = WebClient(token=sandbox.token(workspace), base_url=sandbox.api_url)

        answer = client.auth_test()

        assert (answer["team_id"], answer["user_id"]) == (workspace, bot)


@pytest.mark.parametrize(("token", "error"), [("", "not_authed"), ("xoxb-other", "invalid_auth")])
def test_strangers_are_turned_away(sandbox: Running, token: str, error: str) -> None:
    client = WebClient(token=token, base_url=sandbox.api_url)

    assert refusal(client.auth_test).response["error"] == error


def test_forms_json_and_queries_all_carry_arguments(sandbox: Running) -> None:
    blocks = json.dumps([SECTION])
    address = f"{sandbox.api_url}chat.postMessage"
    form = urllib.request.Request(
        address,
        data=f"channel=CSALES&text=a%26b&blocks={urllib.parse.quote(blocks)}".encode(),
        headers={"Authorization": f"Bearer {sandbox.token()}"},
    )
    as_json = urllib.request.Request(
        address,
        data=json.dumps({"channel": "CSALES", "text": "a&b", "blocks": [SECTION]}).encode(),
        headers={
            "Authorization": f"Bearer {sandbox.token()}",
            "Content-Type": "application/json; charset=utf-8",
        },
    )
    query = urllib.request.Request(
        f"{address}?token={sandbox.token()}&channel=CSALES&text=a%26b&blocks="
        f"{urllib.parse.quote(blocks)}"
    )
    for request in (form, as_json, query):
        with urllib.request.urlopen(request) as response:
            answer = json.load(response)

        assert answer["ok"], answer
        assert answer["message"]["text"] == "a&b"
        assert answer["message"]["blocks"][0]["text"]["text"] == "Hello"


def test_a_posted_message_is_seen_by_the_channel(client: WebClient, ravi: Person) -> None:
    posted = client.chat_postMessage(channel="CSALES", text="Good morning", blocks=[SECTION])

    seen = ravi.sees("Good morning", channel="CSALES")

    assert seen["ts"] == posted["ts"]
    assert seen["bot_id"] == "BACME"
    assert seen["blocks"][0]["block_id"]


def test_a_message_to_a_person_opens_their_conversation(client: WebClient, ravi: Person) -> None:
    posted = client.chat_postMessage(channel="URAVI", text="Just you")

    assert posted["channel"] == client.conversations_open(users="URAVI")["channel"]["id"]
    assert ravi.sees("Just you")["ts"] == posted["ts"]


@pytest.mark.parametrize(
    ("channel", "error"),
    [
        ("CRANDOM", "not_in_channel"),
        ("GBOARD", "channel_not_found"),
        ("CGLOBEX", "channel_not_found"),
        ("UCHARLIE", "channel_not_found"),
        ("#sales", "channel_not_found"),
    ],
)
def test_the_bot_posts_only_where_it_belongs(client: WebClient, channel: str, error: str) -> None:
    refused = refusal(lambda: client.chat_postMessage(channel=channel, text="Hello"))

    assert refused.response["error"] == error


def test_an_archived_channel_takes_no_messages(sandbox: Running, client: WebClient) -> None:
    sandbox.world.workspaces["TACME"].channels["CSALES"].is_archived = True

    refused = refusal(lambda: client.chat_postMessage(channel="CSALES", text="Hello"))

    assert refused.response["error"] == "is_archived"


def test_after_joining_the_bot_may_post(client: WebClient) -> None:
    client.conversations_join(channel="CRANDOM")

    assert client.chat_postMessage(channel="CRANDOM", text="Hello")["ok"]


def test_broken_blocks_are_refused_with_pointers(client: WebClient) -> None:
    broken = {"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3001}}

    refused = refusal(
        lambda: client.chat_postMessage(channel="CSALES", text="t", blocks=[SECTION, broken])
    )

    assert refused.response["error"] == "invalid_blocks"
    assert "/blocks/1/text/text" in refused.response["response_metadata"]["messages"][0]


@pytest.mark.parametrize(
    ("text", "error"), [("", "no_text"), ("   ", "no_text"), ("x" * 40_001, "msg_too_long")]
)
def test_a_message_needs_words_but_not_too_many(client: WebClient, text: str, error: str) -> None:
    refused = refusal(
        lambda: client.api_call("chat.postMessage", json={"channel": "CSALES", "text": text})
    )

    assert refused.response["error"] == error


def test_a_missing_scope_is_named() -> None:
    manifest = {"oauth_config": {"scopes": {"bot": ["chat:write", "users:read"]}}}
    with running(manifest=manifest) as sandbox:
        client = WebClient(token=sandbox.token(), base_url=sandbox.api_url)

        refused = refusal(lambda: client.reactions_add(channel="C", timestamp="1", name="ok"))

        assert refused.response["error"] == "missing_scope"
        assert refused.response["needed"] == "reactions:write"
        assert refused.response["provided"] == "chat:write,users:read"
        assert client.auth_test().headers["x-oauth-scopes"] == "chat:write,users:read"
        assert "email" not in client.users_info(user="URAVI")["user"]["profile"]


def test_an_update_changes_the_message_and_says_so(client: WebClient, ravi: Person) -> None:
    posted = client.chat_postMessage(channel="CSALES", text="Draft", blocks=[SECTION])

    client.chat_update(channel="CSALES", ts=posted["ts"], text="Better")
    kept = ravi.sees("Better", channel="CSALES")["blocks"]
    client.chat_update(channel="CSALES", ts=posted["ts"], text="Final", blocks=[])

    seen = ravi.sees("Final", channel="CSALES")
    assert seen["edited"]["user"] == "UBOTACME"
    assert [block["type"] for block in kept] == ["section"]
    assert seen["blocks"] == []
    assert [each["text"] for each in ravi.messages("CSALES")] == ["Final"]


def test_only_own_messages_that_stand_can_be_updated(client: WebClient, ravi: Person) -> None:
    foreign = ravi.writes("Mine", channel="CSALES")

    update = refusal(lambda: client.chat_update(channel="CSALES", ts=foreign, text="Yours"))
    missing = refusal(lambda: client.chat_update(channel="CSALES", ts="1.000001", text="Gone"))
    delete = refusal(lambda: client.chat_delete(channel="CSALES", ts=foreign))
    posted = client.chat_postMessage(channel="CSALES", text="Short")
    too_long = refusal(
        lambda: client.chat_update(channel="CSALES", ts=posted["ts"], text="x" * 4001)
    )

    assert update.response["error"] == "cant_update_message"
    assert missing.response["error"] == "message_not_found"
    assert delete.response["error"] == "cant_delete_message"
    assert too_long.response["error"] == "msg_too_long"


def test_a_deleted_message_is_gone(client: WebClient, ravi: Person) -> None:
    posted = client.chat_postMessage(channel="CSALES", text="Oops")

    client.chat_delete(channel="CSALES", ts=posted["ts"])

    assert ravi.messages("CSALES") == []


def test_ephemeral_messages_are_for_one_person_and_not_for_history(
    client: WebClient, ravi: Person, maya: Person
) -> None:
    posted = client.chat_postEphemeral(channel="CSALES", user="URAVI", text="Psst")

    assert ravi.sees("Psst", channel="CSALES")["ephemeral"]
    assert maya.messages("CSALES") == []
    assert client.conversations_history(channel="CSALES")["messages"] == []
    refused = refusal(
        lambda: client.chat_update(channel="CSALES", ts=posted["message_ts"], text="Changed")
    )
    assert refused.response["error"] == "message_not_found"


def test_an_ephemeral_needs_a_member(client: WebClient) -> None:
    refused = refusal(
        lambda: client.chat_postEphemeral(channel="CAPPROVALS", user="URAVI", text="Psst")
    )

    assert refused.response["error"] == "user_not_in_channel"


def test_metadata_comes_back_only_when_asked_for(client: WebClient) -> None:
    metadata = {"event_type": "report_run", "event_payload": {"run": 7}}
    client.chat_postMessage(channel="CSALES", text="Report", metadata=metadata)

    plain = client.conversations_history(channel="CSALES")["messages"][0]
    full = client.conversations_history(channel="CSALES", include_all_metadata=True)

    assert "metadata" not in plain
    assert full["messages"][0]["metadata"] == metadata


def test_a_reaction_is_counted_once(client: WebClient, ravi: Person) -> None:
    ts = ravi.writes("We won", channel="CSALES")
    client.reactions_add(channel="CSALES", timestamp=ts, name="tada")
    ravi.reacts("tada", channel="CSALES", message_ts=ts)

    again = refusal(lambda: client.reactions_add(channel="CSALES", timestamp=ts, name="tada"))
    got = client.reactions_get(channel="CSALES", timestamp=ts)["message"]

    assert again.response["error"] == "already_reacted"
    assert got["reactions"] == [{"name": "tada", "users": ["UBOTACME", "URAVI"], "count": 2}]


def test_a_permalink_leads_to_the_message(client: WebClient) -> None:
    parent = client.chat_postMessage(channel="CSALES", text="Parent")["ts"]
    reply = client.chat_postMessage(channel="CSALES", text="Reply", thread_ts=parent)["ts"]

    link = client.chat_getPermalink(channel="CSALES", message_ts=reply)["permalink"]

    assert f"/archives/CSALES/p{reply.replace('.', '')}" in link
    assert f"thread_ts={parent}" in link


def test_a_scheduled_message_waits_for_its_hour(
    sandbox: Running, client: WebClient, ravi: Person
) -> None:
    hour = int(sandbox.world.clock.now()) + 3600
    client.chat_scheduleMessage(channel="CSALES", text="Later", post_at=hour)
    assert ravi.messages("CSALES") == []

    ravi.post("clock", advance=3601)

    assert ravi.sees("Later", channel="CSALES")
    late = refusal(
        lambda: client.chat_scheduleMessage(channel="CSALES", text="Never", post_at=hour)
    )
    assert late.response["error"] == "time_in_past"


def test_blocks_can_be_validated_without_posting(client: WebClient) -> None:
    stranger = WebClient(base_url=client.base_url)
    good = stranger.api_call("blocks.validate", json={"blocks": [SECTION]})
    refused = refusal(
        lambda: client.api_call("blocks.validate", json={"blocks": [{"type": "sections"}]})
    )

    assert good["ok"]
    assert refused.response["error"] == "invalid_blocks"


def test_an_unknown_method_is_said_to_be_unknown(client: WebClient) -> None:
    refused = refusal(lambda: client.api_call("chat.postMassage"))

    assert refused.response["error"] == "unknown_method"


def test_an_app_without_a_messages_tab_cannot_write_to_people() -> None:
    manifest = {
        "features": {"app_home": {"messages_tab_enabled": False}},
        "oauth_config": {"scopes": {"bot": ["chat:write"]}},
    }
    with running(manifest=manifest) as sandbox:
        client = WebClient(token=sandbox.token(), base_url=sandbox.api_url)

        refused = refusal(lambda: client.chat_postMessage(channel="URAVI", text="Hello"))

        assert refused.response["error"] == "messages_tab_disabled"
