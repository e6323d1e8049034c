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


def greeted(process: subprocess.Popen[str]) -> list[str]:
    """The lines up to the one that says how the app is told of what people do."""
    assert process.stdout is not None
    lines = []
    for line in process.stdout:
        lines.append(line)
        if line.startswith("What people do comes to Dealdesk by"):
            return lines
    raise AssertionError(f"It ended after {lines}")


def test_it_says_where_it_is_and_ends_cleanly(tmp_path: Path) -> None:
    manifest = tmp_path / "manifest.yml"
    manifest.write_text(MANIFEST, "utf-8")
    with started("--port", "0", "--manifest", str(manifest)) as process:
        greeting = greeted(process)
        address = greeting[0].split()[-1]
        ravi = Person(address, "URAVI")
        screen = ravi.screen()
        with urllib.request.urlopen(f"{address}sandbox/changes?user=URAVI") as stream:
            stream.readline()
            process.send_signal(signal.SIGINT)
            output, errors = process.communicate(timeout=30)

    assert screen["commands"] == [
        {"command": "/customer", "description": "Find a customer", "usage_hint": "name"}
    ]
    assert screen["shortcuts"]["message"][0]["callback_id"] == "log"
    assert "  SLACK_BOT_TOKEN=xoxb-sandbox-TACME\n" in greeting
    assert f"  SLACK_API_URL={address}api/\n" in greeting
    assert (output, errors) == ("", "")
    assert process.returncode == 0


def test_a_taken_port_is_said() -> None:
    with listening(0) as taken:
        port = taken.getsockname()[1]
        with started("--port", str(port)) as process:
            _, errors = process.communicate(timeout=30)

    assert errors == f"Port {port} is taken; choose another one with --port.\n"
    assert process.returncode == 1


def test_a_broken_manifest_ends_it_with_what_is_wrong(tmp_path: Path) -> None:
    manifest = tmp_path / "manifest.yml"
    manifest.write_text("display_information: {}", "utf-8")
    with started("--port", "0", "--manifest", str(manifest)) as process:
        _, errors = process.communicate(timeout=30)

    assert "display_information.name is missing." in errors
    assert process.returncode == 1


def test_a_misspelt_part_of_a_manifest_is_remarked_on_at_the_start(tmp_path: Path) -> None:
    manifest = tmp_path / "manifest.yml"
    manifest.write_text("display_information: {name: Dealdesk}\nfeature: {}", "utf-8")
    with started("--port", "0", "--manifest", str(manifest)) as process:
        ravi = Person(greeted(process)[0].split()[-1], "URAVI")
        assert ravi.screen()["app"]["name"] == "Dealdesk"
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=30)

    assert errors == f"{manifest}: feature is nothing that Slack knows.\n"
