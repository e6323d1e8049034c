"""What people write arrives as Slack would store it, and can be changed and taken back."""

from typing import Any

import pytest
from slack_sdk import WebClient

from bot.sandbox.person import Person, Refused
from bot.sandbox.server import Running
from bot.sandbox.validation.rich_text import rich_text
from tests.sandbox.server.bots import by_socket
from tests.sandbox.server.waiting import until

Json = dict[str, Any]


def text(words: str, **style: bool) -> Json:
    return {"type": "text", "text": words} | ({"style": style} if style else {})


def section(*runs: Json) -> Json:
    return {"type": "rich_text_section", "elements": list(runs)}


def bullets(style: str, *items: str, indent: int = 0) -> Json:
    return {
        "type": "rich_text_list",
        "style": style,
        "indent": indent,
        "border": 0,
        "elements": [section(text(item)) for item in items],
    }


WRITTEN: dict[str, tuple[str, list[Json]]] = {
    "a *b* & <c>": (
        "a *b* &amp; &lt;c&gt;",
        [section(text("a "), text("b", bold=True), text(" & <c>"))],
    ),
    "*_both_* ~gone~ `x < y`": (
        "*_both_* ~gone~ `x &lt; y`",
        [
            section(
                text("both", bold=True, italic=True),
                text(" "),
                text("gone", strike=True),
                text(" "),
                text("x < y", code=True),
            )
        ],
    ),
    "2*3*4 and snake_case_name": (
        "2*3*4 and snake_case_name",
        [section(text("2*3*4 and snake_case_name"))],
    ),
    "@maya or @managers, @here, not @nobody": (
        "<@UMAYA> or <!subteam^SMANAGERS>, <!here>, not @nobody",
        [
            section(
                {"type": "user", "user_id": "UMAYA"},
                text(" or "),
                {"type": "usergroup", "usergroup_id": "SMANAGERS"},
                text(", "),
                {"type": "broadcast", "range": "here"},
                text(", not @nobody"),
            )
        ],
    ),
    "see #sales :tada:": (
        "see <#CSALES|sales> :tada:",
        [
            section(
                text("see "),
                {"type": "channel", "channel_id": "CSALES"},
                text(" "),
                {"type": "emoji", "name": "tada"},
            )
        ],
    ),
    "https://crm.example/7?a=1&b=2. Ask a@b.example": (
        "<https://crm.example/7?a=1&amp;b=2>. Ask <mailto:a@b.example|a@b.example>",
        [
            section(
                {"type": "link", "url": "https://crm.example/7?a=1&b=2"},
                text(". Ask "),
                {"type": "link", "url": "mailto:a@b.example", "text": "a@b.example"},
            )
        ],
    ),
    "Buy:\n- one\n- two\n1. first": (
        "Buy:\n• one\n• two\n1. first",
        [section(text("Buy:")), bullets("bullet", "one", "two"), bullets("ordered", "first")],
    ),
    "> said\n> again\nby whom": (
        "&gt; said\n&gt; again\nby whom",
        [
            {"type": "rich_text_quote", "elements": [text("said\nagain")]},
            section(text("by whom")),
        ],
    ),
    "run\n```\na *b*\n```\nnow": (
        "run\n```a *b*```\nnow",
        [
            section(text("run")),
            {"type": "rich_text_preformatted", "elements": [text("a *b*")]},
            section(text("now")),
        ],
    ),
}


@pytest.mark.parametrize("words", WRITTEN)
def test_typed_words_become_rich_text_and_mrkdwn(
    client: WebClient, ravi: Person, words: str
) -> None:
    ravi.writes(words, channel="CSALES")

    stored = client.conversations_history(channel="CSALES")["messages"][0]

    assert (stored["text"], stored["blocks"][0]["elements"]) == WRITTEN[words]
    assert list(rich_text.problems(stored["blocks"][0], "")) == []


def test_an_author_changes_words_and_everybody_sees_that(ravi: Person, maya: Person) -> None:
    ts = ravi.writes("Call @maya", channel="CSALES")
    own = ravi.sees("Call", channel="CSALES")

    ravi.post("edit_message", user="URAVI", channel="CSALES", message_ts=ts, text="Call *Omar*")

    assert own["typed"] == "Call @maya"
    seen = maya.sees("Call", channel="CSALES")
    assert (seen["text"], seen["typed"]) == ("Call *Omar*", None)
    assert seen["edited"]["user"] == "URAVI"


@pytest.mark.parametrize("deed", ["edit_message", "delete_message"])
def test_nobody_changes_what_another_wrote(ravi: Person, maya: Person, deed: str) -> None:
    ts = ravi.writes("Mine", channel="CSALES")

    with pytest.raises(Refused, match="only what you wrote yourself"):
        maya.post(deed, user="UMAYA", channel="CSALES", message_ts=ts, text="Yours")

    assert [each["text"] for each in ravi.messages("CSALES")] == ["Mine"]


def test_a_message_that_was_answered_leaves_a_note(ravi: Person, maya: Person) -> None:
    ts = ravi.writes("Wrong", channel="CSALES")
    maya.writes("Really?", channel="CSALES", thread_ts=ts)

    ravi.post("delete_message", user="URAVI", channel="CSALES", message_ts=ts)

    left = maya.messages("CSALES", thread_ts=ts)
    assert [each["text"] for each in left] == ["This message was deleted.", "Really?"]


def test_a_reply_can_be_shown_in_the_channel_too(ravi: Person, client: WebClient) -> None:
    ts = ravi.writes("Question", channel="CSALES")
    ravi.post(
        "message", user="URAVI", channel="CSALES", text="Answer", thread_ts=ts, broadcast=True
    )

    stored = client.conversations_replies(channel="CSALES", ts=ts)["messages"][1]

    assert stored["subtype"] == "thread_broadcast"
    assert [each["text"] for each in ravi.messages("CSALES")] == ["Question", "Answer"]


def test_nothing_and_files_of_others_are_not_sent(ravi: Person, maya: Person) -> None:
    file_id = maya.uploads("secret.txt", b"s")

    with pytest.raises(Refused, match="Write something"):
        ravi.writes("  \n", channel="CSALES")
    with pytest.raises(Refused, match="You have no file"):
        ravi.writes("Look", channel="CSALES", files=[file_id])


def test_the_app_hears_of_changes_and_of_reactions_that_come_and_go() -> None:
    heard: list[Json] = []

    def register(app: Any) -> None:
        async def hear(event: Json) -> None:
            heard.append(event)

        for kind in ("message", "reaction_added", "reaction_removed"):
            app.event(kind)(hear)

    with by_socket(register) as sandbox:
        _changes_and_reacts(sandbox)
        until(lambda: len(heard) >= 5)

    kinds = [(each["type"], each.get("subtype")) for each in heard]
    assert sorted(kinds, key=str) == [
        ("message", "message_changed"),
        ("message", "message_deleted"),
        ("message", None),
        ("reaction_added", None),
        ("reaction_removed", None),
    ]
    removed = next(each for each in heard if each["type"] == "reaction_removed")
    assert (removed["user"], removed["reaction"], removed["item_user"]) == (
        "URAVI",
        "tada",
        "URAVI",
    )


def _changes_and_reacts(sandbox: Running) -> None:
    ravi = sandbox.person("URAVI")
    ts = ravi.writes("One", channel="CSALES")
    place = {"user": "URAVI", "channel": "CSALES", "message_ts": ts}
    ravi.post("edit_message", **place, text="Two")
    ravi.post("react", **place, name="tada")
    ravi.post("react", **place, name="tada", remove=True)
    with pytest.raises(Refused, match="not reacted"):
        ravi.post("react", **place, name="tada", remove=True)
    ravi.post("delete_message", **place)


def test_a_long_conversation_is_told_from_its_end(ravi: Person) -> None:
    stamps = [ravi.writes(f"Message {number}", channel="CSALES") for number in range(60)]

    def told(**query: str) -> tuple[int, str, bool]:
        answer = ravi.get("messages", user="URAVI", channel="CSALES", **query)
        found = answer["messages"]
        return len(found), found[0]["text"], answer["more"]

    assert told(limit="20") == (20, "Message 40", True)
    assert told() == told(limit="60") == (60, "Message 0", False)
    assert told(limit="5", **{"with": stamps[35]}) == (55, "Message 5", True)
