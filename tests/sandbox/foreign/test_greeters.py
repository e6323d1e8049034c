"""Apps of others run in the sandbox as they stand: in Python, and with Bolt for JavaScript."""

import ast
from collections.abc import Iterator

import pytest

from bot.sandbox import seed
from bot.sandbox.person import Person
from tests.sandbox.foreign.starting import HERE, greeter


@pytest.fixture(
    scope="module",
    params=[("python", False), ("javascript", False), ("python", True), ("javascript", True)],
    ids=["python", "javascript", "python by HTTP", "javascript by HTTP"],
)
def address(request: pytest.FixtureRequest) -> Iterator[str]:
    language, by_http = request.param
    with greeter(language, by_http=by_http) as served:
        yield served


@pytest.fixture
def ravi(address: str) -> Person:
    person = Person(address, "URAVI")
    person.post("reset")
    return person


def test_a_command_a_button_and_a_form_work_as_a_person_uses_them(ravi: Person) -> None:
    ravi.types("/greet Maya", channel="CSALES")
    greeting = ravi.sees("Hello Maya", channel="CSALES")
    assert greeting["username"] == "Friendly Greeter"
    assert greeting["ephemeral"]

    ravi.clicks("Change the words", channel="CSALES")
    assert ravi.modal(titled="Greeting")["blocks"][0]["label"]["text"] == "Words"
    refused = ravi.submits({"words": "Hello"})
    assert refused["errors"] == {"words": "A greeting ends with an exclamation mark"}
    assert not refused["closed"]

    assert ravi.submits({"words": "Good morning!"})["closed"]
    assert ravi.sees("From now on: Good morning!")["username"] == "Friendly Greeter"


def test_its_shortcut_opens_the_form_as_well(ravi: Person) -> None:
    ravi.uses_shortcut("greet_somebody")

    assert ravi.modal()["callback_id"] == "greeting"


def test_its_home_tab_is_published_when_it_is_opened(ravi: Person) -> None:
    ravi.opens_home()

    assert ravi.home("*Greeter* is glad to see <@URAVI>")


def test_the_screen_is_that_apps_own(ravi: Person) -> None:
    screen = ravi.screen()

    assert screen["app"]["name"] == "Greeter"
    assert [each["command"] for each in screen["commands"]] == ["/greet"]
    assert screen["shortcuts"]["global"][0]["name"] == "Greet somebody"
    assert "ealdesk" not in str(screen)


def test_the_app_in_python_imports_nothing_of_this_project() -> None:
    tree = ast.parse((HERE / "greeter_app.py").read_text("utf-8"))
    imported = {
        name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else [])
        + [alias.name for alias in node.names]
    }

    assert not [name for name in imported if name.split(".")[0] in {"bot", "tests", ""}]


def test_the_documentation_names_people_and_tokens_as_they_are() -> None:
    page = (HERE.parents[2] / "docs" / "sandbox.md").read_text("utf-8")

    for workspace in seed.default().workspaces:
        line = next(line for line in page.splitlines() if line.startswith(f"| {workspace.name} |"))
        assert f"`{workspace.token}`" in line
        assert [person.real_name.split()[0] in line for person in workspace.people].count(
            False
        ) == 0
