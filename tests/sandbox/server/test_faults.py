"""Failures on demand, rate limits, the journal, and the stream of changes."""

import http.client
import time

import pytest
from slack_sdk import WebClient
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler

from bot.sandbox.person import Person, Refused
from bot.sandbox.server import Running
from tests.sandbox.server.refusals import refusal


def test_a_fault_befalls_its_method_and_no_other_so_often(client: WebClient, ravi: Person) -> None:
    ravi.post("faults", method="auth.test", kind="error", error="fatal_error", times=2)

    errors = [refusal(client.auth_test).response["error"] for _ in range(2)]

    assert errors == ["fatal_error"] * 2
    assert client.auth_test()["ok"]
    assert client.team_info()["ok"]


def test_a_status_comes_with_its_header(client: WebClient, ravi: Person) -> None:
    ravi.post("faults", method="auth.test", kind="status", status=429, retry_after=7)

    response = refusal(client.auth_test).response

    assert (response.status_code, response.headers["Retry-After"]) == (429, "7")
    ravi.post("faults/clear")
    assert client.auth_test()["ok"]


def test_a_lost_answer_was_acted_upon(client: WebClient, ravi: Person) -> None:
    ravi.post("faults", method="chat.postMessage", kind="lost", times=1)

    refused = refusal(lambda: client.chat_postMessage(channel="CSALES", text="Once"))

    assert refused.response.status_code == 500
    assert ravi.sees("Once", channel="CSALES")


def test_slow_is_late_and_silent_is_never(
    sandbox: Running, client: WebClient, ravi: Person
) -> None:
    ravi.post("faults", method="auth.test", kind="slow", seconds=0.1, times=1)
    started = time.perf_counter()
    client.auth_test()
    assert time.perf_counter() - started >= 0.1

    ravi.post("faults", method="auth.test", kind="silent")
    hurried = WebClient(token=sandbox.token(), base_url=sandbox.api_url, timeout=1)
    with pytest.raises(TimeoutError):
        hurried.auth_test()


def test_an_unknown_fault_is_explained(ravi: Person) -> None:
    with pytest.raises(Refused, match="A fault's kind is one of status, error"):
        ravi.post("faults", kind="earthquake")


def test_failures_to_come_are_listed_and_can_be_removed(client: WebClient, ravi: Person) -> None:
    ravi.post("faults", method="auth.test", kind="error", error="fatal_error", times=1)
    second = ravi.post("faults", kind="slow", seconds=2)["fault"]
    listed = ravi.get("faults")

    assert [(each["method"], each["kind"], each["times"]) for each in listed["faults"]] == [
        ("auth.test", "error", 1),
        ("*", "slow", None),
    ]
    assert "chat.postMessage" in listed["methods"]
    ravi.post("faults/remove", id=second["id"])
    refusal(client.auth_test)
    assert ravi.get("faults")["faults"] == []
    with pytest.raises(Refused, match="over already"):
        ravi.post("faults/remove", id=second["id"])


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"kind": "slow", "seconds": "soon"}, "seconds is a number"),
        ({"kind": "slow", "seconds": -1}, "at least 0"),
        ({"kind": "status", "times": "often"}, "times is a number"),
        ({"kind": "lost", "method": "deliveries"}, "can be slow or get lost"),
    ],
)
def test_a_fault_that_cannot_be_is_explained(
    ravi: Person, told: dict[str, object], sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        ravi.post("faults", **told)
    assert ravi.get("faults")["faults"] == []


def test_one_message_a_second_when_told_so(client: WebClient, ravi: Person) -> None:
    ravi.post("rate_limits", on=True)
    client.chat_postMessage(channel="CSALES", text="One")

    hasty = refusal(lambda: client.chat_postMessage(channel="CSALES", text="Two"))
    elsewhere = client.chat_postMessage(channel="CAPPROVALS", text="One")

    assert (hasty.response.status_code, hasty.response["error"]) == (429, "ratelimited")
    assert hasty.response.headers["Retry-After"] == "1"
    assert elsewhere["ok"]
    client.retry_handlers.append(RateLimitErrorRetryHandler(max_retry_count=1))
    assert client.chat_postMessage(channel="CSALES", text="Two")["ok"]


def test_the_journal_tells_what_was_said(client: WebClient, ravi: Person) -> None:
    client.chat_postMessage(channel="CSALES", text="One")
    refusal(lambda: client.chat_postMessage(channel="CRANDOM", text="Two"))

    entries = [
        entry for entry in ravi.get("journal")["entries"] if entry["direction"] == "from_bot"
    ]

    assert [(entry["name"], entry["error"]) for entry in entries] == [
        ("chat.postMessage", None),
        ("chat.postMessage", "not_in_channel"),
    ]
    assert entries[0]["payload"]["text"] == "One"
    assert entries[0]["response"]["ts"]
    assert entries[0]["status"] == 200
    assert ravi.get("journal", since=str(entries[-1]["n"]))["entries"] == []


def test_changes_are_told_at_once(sandbox: Running, client: WebClient) -> None:
    address = sandbox.url.removeprefix("http://")
    connection = http.client.HTTPConnection(address, timeout=5)
    connection.request("GET", "/sandbox/changes?user=URAVI")
    stream = connection.getresponse()
    first = stream.readline()
    stream.readline()

    client.chat_postMessage(channel="CSALES", text="News")
    second = stream.readline()
    connection.close()

    assert first.startswith(b'data: {"n": ')
    assert second.startswith(b'data: {"n": ')
    assert first != second
