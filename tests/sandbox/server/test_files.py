"""Files: three steps up, a moment until Slack knows what they are, and back down."""

import urllib.error
import urllib.request
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sandbox.person import Person
from bot.sandbox.server import Running
from tests.sandbox.server.waiting import until

PICTURE = b"\x89PNG\r\n\x1a\n" + b"\0" * 64


def wait_until_ready(client: WebClient, file_id: str) -> dict[str, Any]:
    until(lambda: client.files_info(file=file_id)["file"]["mimetype"])
    return dict(client.files_info(file=file_id)["file"])


def test_the_sdk_uploads_into_a_thread(client: WebClient, ravi: Person) -> None:
    parent = client.chat_postMessage(channel="CSALES", text="Report")["ts"]

    uploaded = client.files_upload_v2(
        channel="CSALES",
        thread_ts=parent,
        filename="figures.csv",
        title="Figures",
        content="a;b\n1;2\n",
        initial_comment="The figures",
    )

    reply = client.conversations_replies(channel="CSALES", ts=parent)["messages"][1]
    assert reply["text"] == "The figures"
    assert reply["files"][0]["id"] == uploaded["file"]["id"]
    seen = ravi.sees("The figures", channel="CSALES", thread_ts=parent)
    assert seen["files"][0]["title"] == "Figures"
    with urllib.request.urlopen(seen["files"][0]["url_private"]) as response:
        assert response.read() == b"a;b\n1;2\n"
        assert response.headers["content-type"].startswith("text/csv")


def test_the_page_is_told_once_slack_knows_what_a_file_is(
    client: WebClient, ravi: Person, sandbox: Running
) -> None:
    uploaded = client.files_upload_v2(filename="figures.csv", content="a;b\n", channel="CSALES")
    told = sandbox.world.journal.changes

    wait_until_ready(client, uploaded["files"][0]["id"])

    until(lambda: sandbox.world.journal.changes > told)
    files = [each["files"] for each in ravi.messages("CSALES")]
    assert files[-1][0]["mimetype"] == "text/csv"


def test_a_picture_can_be_shown_once_slack_has_looked_at_it(
    client: WebClient, ravi: Person
) -> None:
    uploaded = client.files_upload_v2(
        filename="chart.png", content=PICTURE, alt_txt="Revenue rose to 12"
    )
    file_id = uploaded["files"][0]["id"]
    picture = {"type": "image", "slack_file": {"id": file_id}, "alt_text": "Revenue rose to 12"}

    with pytest.raises(SlackApiError) as early:
        client.chat_postMessage(channel="CSALES", text="Report", blocks=[picture])
    ready = wait_until_ready(client, file_id)
    client.chat_postMessage(channel="CSALES", text="Report", blocks=[picture])

    assert early.value.response["error"] == "invalid_blocks"
    assert "/blocks/0/slack_file" in early.value.response["response_metadata"]["messages"][0]
    assert (ready["mimetype"], ready["alt_txt"]) == ("image/png", "Revenue rose to 12")
    assert ravi.sees("Report", channel="CSALES")["blocks"][0]["slack_file"] == {"id": file_id}


def test_bytes_are_for_the_apps_and_people_of_the_workspace(
    sandbox: Running, client: WebClient
) -> None:
    uploaded = client.files_upload_v2(filename="a.csv", content="secret")
    link = client.files_info(file=uploaded["files"][0]["id"])["file"]["url_private_download"]

    def fetched(address: str, token: str = "") -> str:
        request = urllib.request.Request(address, headers={"Authorization": f"Bearer {token}"})
        with urllib.request.build_opener(NoRedirects()).open(request) as response:
            return str(response.read().decode())

    assert fetched(link, sandbox.token()) == "secret"
    for address, token in ((link, ""), (link, sandbox.token("TGLOBEX"))):
        with pytest.raises(urllib.error.HTTPError) as refused:
            fetched(address, token)
        refused.value.close()
        assert refused.value.code == 302


class NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        """Stay where one is sent away from."""


def test_files_are_not_shared_where_the_bot_is_not(client: WebClient) -> None:
    with pytest.raises(SlackApiError) as refused:
        client.files_upload_v2(channel="CRANDOM", filename="a.csv", content="a")

    assert refused.value.response["error"] == "not_in_channel"


def test_what_a_person_shares_can_be_fetched_by_the_app(client: WebClient, ravi: Person) -> None:
    file_id = ravi.uploads("customers.csv", b"name\nAcme\n")
    ravi.writes("Please import", channel="CSALES", files=[file_id])

    message = client.conversations_history(channel="CSALES")["messages"][0]

    assert message["subtype"] == "file_share"
    assert message["files"][0]["name"] == "customers.csv"
    assert client.files_info(file=file_id)["file"]["size"] == 10
