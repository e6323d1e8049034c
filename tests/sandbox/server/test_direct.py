"""Conversations between two people, which the app knows nothing of."""

import pytest
from slack_sdk import WebClient

from bot.sandbox.person import Person, Refused
from bot.sandbox.server import Running
from tests.sandbox.server.refusals import refusal


def test_two_people_find_the_same_conversation(ravi: Person, maya: Person) -> None:
    opened = ravi.opens_conversation_with("UMAYA")
    ravi.writes("Lunch?", channel=opened)

    assert maya.opens_conversation_with("URAVI") == opened
    assert ravi.opens_conversation_with("UMAYA") == opened
    shown = next(each for each in maya.screen()["channels"] if each["id"] == opened)
    assert (shown["kind"], shown["with"], shown["unread"]) == ("dm", "URAVI", 1)
    assert maya.sees("Lunch?", channel=opened)["user"] == "URAVI"


def test_nobody_else_sees_it(sandbox: Running, client: WebClient, ravi: Person) -> None:
    opened = ravi.opens_conversation_with("UMAYA")

    for other in ("UOMAR", "UANA", "UGUS", "UCHARLIE"):
        stranger = sandbox.person(other)
        assert opened not in [each["id"] for each in stranger.screen()["channels"]]
        with pytest.raises(Refused, match="sees no channel"):
            stranger.messages(opened)
    refused = refusal(lambda: client.conversations_info(channel=opened))
    assert refused.response["error"] == "channel_not_found"
    listed = client.conversations_list(types="im,public_channel")["channels"]
    assert opened not in [each["id"] for each in listed]


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ("UCHARLIE", "Nobody in Acme is called UCHARLIE."),
        ("UBOTACME", "under Apps"),
        ("URAVI", "Choose somebody else"),
    ],
)
def test_not_everybody_can_be_written_to(ravi: Person, other: str, words: str) -> None:
    with pytest.raises(Refused, match=words):
        ravi.opens_conversation_with(other)


def test_what_two_people_say_reaches_no_app(ravi: Person) -> None:
    opened = ravi.opens_conversation_with("UMAYA")
    before = len(ravi.get("journal")["entries"])

    ravi.writes("Between us", channel=opened)

    assert len(ravi.get("journal")["entries"]) == before
