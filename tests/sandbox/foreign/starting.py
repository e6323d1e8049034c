"""The sandbox and an app of somebody else's, each its own process, as their user starts them."""

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.sandbox.person import Person
from tests.databases import free_port

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
JAVASCRIPT = HERE / "javascript"
MANIFESTS = {"python": HERE / "greeter.yml", "javascript": JAVASCRIPT}
SECONDS = 30.0
WITHOUT_NODE = (
    "No node 20 or newer to run a JavaScript app with; get it with: apt-get install nodejs npm"
)
OLD_NODE = "process.exit(+(parseInt(process.versions.node) < 20))"


@contextmanager
def greeter(language: str, *, by_http: bool = False) -> Iterator[str]:
    """Serve the greeter written in that language; gives the sandbox's address."""
    port = str(free_port())
    program = _program(language)
    environ = {"PATH": os.environ["PATH"]}  # noqa: TID251 - what a terminal has
    sandbox = [sys.executable, "-m", "bot", "sandbox", "--port", "0"]
    if by_http:
        sandbox += ["--events-url", f"http://127.0.0.1:{port}/slack/events"]
    with _started([*sandbox, "--manifest", str(MANIFESTS[language])], environ) as process:
        settings = _told(process)
        address = settings.pop("address")
        with _started(program, environ | settings | {"PORT": port}) as app:
            _wait_until_there(app, lambda: _listens(port) if by_http else _connected(address))
            yield address


def _program(language: str) -> list[str]:
    if language == "python":
        return [sys.executable, str(HERE / "greeter_app.py")]
    node, npm = shutil.which("node"), shutil.which("npm")
    if (
        node is None
        or npm is None
        or subprocess.run([node, "-e", OLD_NODE], check=False).returncode
    ):
        if os.environ.get("CI") == "true":  # noqa: TID251 - the only sign that CI gives
            pytest.fail(WITHOUT_NODE)
        pytest.skip(WITHOUT_NODE)
    _install(npm)
    return [node, str(JAVASCRIPT / "app.js")]


def _install(npm: str) -> None:
    """Fetch Bolt once; tests that run side by side wait for each other."""
    asked, had = JAVASCRIPT / "package-lock.json", JAVASCRIPT / "node_modules/.package-lock.json"
    with (JAVASCRIPT / "package.json").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not had.exists() or had.stat().st_mtime < asked.stat().st_mtime:
            subprocess.run([npm, "ci", "--silent"], cwd=JAVASCRIPT, check=True)
            had.touch()


@contextmanager
def _started(command: list[str], environ: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.terminate()
            process.communicate(timeout=SECONDS)


def _told(process: subprocess.Popen[str]) -> dict[str, str]:
    """What the sandbox says the app must be started with, and its own address."""
    told: dict[str, str] = {}
    lines = []
    # A process that hangs is ended, so that reading its words ends as well.
    alarm = threading.Timer(SECONDS, process.terminate)
    alarm.start()
    try:
        for line in process.stdout or ():
            lines.append(line)
            variable, _, value = line.strip().partition("=")
            if variable.startswith("SLACK_") and variable.isupper():
                told[variable] = value
            if line.startswith("The sandbox is at "):
                told["address"] = line.split()[-1]
            if line.startswith("What people do comes to Greeter by"):
                return told
    finally:
        alarm.cancel()
    raise AssertionError("The sandbox did not start:\n" + "".join(lines))


def _connected(address: str) -> bool:
    return bool(Person(address, "").get("status")["connections"])


def _listens(port: str) -> bool:
    with socket.socket() as trying:
        return trying.connect_ex(("127.0.0.1", int(port))) == 0


def _wait_until_there(app: subprocess.Popen[str], there: Callable[[], bool]) -> None:
    end = time.monotonic() + SECONDS
    while not there():
        if app.poll() is not None or time.monotonic() > end:
            app.terminate()
            raise AssertionError(f"The app did not connect:\n{app.communicate()[0]}")
        time.sleep(0.05)
