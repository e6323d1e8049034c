"""`dealdesk run` and `dealdesk demo` as processes: they start, answer, and end when told to."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.cli.context import open_engine
from bot.sandbox import server
from bot.sandbox.person import Person
from bot.sandbox.reading import readable
from bot.store import audit, members
from bot.store.db import workspace_session
from tests.conftest import ACME
from tests.databases import free_port
from tests.imports.tables import far, workbook
from tests.running_bot import MANIFEST

ROOT = Path(__file__).parent.parent.parent
SECONDS = 60
THREE_WEEKS = 3 * 7 * 86_400
HEAVY = {"pandas", "matplotlib", "hypothesis", "numpy", "playwright", "bot.sandbox", "bot.sample"}


class Process:
    """`python -m bot …`, with what it has said so far."""

    def __init__(
        self, arguments: tuple[str, ...], environ: Mapping[str, str], folder: Path
    ) -> None:
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}  # noqa: TID251 - a process needs them
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bot", *arguments],
            cwd=folder,
            env={**kept, "PYTHONPATH": str(ROOT), **environ},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._lines: list[str] = []
        self._changed = threading.Condition()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            with self._changed:
                self._lines.append(line)
                self._changed.notify_all()
        with self._changed:
            self._changed.notify_all()

    @property
    def said(self) -> str:
        return "".join(self._lines)

    def waits_for(self, words: str) -> str:
        """Return what was said once it holds `words`."""
        with self._changed:
            self._changed.wait_for(
                lambda: words in self.said or self._process.poll() is not None, SECONDS
            )
        assert words in self.said, self.said
        return self.said

    def ends(self, wish: int | None = None) -> int:
        """Send the signal, if any; return the exit code."""
        if wish is not None:
            self._process.send_signal(wish)
        code = self._process.wait(SECONDS)
        self._reader.join(SECONDS)
        return code

    def close(self) -> None:
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait(SECONDS)
        if self._process.stdout is not None:
            self._reader.join(SECONDS)
            self._process.stdout.close()


@contextmanager
def process(
    *arguments: str, folder: Path, environ: Mapping[str, str] | None = None
) -> Iterator[Process]:
    started = Process(arguments, environ or {}, folder)
    try:
        yield started
    finally:
        started.close()


def settings(engine: Engine, sandbox: server.Running, **more: str) -> dict[str, str]:
    return {
        "DATABASE_URL": engine.url.render_as_string(hide_password=False),
        "SLACK_API_URL": sandbox.api_url,
        "SLACK_BOT_TOKEN": f"{sandbox.token('TACME')},{sandbox.token('TGLOBEX')}",
        **more,
    }


@pytest.mark.parametrize("wish", [signal.SIGINT, signal.SIGTERM])
def test_the_bot_runs_over_socket_mode_and_ends_in_order(
    engine: Engine, tmp_path: Path, wish: int
) -> None:
    with server.running(manifest=MANIFEST) as sandbox:
        environ = settings(engine, sandbox, SLACK_APP_TOKEN=sandbox.world.seed.app_token)
        with process("run", folder=tmp_path, environ=environ) as bot:
            bot.waits_for("Dealdesk serves Acme, Globex over Socket Mode.")
            answer = sandbox.person("URAVI").types("/crm status")

            assert bot.ends(wish) == 0
            assert "Dealdesk is running well." in answer["reply"]["text"]
            assert bot.said.endswith("Stopped.\n")


def test_the_most_talkative_log_holds_no_secret(engine: Engine, tmp_path: Path) -> None:
    """Tokens stand in every request, and the libraries log theirs when asked for everything."""
    with server.running(manifest=MANIFEST) as sandbox:
        tokens = sandbox.token("TACME"), sandbox.world.seed.app_token
        environ = settings(engine, sandbox, SLACK_APP_TOKEN=tokens[1], LOG_LEVEL="debug")
        with process("run", folder=tmp_path, environ=environ) as bot:
            bot.waits_for("over Socket Mode.")
            sandbox.person("URAVI").types("/log")
            sandbox.person("URAVI").modal(titled="Log interaction")
            bot.ends(signal.SIGTERM)

            assert "slack_sdk" in bot.said
            assert [token for token in tokens if token in bot.said] == []


def test_the_bot_runs_over_http_with_its_health_checks(engine: Engine, tmp_path: Path) -> None:
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    with server.running(manifest=MANIFEST, events_url=f"{address}/slack/events") as sandbox:
        secret = sandbox.world.seed.signing_secret
        environ = settings(engine, sandbox, SLACK_SIGNING_SECRET=secret)
        with process("run", "--port", str(port), folder=tmp_path, environ=environ) as bot:
            bot.waits_for(f"on {address}/slack/events")
            answer = sandbox.person("URAVI").types("/crm help")
            with urllib.request.urlopen(f"{address}/readyz", timeout=SECONDS) as ready:
                assert ready.status == 200

            assert bot.ends(signal.SIGTERM) == 0
            assert bot.said.endswith("Stopped.\n")
            assert "/crm members" in readable(answer["reply"])


def test_a_taken_port_is_told_before_anything_starts(engine: Engine, tmp_path: Path) -> None:
    with socket.socket() as taken, server.running(manifest=MANIFEST) as sandbox:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        environ = settings(engine, sandbox, SLACK_SIGNING_SECRET="s")
        with process("run", "--port", str(port), folder=tmp_path, environ=environ) as bot:
            assert bot.ends() == 1
            assert f"Port {port} on 127.0.0.1 cannot be used" in bot.said
            assert "--port" in bot.said


def test_the_bot_does_not_start_on_an_old_schema(tmp_path: Path) -> None:
    environ = {
        "DATABASE_URL": f"sqlite:///{tmp_path}/empty.sqlite3",
        "SLACK_BOT_TOKEN": "xoxb-1",
        "SLACK_APP_TOKEN": "xapp-1",
    }
    with process("run", folder=tmp_path, environ=environ) as bot:
        assert bot.ends() == 1
        assert "Run `dealdesk migrate`." in bot.said


def test_a_small_workbook_that_unfolds_to_too_much_does_not_end_the_import(
    engine: Engine, tmp_path: Path
) -> None:
    file = tmp_path / "customers.xlsx"
    file.write_bytes(workbook(far))
    environ = {"DATABASE_URL": engine.url.render_as_string(hide_password=False)}

    arguments = ("import", "customers", str(file), "--workspace", "TACME")
    with process(*arguments, folder=tmp_path, environ=environ) as importing:
        assert importing.ends() == 1
        assert "The sheet reaches further than a table here can." in importing.said


def test_settings_are_read_from_a_file_under_the_environment(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("COMMAND_PREFIX=file-\n", "utf-8")

    with process("manifest", folder=tmp_path) as printed:
        assert printed.ends() == 0
        assert '"/file-order"' in printed.said
    with process("manifest", folder=tmp_path, environ={"COMMAND_PREFIX": "env-"}) as printed:
        assert printed.ends() == 0
        assert '"/env-order"' in printed.said


def test_running_imports_nothing_that_only_others_need(tmp_path: Path) -> None:
    """The command line and all handlers together; charts have a process of their own."""
    program = "import sys, bot.__main__, bot.app; bot.app.handlers(); print(*sys.modules)"
    imported = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.split()

    assert HEAVY & set(imported) == set()


def test_the_command_line_itself_is_light(tmp_path: Path) -> None:
    program = "import sys, bot.__main__; print(*sys.modules)"
    imported = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.split()

    assert {"slack_bolt", "slack_sdk", "sqlalchemy", "bot.app"} & set(imported) == set()


@pytest.mark.timeout(180)
def test_the_demonstration_runs_and_nothing_is_left(tmp_path: Path) -> None:
    with process("demo", "--port", "0", folder=tmp_path) as demo:
        said = demo.waits_for("Ctrl-C stops it.")
        found = re.search(r"http://127\.0\.0\.1:\d+", said)
        assert found is not None
        maya = Person(found[0], "UMAYA")
        waiting = maya.types("/approvals")["reply"]
        customer = maya.types("/customer grunwald gastro")["reply"]
        maya.post("clock", advance=THREE_WEEKS)
        maya.sees("Weekly sales", channel="CSALES", within=SECONDS)
        maya.post("clock", advance=60)
        # it comes by the same road, and therefore after any second report of the three Mondays
        maya.types("/report last month")
        maya.sees("Time zone", within=SECONDS)
        reports = [each for each in maya.messages("CSALES") if "Weekly sales" in readable(each)]

        assert demo.ends(signal.SIGINT) == 0
        assert "wait for your approval" in readable(waiting)
        assert "Grünwald Gastronomie" in readable(customer)
        assert len(reports) == 1
        assert demo.said.endswith("Stopped. Nothing is left running.\n")
    assert not list((tmp_path / "var").glob("*.part"))
    assert _roles_by_the_record(tmp_path / "var" / "demo.sqlite3")


def _roles_by_the_record(database: Path) -> bool:
    """Whether an auditor who practises there finds everybody's role in the record."""
    with open_engine(f"sqlite:///{database}") as engine, workspace_session(engine, ACME) as session:
        told = [json.loads(entry.details) for entry in audit.every(session)]
        roles = {
            each["member_id"]: each["role"] for each in told if {"member_id", "role"} <= {*each}
        }
        return roles == {each.id: each.role for each in members.everybody(session)}


def test_the_demonstration_says_what_to_do_about_a_taken_port(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with process("demo", "--port", str(port), folder=tmp_path) as demo:
            assert demo.ends() == 1
            assert f"`make demo PORT={port + 1}`" in demo.said
