"""`python -m bot.sandbox` as its own process."""

import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

from bot.sandbox.person import Person
from bot.sandbox.server import listening

MANIFEST = """
display_information: {name: Dealdesk}
features:
  slash_commands: [{command: /customer, description: Find a customer, usage_hint: name}]
  shortcuts: [{name: Log to CRM, type: message, callback_id: log, description: Keep it}]
"""


def started(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "bot.sandbox", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_it_says_where_it_is_and_ends_cleanly(tmp_path: Path) -> None:
    manifest = tmp_path / "manifest.yml"
    manifest.write_text(MANIFEST, "utf-8")
    with started("--port", "0", "--manifest", str(manifest)) as process:
        assert process.stdout is not None
        address = process.stdout.readline().split()[-1]
        ravi = Person(address, "URAVI")
        screen = ravi.screen()
        with urllib.request.urlopen(f"{address}sandbox/changes?user=URAVI") as stream:
            stream.readline()
            process.send_signal(signal.SIGINT)
            output, errors = process.communicate(timeout=10)

    assert screen["commands"] == [
        {"command": "/customer", "description": "Find a customer", "usage_hint": "name"}
    ]
    assert screen["shortcuts"]["message"][0]["callback_id"] == "log"
    assert (output, errors) == ("", "")
    assert process.returncode == 0


def test_a_taken_port_is_said() -> None:
    with listening(0) as taken:
        port = taken.getsockname()[1]
        with started("--port", str(port)) as process:
            _, errors = process.communicate(timeout=10)

    assert errors == f"Port {port} is taken; choose another one with --port.\n"
    assert process.returncode == 1
