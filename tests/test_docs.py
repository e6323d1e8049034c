"""What the documentation names is there, and what is there it names."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.blocks.crm import ROLE_NAMES
from bot.cli import group
from bot.commands import ALL as COMMANDS
from bot.commands.command import Command
from bot.reports import ALL as REPORTS
from bot.settings import HOW, defaults
from tests.test_manifest import FEATURES, STEPS

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
PICTURES = 16
LINK = re.compile(r"\]\(([^)\s]+)\)")
PICTURE = re.compile(r"(?:!\[[^\]]+\]\(|<img src=\")([^)\s\"]+)")


def read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_command_has_its_paragraph_and_every_usage_its_line(command: Command) -> None:
    page = read("docs/commands.md")
    assert f"\n## `{command.name}`\n" in page
    for usage, _ in command.usages:
        assert f"| `{usage}` | " in page


def test_no_command_is_documented_that_does_not_exist() -> None:
    names = re.findall(r"^## `(/\w+)`$", read("docs/commands.md"), re.MULTILINE)

    assert names == [command.name for command in COMMANDS]


@pytest.mark.parametrize("variable", sorted(HOW))
def test_every_setting_has_its_line_with_its_default(variable: str) -> None:
    page = read("docs/settings.md")
    line = next(line for line in page.splitlines() if line.startswith(f"| `{variable}` | "))

    default = line.split(" | ")[1].strip("`")
    assert default == str(defaults()[variable] or "none")


def test_no_setting_is_documented_that_does_not_exist() -> None:
    named = re.findall(r"^\| `([A-Z_]+)` \|", read("docs/settings.md"), re.MULTILINE)

    assert sorted(named) == sorted(HOW)


@pytest.mark.parametrize("report", sorted(REPORTS))
def test_every_report_has_its_line(report: str) -> None:
    assert f"\n* `{report}`: " in read("docs/commands.md")


@pytest.mark.parametrize("name", sorted(group.commands))
def test_every_command_of_the_command_line_has_its_line(name: str) -> None:
    assert f"| `dealdesk {name}` | " in read("docs/operations.md")


@pytest.mark.parametrize("shortcut", FEATURES["shortcuts"], ids=lambda entry: entry["name"])
def test_every_shortcut_is_named(shortcut: dict[str, str]) -> None:
    assert f"*{shortcut['name']}*" in read("docs/commands.md").replace("\n", " ")


@pytest.mark.parametrize("step", STEPS)
def test_every_step_for_workflows_has_its_part_with_inputs_and_outputs(step: str) -> None:
    page = read("docs/workflows.md")
    part = page.partition(f"\n## {STEPS[step]['title']}\n")[2].partition("\n## ")[0]
    inputs, _, outputs = part.partition("| Output |")

    assert f"`{step}`" in inputs
    for table, parameters in ((inputs, "input_parameters"), (outputs, "output_parameters")):
        assert re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE) == list(STEPS[step][parameters])


@pytest.mark.parametrize("role", list(ROLE_NAMES))
def test_every_role_is_explained(role: str) -> None:
    assert f"\n| {role} | " in read("docs/settings.md")


def links() -> Iterator[tuple[str, str]]:
    for page in PAGES:
        for target in LINK.findall(re.sub(r"`[^`]*`", "", page.read_text("utf-8"))):
            if "://" not in target:
                yield str(page.relative_to(ROOT)), target


def anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {
        re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings
    }


@pytest.mark.parametrize(("page", "target"), list(links()))
def test_every_link_leads_somewhere(page: str, target: str) -> None:
    path, _, anchor = target.partition("#")
    found = (ROOT / page).parent / path if path else ROOT / page

    assert found.exists()
    if anchor:
        assert anchor in anchors(found)


def test_every_picture_is_shown_and_every_picture_shown_is_there() -> None:
    shown = {
        (page.parent / target).resolve()
        for page in PAGES
        for target in PICTURE.findall(page.read_text("utf-8"))
    }

    assert shown == set((DOCS / "images").iterdir())
    assert len(shown) == PICTURES


def test_the_readme_shows_every_screen() -> None:
    shown = set(PICTURE.findall((ROOT / "README.md").read_text("utf-8")))

    assert {Path(each).name for each in shown} == {
        each.name for each in (DOCS / "images").iterdir()
    }


def test_every_picture_says_in_words_what_it_shows() -> None:
    for page in PAGES:
        for image in re.findall(r"<img [^>]+>", page.read_text("utf-8")):
            assert re.search(r' alt="[^"]{20,}"', image)


def test_every_page_can_be_reached_from_the_readme() -> None:
    reached, waiting = set(), [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page in reached:
            continue
        reached.add(page)
        for target in LINK.findall(page.read_text("utf-8")):
            found = (page.parent / target.partition("#")[0]).resolve()
            found = found / "README.md" if found.is_dir() else found
            if "://" not in target and found.suffix == ".md" and found.exists():
                waiting.append(found)

    assert set(PAGES) == reached


def test_decisions_are_numbered_without_gaps_and_have_their_parts() -> None:
    records = sorted((DOCS / "decisions").glob("[0-9]*.md"))

    for number, record in enumerate(records, start=1):
        text = record.read_text("utf-8")
        assert record.name.startswith(f"{number:03}-")
        assert text.startswith(f"# {number}. ")
        for part in ("## Context", "## Decision", "## Cost"):
            assert f"\n{part}\n" in text


def test_make_knows_every_target_that_is_named() -> None:
    targets = set(re.findall(r"^([a-z-]+):", read("Makefile"), re.MULTILINE))
    named = {
        target
        for page in PAGES
        for target in re.findall(
            r"(?:`|^ {4,})make ([a-z-]+)", page.read_text("utf-8"), re.MULTILINE
        )
    }

    assert named
    assert named <= targets
