"""Any app's manifest: read, checked against Slack's limits, and shown in the sandbox."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from slack_sdk import WebClient

from bot.sandbox import manifest_file
from bot.sandbox.manifest import Manifest
from bot.sandbox.manifest_check import problems, unknown_keys
from bot.sandbox.manifest_file import BadManifest
from bot.sandbox.server import running
from tests.sandbox.server.samples import SAMPLES, needs_samples

COMMAND = {"command": "/greet", "description": "Greet somebody"}
SHORTCUT = {"name": "Note", "type": "global", "callback_id": "note", "description": "Keep it"}


def manifest(**features: Any) -> dict[str, Any]:
    return {"display_information": {"name": "Greeter"}, "features": features}


NAME = {"type": "string", "title": "Name", "is_required": True, "enum": ["Ravi", "Maya"]}
GREET = {
    "title": "Greet somebody",
    "description": "Says hello",
    "input_parameters": {"name": NAME, "user": {"type": "slack#/types/user_id"}},
    "output_parameters": {"greeting": {"type": "string"}},
}


def steps(functions: Any, *, ready: bool = True) -> dict[str, Any]:
    return {
        "display_information": {"name": "Greeter"},
        "functions": functions,
        "settings": {"org_deploy_enabled": ready},
    }


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    read: dict[str, Any] = json.loads((SAMPLES / "manifest.schema.1.0.0.json").read_text("utf-8"))
    return read


SOUND: dict[str, Any] = {
    "only a name": {"display_information": {"name": "Greeter"}},
    "features": manifest(
        app_home={"home_tab_enabled": True},
        bot_user={"display_name": "Greeter Bot"},
        slash_commands=[COMMAND],
        shortcuts=[SHORTCUT, SHORTCUT | {"type": "message", "callback_id": "log"}],
        unfurl_domains=["example.com"],
    ),
    "scopes and events": manifest()
    | {
        "_metadata": {"major_version": 1},
        "oauth_config": {"scopes": {"bot": ["chat:write", "channels:history"]}},
        "settings": {
            "event_subscriptions": {"bot_events": ["app_home_opened", "message.channels"]},
            "interactivity": {"is_enabled": True},
            "socket_mode_enabled": True,
        },
    },
    "steps for workflows": steps({"greet": GREET, "pause": GREET | {"input_parameters": {}}}),
    "steps in the older form": {
        **manifest(
            functions=[
                GREET
                | {
                    "callback_id": "greet",
                    "input_parameters": [NAME | {"name": "name"}],
                    "output_parameters": [],
                }
            ]
        ),
        "settings": {"org_deploy_enabled": True},
    },
}
# What the second version of the manifest has instead.
NEWEST = {
    **steps(
        {
            "greet": {
                **GREET,
                "input_parameters": {"properties": {"name": NAME}, "required": ["name"]},
                "output_parameters": {"properties": {}},
            }
        }
    ),
    "_metadata": {"major_version": 2},
}

BROKEN: dict[str, tuple[Any, str]] = {
    "no object": ([], "The manifest must hold names with values, not a list."),
    "empty": (None, "The manifest must hold names with values, not nothing."),
    "no name": ({"display_information": {}}, "display_information.name is missing."),
    "an empty name": (
        {"display_information": {"name": ""}},
        "display_information.name is empty.",
    ),
    "a long name": (
        {"display_information": {"name": "G" * 36}},
        "display_information.name may have 35 characters at most; it has 36.",
    ),
    "a short description": (
        {"display_information": {"name": "Greeter", "long_description": "Short"}},
        "display_information.long_description must have at least 175 characters; it has 5.",
    ),
    "no slash": (
        manifest(slash_commands=[COMMAND, COMMAND | {"command": "greet"}]),
        "features.slash_commands[1].command must begin with / and hold no space; it is 'greet'.",
    ),
    "no description": (
        manifest(slash_commands=[{"command": "/greet"}]),
        "features.slash_commands[0].description is missing.",
    ),
    "too many commands": (
        manifest(slash_commands=[COMMAND | {"command": f"/greet{n}"} for n in range(51)]),
        "features.slash_commands may have 50 entries at most; it has 51.",
    ),
    "another kind of shortcut": (
        manifest(shortcuts=[SHORTCUT | {"type": "channel"}]),
        "features.shortcuts[0].type must be message or global, not 'channel'.",
    ),
    "a list that is none": (
        manifest(shortcuts=SHORTCUT),
        "features.shortcuts must be a list.",
    ),
    "a switch that is none": (
        manifest(app_home={"home_tab_enabled": "yes"}),
        "features.app_home.home_tab_enabled must be true or false, not 'yes'.",
    ),
    "text that is none": (
        manifest(bot_user={"display_name": 7}),
        "features.bot_user.display_name must be text, not 7.",
    ),
    "a domain with a path": (
        manifest(unfurl_domains=["example.com/x"]),
        "features.unfurl_domains[0] must be a domain such as example.com; it is 'example.com/x'.",
    ),
    "a step without a title": (
        steps({"greet": {name: each for name, each in GREET.items() if name != "title"}}),
        "functions.greet.title is missing.",
    ),
    "an input without a type": (
        steps({"greet": GREET | {"input_parameters": {"name": {"title": "Name"}}}}),
        "functions.greet.input_parameters.name.type is missing.",
    ),
    "a step that is none": (
        steps({"greet": "hello"}),
        "functions.greet must hold names with values, not 'hello'.",
    ),
    "too many steps": (
        steps({f"greet_{n}": GREET for n in range(51)}),
        "functions may have 50 entries at most; it has 51.",
    ),
}
# What the schema does not say and Slack's settings pages do.
BEYOND_THE_SCHEMA = {
    "a command twice": (
        manifest(slash_commands=[COMMAND, COMMAND]),
        "features.slash_commands has more than one command /greet.",
    ),
    "steps of an app for one workspace alone": (
        steps({"greet": GREET}, ready=False),
        "settings.org_deploy_enabled must be true for an app that has functions.",
    ),
    "a type that does not exist": (
        steps({"greet": GREET | {"output_parameters": {"sum": {"type": "money"}}}}),
        (
            "functions.greet.output_parameters.sum.type must be a type such as string or"
            " slack#/types/user_id; it is 'money'."
        ),
    ),
}


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_manifest_has_no_problems(name: str) -> None:
    assert problems(SOUND[name]) == []
    assert unknown_keys(SOUND[name]) == []


@needs_samples
@pytest.mark.parametrize("name", SOUND)
def test_what_is_sound_here_is_sound_at_slack(name: str, schema: dict[str, Any]) -> None:
    jsonschema.validate(SOUND[name], schema)


@pytest.mark.parametrize("name", [*BROKEN, *BEYOND_THE_SCHEMA])
def test_a_broken_manifest_is_told_what_is_wrong_and_where(name: str) -> None:
    raw, sentence = (BROKEN | BEYOND_THE_SCHEMA)[name]

    assert problems(raw) == [sentence]


@needs_samples
@pytest.mark.parametrize("name", BROKEN)
def test_what_is_broken_here_is_broken_at_slack(name: str, schema: dict[str, Any]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(BROKEN[name][0], schema)


@needs_samples
def test_steps_in_the_newest_form_are_sound_here_and_at_slack() -> None:
    newest = json.loads((SAMPLES / "manifest.schema.2.0.0.json").read_text("utf-8"))

    assert problems(NEWEST) == unknown_keys(NEWEST) == []
    jsonschema.validate(NEWEST, newest)


def test_a_misspelt_name_is_remarked_on_where_it_stands() -> None:
    raw = manifest(slash_command=[COMMAND], shortcuts=[SHORTCUT | {"colour": "red"}])

    assert problems(raw) == []
    assert unknown_keys(raw) == [
        "features.slash_command is nothing that Slack knows.",
        "features.shortcuts[0].colour is nothing that Slack knows.",
    ]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("manifest.yml", "display_information: {name: Greeter}"),
        ("manifest.json", '{\n\t"display_information": {"name": "Greeter"}\n}'),
    ],
)
def test_yaml_and_json_are_read_and_found_in_a_folder(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, "utf-8")

    assert manifest_file.read(tmp_path / name)[0].name == "Greeter"
    assert manifest_file.read(tmp_path)[0].name == "Greeter"


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("manifest.json", '{"display_information": ', "is not JSON: Expecting value: line 1"),
        ("manifest.yml", "features: [a", "is not YAML: while parsing"),
        ("manifest.yml", "features: {}", "display_information is missing."),
        ("manifest.ts", "export default Manifest({});", "is a program. Let the Slack CLI print"),
    ],
)
def test_a_file_that_is_no_manifest_says_why(
    tmp_path: Path, name: str, text: str, words: str
) -> None:
    (tmp_path / name).write_text(text, "utf-8")

    with pytest.raises(BadManifest) as refused:
        manifest_file.read(tmp_path / name)

    assert words in str(refused.value)
    assert str(tmp_path / name) in str(refused.value)


def test_a_missing_file_or_folder_says_what_to_name(tmp_path: Path) -> None:
    with pytest.raises(BadManifest, match=r"There is no file .*Name the app's manifest"):
        manifest_file.read(tmp_path / "none.yml")
    with pytest.raises(BadManifest, match=r"no manifest in the folder .*manifest\.json"):
        manifest_file.read(tmp_path)


def test_the_bot_has_the_names_of_its_manifest() -> None:
    scopes = {"oauth_config": {"scopes": {"bot": ["users:read"]}}}
    raw = manifest(bot_user={"display_name": "Friendly Greeter"}) | scopes
    with running(manifest=raw) as sandbox:
        client = WebClient(token=sandbox.token(), base_url=sandbox.api_url)
        told = client.auth_test()
        bot = client.bots_info(bot=told["bot_id"])["bot"]
        person = sandbox.world.workspaces["TACME"].people[told["user_id"]]
        shown = sandbox.person("URAVI").screen()["app"]

    assert told["user"] == "friendly_greeter"
    assert (bot["name"], bot["app_id"]) == ("Greeter", "AGREETER")
    assert person.real_name == "Friendly Greeter"
    assert (shown["id"], shown["name"]) == ("AGREETER", "Greeter")


def test_an_app_named_in_any_script_has_an_id_of_its_own() -> None:
    one, other = Manifest(name="挨拶"), Manifest(name="報告")

    assert one.app_id != other.app_id
    assert one.app_id.isascii()
    assert Manifest(name="挨拶").app_id == one.app_id
    assert Manifest(name="Dealdesk").app_id == "ADEALDESK"


def test_a_manifest_that_is_silent_on_tabs_has_both() -> None:
    silent = Manifest.of(manifest())
    no_home = Manifest.of(manifest(app_home={"home_tab_enabled": False}))

    assert (silent.home_tab, silent.messages_tab) == (True, True)
    assert (no_home.home_tab, no_home.messages_tab) == (False, True)
