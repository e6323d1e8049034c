"""The page's sources: short, each saying what it is, and unable to read words as HTML."""

import re
from pathlib import Path

import pytest

from bot.sandbox.server import PAGE

SOURCES = PAGE.parent / "page"
LONGEST = 300
READS_WORDS_AS_CODE = re.compile(
    r"[iI]nnerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|srcdoc"
)
ELSEWHERE = re.compile(r"""(?:fetch|import|EventSource|WebSocket)\(\s*["'`](?:https?|wss?):""")
LOADED = re.compile(r"""(?:src=|url\(|@import\s+)["']?https?:""")
DEFAULT_EXPORT = re.compile(r"^export default", re.MULTILINE)


def sources(*kinds: str) -> list[Path]:
    return sorted(path for kind in kinds for path in (SOURCES / "src").rglob(f"*.{kind}"))


SCRIPTS = sources("ts", "tsx")
SHEETS = sources("css")


def name(path: Path) -> str:
    return path.relative_to(SOURCES).as_posix()


@pytest.mark.parametrize("path", [*SCRIPTS, *SHEETS], ids=name)
def test_a_source_is_short_and_says_what_it_is(path: Path) -> None:
    lines = path.read_text("utf-8").splitlines()

    assert len(lines) <= LONGEST
    assert lines[0].startswith("/*")


@pytest.mark.parametrize("path", SCRIPTS, ids=name)
def test_words_are_never_read_as_html_and_nothing_is_fetched_from_elsewhere(path: Path) -> None:
    text = path.read_text("utf-8")

    assert not READS_WORDS_AS_CODE.search(text)
    assert not ELSEWHERE.search(text)
    assert not LOADED.search(text)
    assert not DEFAULT_EXPORT.search(text)


@pytest.mark.parametrize("path", SHEETS, ids=name)
def test_a_sheet_loads_nothing_from_elsewhere(path: Path) -> None:
    assert not LOADED.search(path.read_text("utf-8"))


@pytest.mark.parametrize(
    "text",
    [
        "<div dangerouslySetInnerHTML={{ __html: text }} />",
        "node.innerHTML = text;",
        "new Function(text)",
    ],
)
def test_the_check_itself_finds_words_read_as_html(text: str) -> None:
    assert READS_WORDS_AS_CODE.search(text)


@pytest.mark.parametrize(
    "text", ['fetch("https://example.com")', "@import 'https://example.com/a.css'", "url(http://a)"]
)
def test_the_check_itself_finds_what_comes_from_elsewhere(text: str) -> None:
    assert ELSEWHERE.search(text) or LOADED.search(text)


def test_the_built_index_has_no_script_and_no_style_of_its_own() -> None:
    index = (PAGE / "index.html").read_text("utf-8")

    assert re.findall(r"<script[^>]*>([^<]*)</script>", index) == [""]
    assert "<style" not in index
    assert not re.search(r"\son\w+=", index)
    assert not re.search(r"""(?:src|href)=["'](?:https?:)?//""", index)


def test_the_licences_of_all_that_the_page_ships_are_beside_it() -> None:
    listed = set(re.findall(r"^## (\S+)", (PAGE / "licences.md").read_text("utf-8"), re.MULTILINE))

    assert {"react", "react-dom", "@fontsource/lato", "twemoji-colr-font"} <= listed


def test_the_lock_file_names_no_registry() -> None:
    assert "resolved" not in (SOURCES / "package-lock.json").read_text("utf-8")
