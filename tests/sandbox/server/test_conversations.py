"""Threads, histories and lists of people and conversations as the real SDK finds them."""

from slack_sdk import WebClient

from bot.sandbox.person import Person
from tests.sandbox.server.refusals import refusal


def test_a_thread_is_counted_at_its_parent(client: WebClient, ravi: Person) -> None:
    parent = client.chat_postMessage(channel="CSALES", text="Report")["ts"]
    client.chat_postMessage(channel="CSALES", text="Figures", thread_ts=parent)
    answer = ravi.writes("Thanks", channel="CSALES", thread_ts=parent)

    history = client.conversations_history(channel="CSALES")["messages"]
    replies = client.conversations_replies(channel="CSALES", ts=parent)["messages"]

    assert [each["text"] for each in history] == ["Report"]
    assert (history[0]["reply_count"], history[0]["latest_reply"]) == (2, answer)
    assert history[0]["reply_users"] == ["UBOTACME", "URAVI"]
    assert [each["text"] for each in replies] == ["Report", "Figures", "Thanks"]
    assert replies[1]["parent_user_id"] == "UBOTACME"


def test_history_goes_backwards_in_pages_and_within_bounds(client: WebClient) -> None:
    stamps = [
        client.chat_postMessage(channel="CSALES", text=f"Message {number}")["ts"]
        for number in range(5)
    ]

    first = client.conversations_history(channel="CSALES", limit=2)
    second = client.conversations_history(
        channel="CSALES", limit=2, cursor=first["response_metadata"]["next_cursor"]
    )
    between = client.conversations_history(channel="CSALES", oldest=stamps[1], latest=stamps[3])
    inclusive = client.conversations_history(
        channel="CSALES", oldest=stamps[1], latest=stamps[3], inclusive=True
    )

    assert [each["ts"] for each in first["messages"]] == [stamps[4], stamps[3]]
    assert first["has_more"]
    assert [each["ts"] for each in second["messages"]] == [stamps[2], stamps[1]]
    assert [each["ts"] for each in between["messages"]] == [stamps[2]]
    assert [each["ts"] for each in inclusive["messages"]] == [stamps[3], stamps[2], stamps[1]]


def test_history_is_for_members(client: WebClient) -> None:
    refused = refusal(lambda: client.conversations_history(channel="CRANDOM"))

    assert refused.response["error"] == "not_in_channel"


def test_lists_come_in_pages(client: WebClient) -> None:
    pages = [[member["name"] for member in page["members"]] for page in client.users_list(limit=2)]

    assert len(pages) == 3
    assert [name for page in pages for name in page] == [
        "ravi",
        "maya",
        "omar",
        "ana",
        "gus",
        "dealdesk",
    ]


def test_people_and_groups_are_found(client: WebClient) -> None:
    assert client.users_lookupByEmail(email="MAYA@acme.example")["user"]["id"] == "UMAYA"
    assert client.users_info(user="UGUS")["user"]["is_restricted"]
    assert client.users_info(user="UANA")["user"]["is_admin"]
    assert client.usergroups_list()["usergroups"][0]["handle"] == "managers"
    members = client.usergroups_users_list(usergroup="SMANAGERS")["users"]
    assert members == ["UMAYA", "UOMAR"]
    refused = refusal(lambda: client.users_info(user="UCHARLIE"))
    assert refused.response["error"] == "user_not_found"


def test_private_channels_are_listed_only_for_members(client: WebClient) -> None:
    listed = client.conversations_list(types="public_channel,private_channel")["channels"]
    mine = client.users_conversations(user="UGUS")["channels"]

    assert {each["name"] for each in listed} == {"general", "sales", "approvals", "random"}
    assert [each["name"] for each in mine] == ["general"]
