"""Answers and payloads have the shape of Slack's own samples.

The samples lie beside the repository (`../shared/slack`); without them these tests are skipped.
"""

import json
import time
import urllib.request
from collections import ChainMap
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk import WebClient

from bot.sandbox.server import Running
from tests.sandbox.server.bots import by_socket

SAMPLES = Path(__file__).parents[3].parent / "shared" / "slack"

pytestmark = pytest.mark.skipif(
    not SAMPLES.is_dir(), reason=f"Slack's samples are not there: {SAMPLES}"
)

# Contents are free (blocks are checked elsewhere), or are keyed by ids.
FREE = frozenset(("blocks", "attachments", "event_payload", "values", "public", "private", "state"))
# Slack answers these; the samples, read off a typed library, leave them out.
UNSAMPLED = frozenset(
    (
        "/members/profile/bot_id",
        "/members/profile/api_app_id",
        "/channel/priority",
        "/view/blocks",
        "/callback_id",
        "/response_urls",
        "/event/app_id",
    )
)


def mismatches(found: Any, sample: Any, pointer: str = "") -> Iterator[str]:
    """What is answered but not in the sample, or is of another kind there."""
    match found, sample:
        case dict(), dict():
            for key, value in found.items():
                below = f"{pointer}/{key}"
                if below not in UNSAMPLED and key not in FREE:
                    yield from in_object(value, sample, key, below)
        case list(), list():
            for each in found if sample else ():
                yield from mismatches(each, sample[0], pointer)
        case _ if found is not None and kind(found) is not kind(sample):
            yield f"{pointer} is {found!r} where Slack has {sample!r}"


def in_object(value: Any, sample: Any, key: str, pointer: str) -> Iterator[str]:
    if key in sample:
        yield from mismatches(value, sample[key], pointer)
    else:
        yield f"{pointer} is not in Slack's sample"


def kind(value: Any) -> type:
    return float if type(value) is int else type(value)


@cache
def read(kind: str, name: str) -> Any:
    return json.loads((SAMPLES / kind / f"{name}.json").read_text("utf-8"))


def sample(kind: str, name: str) -> Any:
    """Messages and files inside are as the fullest samples have them: they differ in age."""
    found = read(kind, name)
    if "message" in found and "channel" in found:
        found = found | {"message": found["message"] | full_message()}
    if kind == "events":
        event = found["event"] | {"files": [read("api", "files.info")["file"]]}
        for part in ("message", "previous_message"):
            event |= {part: full_message()} if part in event else {}
        found = found | {"event": event | ({"user_team": "", "team": ""})}
    return found


def full_message() -> Any:
    messages = ("conversations.history", "conversations.replies")
    return dict(ChainMap(*(read("api", name)["messages"][0] for name in messages)))


MODAL = {
    "type": "modal",
    "callback_id": "form",
    "notify_on_close": True,
    "title": {"type": "plain_text", "text": "Form"},
    "submit": {"type": "plain_text", "text": "Send"},
    "blocks": [
        {
            "type": "input",
            "label": {"type": "plain_text", "text": "Name"},
            "element": {"type": "plain_text_input", "initial_value": "Ann"},
        }
    ],
}
HOME = {"type": "home", "blocks": [{"type": "divider"}]}
METADATA = {"event_type": "run", "event_payload": {"run": 7}}


def posted(client: WebClient, **more: Any) -> str:
    return str(client.chat_postMessage(channel="CSALES", text="Hello", **more)["ts"])


def trigger(sandbox: Running) -> str:
    return sandbox.world.triggers.issue("TACME", "URAVI")


def uploaded(client: WebClient) -> str:
    told = client.files_upload_v2(channel="CSALES", filename="a.png", content=b"1", alt_txt="One")
    return str(told["file"]["id"])


def completed(client: WebClient) -> Any:
    place = client.files_getUploadURLExternal(filename="a.csv", length=1)
    request = urllib.request.Request(place["upload_url"], data=b"a", method="POST")
    urllib.request.urlopen(request).close()
    return client.files_completeUploadExternal(
        files=[{"id": place["file_id"], "title": "A"}], channel_id="CSALES"
    )


def thread(client: WebClient) -> str:
    parent = posted(client, metadata=METADATA)
    posted(client, thread_ts=parent, metadata=METADATA)
    client.reactions_add(channel="CSALES", timestamp=parent, name="tada")
    client.chat_update(channel="CSALES", ts=parent, text="Changed")
    uploaded(client)
    return parent


def updated(client: WebClient, sandbox: Running) -> Any:
    view = client.views_open(trigger_id=trigger(sandbox), view=MODAL)["view"]
    return client.views_update(view_id=view["id"], view=MODAL)


CALLS: dict[str, Callable[[WebClient, Running], Any]] = {
    "auth.test": lambda client, _: client.auth_test(),
    "bots.info": lambda client, _: client.bots_info(bot="BACME"),
    "team.info": lambda client, _: client.team_info(),
    "chat.postMessage": lambda client, _: client.chat_postMessage(
        channel="CSALES", text="Hello", metadata=METADATA
    ),
    "chat.update": lambda client, _: client.chat_update(
        channel="CSALES", ts=posted(client), text="Changed"
    ),
    "chat.delete": lambda client, _: client.chat_delete(channel="CSALES", ts=posted(client)),
    "chat.postEphemeral": lambda client, _: client.chat_postEphemeral(
        channel="CSALES", user="URAVI", text="Psst"
    ),
    "chat.getPermalink": lambda client, _: client.chat_getPermalink(
        channel="CSALES", message_ts=posted(client)
    ),
    "chat.scheduleMessage": lambda client, _: client.chat_scheduleMessage(
        channel="CSALES", text="Later", post_at=int(time.time()) + 60
    ),
    "chat.scheduledMessages.list": lambda client, _: client.chat_scheduledMessages_list(),
    "conversations.history": lambda client, _: (
        thread(client),
        client.conversations_history(channel="CSALES", include_all_metadata=True),
    )[1],
    "conversations.replies": lambda client, _: client.conversations_replies(
        channel="CSALES", ts=thread(client), include_all_metadata=True
    ),
    "conversations.info": lambda client, _: client.conversations_info(
        channel="CSALES", include_num_members=True
    ),
    "conversations.list": lambda client, _: client.conversations_list(
        types="public_channel,private_channel,im"
    ),
    "conversations.members": lambda client, _: client.conversations_members(channel="CSALES"),
    "conversations.join": lambda client, _: client.conversations_join(channel="CSALES"),
    "conversations.open": lambda client, _: client.conversations_open(
        users="URAVI", return_im=True
    ),
    "files.completeUploadExternal": lambda client, _: completed(client),
    "files.info": lambda client, _: client.files_info(file=uploaded(client)),
    "files.getUploadURLExternal": lambda client, _: client.files_getUploadURLExternal(
        filename="a.csv", length=3
    ),
    "reactions.add": lambda client, _: client.reactions_add(
        channel="CSALES", timestamp=posted(client), name="tada"
    ),
    "reactions.get": lambda client, _: client.reactions_get(
        channel="CSALES", timestamp=thread(client)
    ),
    "usergroups.list": lambda client, _: client.usergroups_list(include_users=True),
    "usergroups.users.list": lambda client, _: client.usergroups_users_list(usergroup="SMANAGERS"),
    "users.conversations": lambda client, _: client.users_conversations(
        user="URAVI", types="public_channel,im"
    ),
    "users.info": lambda client, _: client.users_info(user="URAVI"),
    "users.list": lambda client, _: client.users_list(),
    "users.lookupByEmail": lambda client, _: client.users_lookupByEmail(email="ravi@acme.example"),
    "views.open": lambda client, sandbox: client.views_open(
        trigger_id=trigger(sandbox), view=MODAL
    ),
    "views.update": updated,
    "views.publish": lambda client, _: client.views_publish(user_id="URAVI", view=HOME),
    "apps.connections.open": lambda client, _: client.apps_connections_open(
        app_token="xapp-sandbox"
    ),
}


@pytest.mark.parametrize("method", CALLS)
def test_answers_are_shaped_as_slacks(sandbox: Running, client: WebClient, method: str) -> None:
    answer = CALLS[method](client, sandbox).data

    wrong = set(mismatches(answer, sample("api", method)))

    assert wrong == set()
    assert answer["ok"]


BUTTON = {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}}


async def opens(ack: Any, command: Any, client: Any) -> None:
    await ack()
    await client.views_open(trigger_id=command["trigger_id"], view=MODAL)


async def acknowledges(ack: Any) -> None:
    await ack()


def register(app: AsyncApp) -> None:
    app.command("/form")(opens)
    app.action("go")(acknowledges)
    app.view("form")(acknowledges)
    app.view_closed("form")(acknowledges)
    app.shortcut("log")(acknowledges)
    for event in ("message", "app_home_opened", "app_mention", "reaction_added"):
        app.event(event)(acknowledges_event)
    app.event("member_joined_channel")(acknowledges_event)


async def acknowledges_event() -> None:
    """An event needs no more than to be heard."""


# Slack sends this one as words, the sample's library reads it as a truth value.
WORDS_FOR_TRUTH = "/is_enterprise_install is 'false' where Slack has False"


def test_payloads_are_shaped_as_slacks() -> None:
    with by_socket(register) as sandbox:
        client = WebClient(token=sandbox.token(), base_url=sandbox.api_url)
        ravi = sandbox.person("URAVI")
        blocks = [{"type": "actions", "elements": [BUTTON]}]
        ts = posted(client, blocks=blocks)
        ravi.types("/form")
        ravi.submits({"Name": "Bob"})
        ravi.types("/form")
        ravi.closes()
        ravi.clicks("Go", channel="CSALES")
        ravi.uses_shortcut("log", channel="CSALES", message_ts=ts)
        ravi.writes("@dealdesk hello", channel="CSALES", thread_ts=ts)
        ravi.writes("hello", files=[ravi.uploads("a.csv", b"a")])
        client.chat_update(channel="CSALES", ts=ts, text="Changed")
        client.chat_delete(channel="CSALES", ts=ts)
        ravi.reacts("wave", channel="CSALES", message_ts=ravi.writes("x", channel="CSALES"))
        ravi.opens_home()
        sandbox.world.workspaces["TACME"].channels["CSALES"].members.remove("URAVI")
        ravi.joins("CSALES")
        told = heard(sandbox, 10)

    wrong = {
        f"{name}: {each}"
        for kind, name, payload in told
        for each in mismatches(payload, sample(kind, name))
    } - {f"SlashCommandPayload: {WORDS_FOR_TRUTH}"}
    assert wrong == set()
    assert {name for _, name, _ in told} == {
        "AppHomeOpenedPayload",
        "AppMentionPayload",
        "BlockActionPayload",
        "MemberJoinedChannelPayload",
        "MessageChangedPayload",
        "MessageDeletedPayload",
        "MessageFileSharePayload",
        "MessagePayload",
        "MessageShortcutPayload",
        "ReactionAddedPayload",
        "SlashCommandPayload",
        "ViewClosedPayload",
        "ViewSubmissionPayload",
    }


NAMES = {
    "block_actions": "BlockActionPayload",
    "message_action": "MessageShortcutPayload",
    "view_submission": "ViewSubmissionPayload",
    "view_closed": "ViewClosedPayload",
    "app_home_opened": "AppHomeOpenedPayload",
    "app_mention": "AppMentionPayload",
    "reaction_added": "ReactionAddedPayload",
    "member_joined_channel": "MemberJoinedChannelPayload",
    "message_changed": "MessageChangedPayload",
    "message_deleted": "MessageDeletedPayload",
    "file_share": "MessageFileSharePayload",
}


def heard(sandbox: Running, events: int) -> list[tuple[str, str, Any]]:
    """Folder and name of the sample for all that the bot was told, and what it was told."""
    end = time.monotonic() + 5
    while True:
        entries = [each for each in sandbox.world.journal.since(0) if "to_bot" in each.values()]
        if sum(each["kind"] == "events_api" and bool(each["status"]) for each in entries) >= events:
            return [named(each["kind"], each["payload"]) for each in entries]
        assert time.monotonic() < end
        time.sleep(0.01)


def named(kind: str, payload: Any) -> tuple[str, str, Any]:
    if kind == "slash_commands":
        return "payloads", "SlashCommandPayload", payload
    if kind == "interactive":
        return "payloads", NAMES[payload["type"]], payload
    event = payload["event"]
    return "events", NAMES.get(event.get("subtype") or event["type"], "MessagePayload"), payload
