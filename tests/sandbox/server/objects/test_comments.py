"""Comments on a Work Object: the app keeps them, the panel shows them."""

from collections.abc import Iterator
from typing import Any

import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.person import Person, Refused
from bot.sandbox.server import Running
from tests.sandbox.server.bots import by_http
from tests.sandbox.server.objects.desk import URL, Json, does, opens, order, panel
from tests.sandbox.server.waiting import until


def comment(number: int, text: str, user: str = "UMAYA") -> Json:
    return {
        "id": f"c{number}",
        "sender": {"user_id": user},
        "timestamp": 1_795_000_000 + number,
        "comment": {"value": text},
        "can_delete": user == "URAVI",
    }


class Board:
    """An app that keeps comments, two of which it tells at a time."""

    def __init__(self) -> None:
        self.kept = [comment(1, "First"), comment(2, "Second"), comment(3, "Third")]
        self.heard: list[Json] = []
        self.may_post = True
        self.refusal = ""

    def register(self, app: AsyncApp) -> None:
        app.event("entity_details_requested")(self.details)
        app.event("entity_comments_requested")(self.comments)
        app.view("work-object-post-comment")(self.posted)
        app.action("delete_comment")(self.deleted)

    async def details(self, event: Json, client: AsyncWebClient) -> None:
        await client.entity_presentDetails(trigger_id=event["trigger_id"], metadata=discussed())

    async def comments(self, event: Json, client: AsyncWebClient) -> None:
        self.heard.append(event)
        start = int(event.get("cursor") or 0)
        more = start + 2 < len(self.kept)
        await client.api_call(
            "entity.presentComments",
            json={
                "trigger_id": event["trigger_id"],
                "comments": self.kept[start : start + 2],
                "can_post_comment": self.may_post,
                "delete_action_id": "delete_comment",
                **({"cursor": str(start + 2)} if more else {}),
            },
        )

    async def posted(self, ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        self.heard.append(body)
        await ack()
        state = body["view"]["state"]["values"]["comment_input_block"]["comment_input_action"]
        (section,) = state["rich_text_value"]["elements"]
        kept = comment(9, section["elements"][0]["text"], body["user"]["id"])
        answer: Json = {"error": self.refusal} if self.refusal else {"comment": kept}
        await client.api_call(
            "entity.acknowledgeCommentAction", json={"trigger_id": body["trigger_id"], **answer}
        )

    async def deleted(self, ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        self.heard.append(body)
        await ack()
        await client.api_call(
            "entity.acknowledgeCommentAction", json={"trigger_id": body["trigger_id"]}
        )


def discussed() -> Json:
    return order() | {"entity_comments": {"count": 3}}


@pytest.fixture
def board() -> Board:
    return Board()


@pytest.fixture
def sandbox(board: Board) -> Iterator[Running]:
    with by_http(board.register) as started:
        yield started


@pytest.fixture
def talk(ravi: Person, posted: Json) -> Any:
    """Ravi has the comments open."""
    opens(ravi, posted)
    does(ravi, "read_comments")
    until(lambda: panel(ravi)["talk"]["state"] == "shown")
    return lambda: panel(ravi)["talk"]


def texts(told: Json) -> list[str]:
    return [each["comment"]["value"] for each in told["comments"]]


def test_comments_come_page_by_page(ravi: Person, board: Board, talk: Any) -> None:
    assert texts(talk()) == ["First", "Second"]
    assert talk()["more"] is True

    does(ravi, "read_comments", more=True)
    until(lambda: len(talk()["comments"]) == 3)

    assert texts(talk()) == ["First", "Second", "Third"]
    assert talk()["more"] is False
    assert (board.heard[0]["external_ref"], board.heard[0]["entity_url"]) == (
        {"id": "order-7"},
        URL,
    )
    assert board.heard[1]["cursor"] == "2"


def test_a_comment_stands_once_the_app_has_kept_it(ravi: Person, board: Board, talk: Any) -> None:
    does(ravi, "write_comment", text="Agreed")
    until(lambda: len(talk()["comments"]) == 3)

    assert texts(talk())[-1] == "Agreed"
    view = board.heard[-1]["view"]
    assert (view["type"], view["external_id"]) == ("entity_comment", "")


def test_the_app_can_refuse_a_comment(ravi: Person, board: Board, talk: Any) -> None:
    board.refusal = "This order is closed."

    does(ravi, "write_comment", text="Wait")
    until(lambda: talk()["trouble"])

    assert talk()["trouble"] == "This order is closed."
    assert texts(talk()) == ["First", "Second"]


def test_nobody_writes_where_the_app_does_not_allow_it(ravi: Person, board: Board) -> None:
    with pytest.raises(Refused, match="nothing open that takes comments"):
        does(ravi, "write_comment", text="Hello")


def test_comments_may_be_closed(ravi: Person, board: Board, posted: Json) -> None:
    board.may_post = False
    opens(ravi, posted)
    does(ravi, "read_comments")
    until(lambda: panel(ravi)["talk"]["state"] == "shown")

    with pytest.raises(Refused, match="cannot be written"):
        does(ravi, "write_comment", text="Hello")


def test_only_what_the_app_allows_is_deleted(ravi: Person, board: Board, talk: Any) -> None:
    does(ravi, "write_comment", text="Mine")
    until(lambda: len(talk()["comments"]) == 3)
    with pytest.raises(Refused, match="no such comment"):
        does(ravi, "delete_comment", id="c1")

    does(ravi, "delete_comment", id="c9")
    until(lambda: len(talk()["comments"]) == 2)

    assert board.heard[-1]["container"]["type"] == "entity_comment"
    assert board.heard[-1]["actions"][0]["value"] == "c9"
