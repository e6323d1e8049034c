"""Doctor says of each thing that it is well, or how to mend it."""

from dataclasses import replace
from datetime import timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from bot.cli import checks
from bot.sandbox import seed, server
from bot.settings import HOW, Settings
from tests.cli.conftest import Command
from tests.conftest import NOON
from tests.running_bot import MANIFEST, prefixed


def environ(sandbox: server.Running, **more: str) -> dict[str, str]:
    return {
        "SLACK_API_URL": sandbox.api_url,
        "SLACK_BOT_TOKEN": f"{sandbox.token('TACME')},{sandbox.token('TGLOBEX')}",
        "SLACK_APP_TOKEN": sandbox.world.seed.app_token,
        **more,
    }


def test_all_is_well(command: Command) -> None:
    with server.running(manifest=MANIFEST) as sandbox:
        said = command("doctor", **environ(sandbox))

    assert said.code == 0, said.out
    assert "ok    Bot token 1: Acme (TACME)" in said.out
    assert "ok    Bot token 2: Globex (TGLOBEX)" in said.out
    assert "ok    Scopes in Acme: all that the manifest names" in said.out
    assert "ok    Socket Mode: a connection can be opened" in said.out
    assert "ok    Schema: up to date" in said.out
    assert said.out.endswith("All is well.\n")


@pytest.mark.parametrize(
    ("plan", "line"),
    [
        ("free", "note  Steps for Workflow Builder in Acme: not in the Free plan; they need"),
        ("std", "ok    Steps for Workflow Builder in Acme: in the plan (Pro)"),
        ("plus", "ok    Steps for Workflow Builder in Acme: in the plan (Business+)"),
        ("enterprise", "note  Steps for Workflow Builder in Acme: in the plan (Enterprise); Slack"),
    ],
)
def test_it_says_whether_the_plan_has_steps_for_workflows(
    command: Command, plan: str, line: str
) -> None:
    acme, globex = seed.default().workspaces

    with server.running(
        replace(seed.default(), workspaces=(replace(acme, plan=plan), globex)), manifest=MANIFEST
    ) as sandbox:
        said = command("doctor", **environ(sandbox))

    assert said.code == 0, said.out
    assert line in said.out


def test_where_slack_does_not_tell_the_plan_it_says_what_steps_need(command: Command) -> None:
    manifest = prefixed("")
    manifest["oauth_config"]["scopes"]["bot"].remove("team.billing:read")

    with server.running(manifest=manifest) as sandbox:
        said = command("doctor", **environ(sandbox))

    assert "Acme: not known, since Slack does not tell the plan; they need a paid one" in said.out


def test_a_missing_scope_is_named(command: Command) -> None:
    manifest = prefixed("")
    manifest["oauth_config"]["scopes"]["bot"].remove("files:write")

    with server.running(manifest=manifest) as sandbox:
        said = command("doctor", **environ(sandbox))

    assert said.code == 1
    assert "MEND  Scopes in Acme: files:write missing." in said.out


def test_wrong_tokens_are_told_with_where_to_find_them(command: Command) -> None:
    with server.running(manifest=MANIFEST) as sandbox:
        wrong = environ(sandbox, SLACK_BOT_TOKEN="xoxb-wrong", SLACK_APP_TOKEN="xapp-wrong")
        said = command("doctor", **wrong)

    assert said.code == 1
    assert "MEND  Bot token 1: Slack does not accept a token (invalid_auth). " in said.out
    assert HOW["SLACK_APP_TOKEN"] in said.out


def test_an_address_where_nobody_answers_is_told(command: Command) -> None:
    said = command(
        "doctor",
        SLACK_API_URL="http://127.0.0.1:9/api/",
        SLACK_BOT_TOKEN="xoxb-1",
        SLACK_APP_TOKEN="xapp-1",
    )

    assert "MEND  Bot token 1: Slack cannot be reached" in said.out


def test_missing_settings_do_not_hide_the_rest(command: Command) -> None:
    said = command("doctor")

    assert "MEND  Settings: SLACK_BOT_TOKEN is missing." in said.out
    assert "ok    Schema: up to date" in said.out


def test_a_database_without_our_schema_is_told(command: Command, tmp_path: Path) -> None:
    said = command("doctor", DATABASE_URL=f"sqlite:///{tmp_path}/empty.sqlite3")

    assert "MEND  Schema: not this program's. Run `dealdesk migrate`." in said.out


def test_a_clock_that_is_off_is_told() -> None:
    right = checks.clock(format_datetime(NOON, usegmt=True), now=NOON + timedelta(seconds=20))
    wrong = checks.clock(format_datetime(NOON, usegmt=True), now=NOON - timedelta(minutes=4))

    assert right.ok
    assert not wrong.ok
    assert wrong.words.startswith("240 seconds off Slack's.")


def test_http_is_not_claimed_to_be_proved() -> None:
    settings = Settings.read({"SLACK_SIGNING_SECRET": "s"}, slack=False)

    (finding,) = checks.slack(settings)

    assert "only a delivery can show" in finding.words
