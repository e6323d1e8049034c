"""The sandbox against strangers: other pages, other names for loopback, uploaded files."""

import base64
from collections.abc import Iterator

import httpx
import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from bot.sandbox.server import Running

PAGES = ("/", "/page/index.html", "/sandbox/people", "/api/auth.test", "/socket")
ELSEWHERE = "http://example.com"


@pytest.fixture
def visitor(sandbox: Running) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=sandbox.url) as client:
        yield client


@pytest.mark.parametrize("path", PAGES)
def test_a_name_that_merely_leads_to_loopback_is_not_answered(
    visitor: httpx.Client, path: str
) -> None:
    answer = visitor.get(path, headers={"Host": "sandbox.example.com"})

    assert answer.status_code == 403
    assert answer.text == "The sandbox answers at http://127.0.0.1 and http://localhost alone."


def test_localhost_is_its_own_name_too(visitor: httpx.Client, sandbox: Running) -> None:
    port = sandbox.url.rpartition(":")[2]

    assert visitor.get("/sandbox/people", headers={"Host": f"localhost:{port}"}).json()["ok"]


def test_the_page_is_shown_by_the_name_that_links_use(
    visitor: httpx.Client, sandbox: Running
) -> None:
    port = sandbox.url.rpartition(":")[2]
    asked = visitor.get("/?channel=CSALES", headers={"Host": f"localhost:{port}"})

    assert asked.headers["location"] == f"{sandbox.url}/?channel=CSALES"
    assert visitor.get("/").status_code == 200


@pytest.mark.parametrize("origin", [ELSEWHERE, "null", "http://127.0.0.1.example.com"])
def test_another_page_cannot_act_in_anybodys_name(visitor: httpx.Client, origin: str) -> None:
    told = {"user": "URAVI", "channel": "CSALES", "text": "Forged"}
    answer = visitor.post("/sandbox/message", json=told, headers={"Origin": origin})

    assert answer.status_code == 403
    shown = visitor.get("/sandbox/messages?user=URAVI&channel=CSALES").json()
    assert shown["messages"] == []


def test_the_sandboxs_own_page_may_act(visitor: httpx.Client, sandbox: Running) -> None:
    told = {"user": "URAVI", "channel": "CSALES", "text": "Real"}

    assert visitor.post("/sandbox/message", json=told, headers={"Origin": sandbox.url}).json()["ok"]


def test_another_page_cannot_listen_as_the_app(sandbox: Running) -> None:
    asked = httpx.post(
        f"{sandbox.api_url}apps.connections.open", headers={"Authorization": "Bearer xapp-sandbox"}
    )

    with (
        pytest.raises(InvalidStatus) as refused,
        connect(asked.json()["url"], additional_headers={"Origin": ELSEWHERE}),
    ):
        pytest.fail("It was let in.")
    assert refused.value.response.status_code == 403


def test_the_page_may_load_nothing_from_elsewhere(visitor: httpx.Client) -> None:
    headers = visitor.get("/").headers

    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self'"
    assert policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"
    assert headers["x-content-type-options"] == "nosniff"


def test_hashed_files_are_kept_and_the_index_is_asked_for_each_time(visitor: httpx.Client) -> None:
    index = visitor.get("/")
    script = index.text.partition('src="')[2].partition('"')[0]

    assert index.headers["cache-control"] == "no-cache"
    assert script.startswith("/page/assets/")
    assert visitor.get(script).headers["cache-control"] == "public, max-age=31536000, immutable"


def uploaded(visitor: httpx.Client, name: str) -> str:
    content = base64.b64encode(b"<script>alert(1)</script>").decode()
    told = visitor.post("/sandbox/upload", json={"user": "URAVI", "name": name, "content": content})
    return f"{told.json()['file']['url_private']}?person=URAVI"


@pytest.mark.parametrize("name", ["page.html", "drawing.svg", "data.xml", "code.js", "Été ‽.bin"])
def test_a_file_that_could_run_is_saved_and_never_run(visitor: httpx.Client, name: str) -> None:
    headers = visitor.get(uploaded(visitor, name)).headers

    assert headers["content-disposition"].startswith("attachment; filename*=UTF-8''")
    assert headers["content-security-policy"].startswith("sandbox; default-src 'none'")
    assert headers["x-content-type-options"] == "nosniff"


def test_a_picture_is_shown_in_its_place(visitor: httpx.Client) -> None:
    headers = visitor.get(uploaded(visitor, "chart.png")).headers

    assert headers["content-type"] == "image/png"
    assert headers["content-disposition"] == "inline; filename*=UTF-8''chart.png"
