"""Answers of the Web API have the shape of Slack's own samples."""

import time
import urllib.request
from collections.abc import Callable
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.sandbox.records import FunctionRun
from bot.sandbox.server import Running
from tests.sandbox.server.samples import MODAL, mismatches, needs_samples, sample

pytestmark = needs_samples

HOME = {"type": "home", "blocks": [{"type": "divider"}]}
METADATA = {"event_type": "run", "event_payload": {"run": 7}}


def posted(client: WebClient, **more: Any) -> str:
    return str(client.chat_postMessage(channel="CSALES", **{"text": "Hello", **more})["ts"])


def trigger(sandbox: Running) -> str:
    return sandbox.world.triggers.issue("TACME", "URAVI")


def uploaded(client: WebClient) -> str:
    told = client.files_upload_v2(channel="CSALES", filename="a.png", content=b"1", alt_txt="One")
    return str(told["file"]["id"])


def run(sandbox: Running) -> str:
    runs = sandbox.world.workspaces["TACME"].function_runs
    runs["Fx1"] = FunctionRun("Fx1", "URAVI", "Greet", ["greeting"])
    return "Fx1"


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
    "views.push": lambda client, sandbox: client.views_push(
        trigger_id=sandbox.world.triggers.issue(
            "TACME",
            "URAVI",
            view_id=client.views_open(trigger_id=trigger(sandbox), view=MODAL)["view"]["id"],
        ),
        view=MODAL,
    ),
    "chat.deleteScheduledMessage": lambda client, _: client.chat_deleteScheduledMessage(
        channel="CSALES",
        scheduled_message_id=client.chat_scheduleMessage(
            channel="CSALES", text="Later", post_at=int(time.time()) + 60
        )["scheduled_message_id"],
    ),
    "chat.unfurl": lambda client, _: client.chat_unfurl(
        channel="CSALES",
        ts=posted(client, text="See https://acme.example/7"),
        unfurls={"https://acme.example/7": {"text": "Order 7"}},
    ),
    "conversations.invite": lambda client, _: client.conversations_invite(
        channel="CAPPROVALS", users="URAVI"
    ),
    "pins.add": lambda client, _: client.pins_add(channel="CSALES", timestamp=posted(client)),
    "bookmarks.add": lambda client, _: client.bookmarks_add(
        channel_id="CSALES", title="Prices", type="link", link="https://acme.example/prices"
    ),
    "users.profile.get": lambda client, _: client.users_profile_get(user="URAVI"),
    "auth.revoke": lambda client, _: client.auth_revoke(test=True),
    "apps.uninstall": lambda client, _: client.apps_uninstall(client_id="1.2", client_secret="s"),
    "functions.completeSuccess": lambda client, sandbox: client.functions_completeSuccess(
        function_execution_id=run(sandbox), outputs={"greeting": "Hello"}
    ),
    "functions.completeError": lambda client, sandbox: client.functions_completeError(
        function_execution_id=run(sandbox), error="Nobody is there"
    ),
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
