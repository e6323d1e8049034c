"""Files added to a form: fetched with the bot's token, which goes to Slack alone."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from sqlalchemy import Engine

from bot.domain.errors import UserError
from bot.edge import Call, Edge, Form, FormErrors, FormFile, Reply
from bot.edge.call import form_of
from bot.edge.downloads import Downloads
from bot.edge.notices import given_back
from bot.edge.people import Directory
from bot.edge.requests import Kind, Request
from bot.edge.teams import Teams, sign_in
from bot.edge.work import Worker
from bot.sandbox import server
from bot.sandbox.server import Running
from bot.store import workspaces
from bot.store.db import workspace_session
from tests.conftest import ACME, GLOBEX, NOON, Cast
from tests.running_bot import MANIFEST

MOST = 1_000_000
CONTENT = b"rule,approvers\nAll,manager\n"


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Running]:
    with server.running(manifest=MANIFEST) as running:
        yield running


@pytest.fixture(scope="module")
def teams(sandbox: Running) -> Teams:
    tokens = (sandbox.token(ACME), sandbox.token(GLOBEX))
    return Teams(sign_in(tokens, api_url=sandbox.api_url), api_url=sandbox.api_url)


def added(sandbox: Running, content: bytes = CONTENT, name: str = "policy.csv") -> FormFile:
    """Return a file as Slack tells of it when the form is sent."""
    file_id = sandbox.person("UANA").uploads(name, content)
    return FormFile(file_id, name, f"{sandbox.url}/files/{ACME}/{file_id}/{name}")


def fetched(teams: Teams, file: FormFile, *, team: str = ACME) -> bytes:
    (filled,) = Downloads(teams).filled(team, Form({}, files=(file,)), most_bytes=MOST).files
    return filled.content


class _Elsewhere(BaseHTTPRequestHandler):
    """Answers by path, and keeps which tokens it was given."""

    tokens: list[str | None]
    home: str

    def do_GET(self) -> None:
        self.tokens.append(self.headers.get("Authorization"))
        match self.path:
            case "/moved":
                self.send_response(302)
                self.send_header("Location", f"{self.home}/whole")
                self.end_headers()
            case "/broken":
                self.send_response(200)
                self.send_header("Content-Length", "100")
                self.end_headers()
                self.wfile.write(CONTENT)
            case "/gone":
                self.send_error(404)
            case _:
                self.send_response(200)
                self.end_headers()
                self.wfile.write(CONTENT)

    def log_message(self, *_ignored: object) -> None:
        pass


@contextmanager
def elsewhere(host: str = "127.0.0.1", home: str = "") -> Iterator[tuple[str, list[str | None]]]:
    """Serve at an address of `host`, and tell what tokens came there."""
    tokens: list[str | None] = []
    handler = type("Handler", (_Elsewhere,), {"tokens": tokens, "home": home})
    with ThreadingHTTPServer((host, 0), handler) as serving:
        thread = threading.Thread(target=serving.serve_forever, daemon=True)
        thread.start()
        yield f"http://{host}:{serving.server_address[1]}", tokens
        serving.shutdown()
        thread.join()


def test_a_file_comes_as_it_was_added(sandbox: Running, teams: Teams) -> None:
    assert fetched(teams, added(sandbox)) == CONTENT
    assert fetched(teams, added(sandbox, b"")) == b""


def test_of_a_file_without_its_address_slack_is_asked(sandbox: Running, teams: Teams) -> None:
    assert fetched(teams, replace(added(sandbox), url="")) == CONTENT


def test_a_file_that_is_too_large_is_not_read_to_its_end(sandbox: Running, teams: Teams) -> None:
    assert len(fetched(teams, added(sandbox, b"x" * MOST))) == MOST

    with pytest.raises(UserError, match=r"policy.csv is larger than the 1 MB"):
        fetched(teams, added(sandbox, b"x" * (MOST + 1)))


def test_the_page_to_sign_in_on_is_no_file(sandbox: Running, teams: Teams) -> None:
    with pytest.raises(UserError, match=r"Slack did not hand policy.csv over"):
        fetched(teams, added(sandbox), team=GLOBEX)


def test_a_file_that_is_gone_is_told_of(sandbox: Running, teams: Teams) -> None:
    with pytest.raises(UserError, match="Slack did not hand The file over"):
        fetched(teams, FormFile("F404", "The file"))


def test_a_file_that_is_only_a_link_to_elsewhere_gets_no_token(teams: Teams) -> None:
    with (
        elsewhere("127.0.0.2") as (address, tokens),
        pytest.raises(UserError, match="kept outside of Slack"),
    ):
        fetched(teams, FormFile("F1", "policy.csv", f"{address}/whole"))

    assert tokens == []


def test_a_redirect_to_elsewhere_takes_no_token_along(teams: Teams) -> None:
    with elsewhere("127.0.0.2") as (home, there), elsewhere(home=home) as (address, here):
        assert fetched(teams, FormFile("F1", "policy.csv", f"{address}/moved")) == CONTENT

    assert there == [None]
    assert here == [f"Bearer {teams.by_id[ACME].token}"]


@pytest.mark.parametrize("path", ["broken", "gone"])
def test_half_a_file_is_none(teams: Teams, path: str) -> None:
    with elsewhere() as (address, _), pytest.raises(UserError, match="add it again"):
        fetched(teams, FormFile("F1", "policy.csv", f"{address}/{path}"))


@pytest.mark.parametrize(
    ("told", "file"),
    [
        (
            {"id": "F1", "name": "p.csv", "url_private_download": "https://d", "url_private": "x"},
            FormFile("F1", "p.csv", "https://d"),
        ),
        ({"id": "F1", "url_private": "https://p"}, FormFile("F1", "The file", "https://p")),
        ({"id": "F1", "file_access": "check_file_info"}, FormFile("F1", "The file")),
        ("F1", FormFile("F1", "The file")),
    ],
    ids=["whole", "no name", "unlooked at", "id alone"],
)
def test_a_form_tells_of_its_files(told: object, file: FormFile) -> None:
    values = {
        "policy_file": {"policy_file": {"type": "file_input", "files": [told]}},
        "empty": {"empty": {"type": "file_input", "files": None}},
    }

    assert form_of({"state": {"values": values}}).files == (file,)


def test_a_form_that_is_given_back_late_asks_for_its_file_again() -> None:
    element = {"type": "file_input", "action_id": "file"}
    view = {"type": "modal", "blocks": [{"type": "input", "block_id": "file", "element": element}]}

    for files, asks in (([{"id": "F1"}], True), ([], False)):
        values = {"file": {"file": {"type": "file_input", "files": files}}}
        sentences = {"file": "Try again in a minute."}
        told, again = given_back({**view, "state": {"values": values}}, sentences)["blocks"]
        assert "Try again in a minute." in told["text"]["text"]
        assert ("Add the file again." in told["text"]["text"]) == asks
        assert again == view["blocks"][0]


def test_a_handler_sees_the_bytes_of_a_form_that_takes_files(
    engine: Engine, cast: Cast, sandbox: Running, teams: Teams
) -> None:
    seen: list[bytes] = []

    def take(_call: Call, form: Form) -> Reply:
        seen.extend(file.content for file in form.files)
        return Reply("Taken.")

    edge = Edge()
    edge.form("takes", take, most_bytes=MOST)
    edge.form("takes_none", take)
    worker = Worker(edge, engine, Directory(teams), Downloads(teams), lambda: NOON)
    view = {"id": "V1", "blocks": [{"type": "input", "block_id": "policy_file"}]}

    def send(name: str, file: FormFile) -> object:
        form = Form({}, files=(file,))
        return worker.run(Request(Kind.FORM, name, ACME, "UANA", ACME, form=form, view=view)).answer

    assert send("takes", added(sandbox)) == Reply("Taken.")
    assert send("takes_none", added(sandbox)) == Reply("Taken.")
    assert seen == [CONTENT, b""]

    refused = send("takes", added(sandbox, b"x" * (MOST + 1)))
    assert isinstance(refused, FormErrors)
    assert set(refused.errors) == {"policy_file"}
    assert seen == [CONTENT, b""]


def test_nobody_waits_for_a_file_that_is_fetched_and_unfolded(
    engine: Engine, cast: Cast, sandbox: Running, teams: Teams
) -> None:
    def unfold(content: bytes) -> bytes:
        with workspace_session(engine, ACME) as session:
            workspaces.change(session, approvals_channel="CSALES")
        return content.upper()

    edge = Edge()
    edge.form(
        "takes",
        lambda call, form: Reply(f"{call.workspace.approvals_channel} {form.files[0].content!r}"),
        most_bytes=MOST,
        unfold=unfold,
    )
    worker = Worker(edge, engine, Directory(teams), Downloads(teams), lambda: NOON)
    form = Form({}, files=(added(sandbox, b"all"),))

    answer = worker.run(Request(Kind.FORM, "takes", ACME, "UANA", ACME, form=form)).answer

    assert answer == Reply("CSALES b'ALL'")
