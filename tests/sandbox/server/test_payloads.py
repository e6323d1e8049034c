"""What the bot is told has the shape of Slack's own samples."""

from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_sdk import WebClient

from bot.sandbox.server import Running
from tests.sandbox.server.bots import by_socket
from tests.sandbox.server.samples import MODAL, mismatches, needs_samples, sample
from tests.sandbox.server.waiting import until

pytestmark = needs_samples

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
        ts = str(client.chat_postMessage(channel="CSALES", text="Go", blocks=blocks)["ts"])
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
        told = heard(sandbox, 11)

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
        "MessageChannelJoinPayload",
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
    "channel_join": "MessageChannelJoinPayload",
    "file_share": "MessageFileSharePayload",
}


def heard(sandbox: Running, events: int) -> list[tuple[str, str, Any]]:
    """Folder and name of the sample for all that the bot was told, and what it was told."""

    def told() -> list[Any]:
        return [each for each in sandbox.world.journal.since(0) if each["direction"] == "to_bot"]

    until(
        lambda: (
            sum(each["kind"] == "events_api" and bool(each["status"]) for each in told()) >= events
        )
    )
    return [named(each["kind"], each["payload"]) for each in told()]


def named(kind: str, payload: Any) -> tuple[str, str, Any]:
    if kind == "slash_commands":
        return "payloads", "SlashCommandPayload", payload
    if kind == "interactive":
        return "payloads", NAMES[payload["type"]], payload
    event = payload["event"]
    return "events", NAMES.get(event.get("subtype") or event["type"], "MessagePayload"), payload
