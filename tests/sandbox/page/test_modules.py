"""The page's own files: small, whole, and unable to read anybody's words as HTML."""

import re
from pathlib import Path

import pytest

from bot.sandbox.server import PAGE

MODULES = sorted(PAGE.glob("*.js"))
SHEETS = sorted(PAGE.glob("*.css"))
MOST_LINES = 300

READS_WORDS_AS_CODE = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|srcdoc"
)
ELSEWHERE = re.compile(r"(?:fetch|import|EventSource)\(\s*[\"'`]https?:")


def name(path: Path) -> str:
    return path.name


@pytest.mark.parametrize("path", [*MODULES, *SHEETS], ids=name)
def test_a_file_is_short_and_says_what_it_is(path: Path) -> None:
    lines = path.read_text("utf-8").splitlines()

    assert len(lines) <= MOST_LINES
    assert lines[0].startswith("/*")


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_words_are_never_read_as_html_and_nothing_is_fetched_from_elsewhere(path: Path) -> None:
    text = path.read_text("utf-8")

    assert not READS_WORDS_AS_CODE.search(text)
    assert not ELSEWHERE.search(text)


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_what_a_module_imports_is_there(path: Path) -> None:
    for names, source in re.findall(r"import \{([^}]+)\} from \"\./([\w.]+)\"", path.read_text()):
        exported = set(
            re.findall(
                r"^export (?:async )?(?:function|const|class) (\w+)",
                (PAGE / source).read_text("utf-8"),
                re.MULTILINE,
            )
        )
        assert {each.strip() for each in names.split(",") if each.strip()} <= exported


def test_the_browser_is_told_to_load_nothing_from_elsewhere() -> None:
    page = (PAGE / "index.html").read_text("utf-8")

    assert "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:" in page


def test_every_sign_that_the_app_uses_is_known_to_the_page() -> None:
    known = set(re.findall(r"\b(\w+) [^\w\s]", (PAGE / "emoji.js").read_text("utf-8")))
    used = {
        sign
        for path in (PAGE.parents[1]).rglob("*.py")
        if "sandbox" not in path.parts
        for sign in re.findall(r"(?<![\w{}]):([a-z_]{4,}):(?![\w{}])", path.read_text("utf-8"))
    }

    assert "wastebasket" in used
    assert used <= known | {"unasked"}


def test_every_sheet_of_style_is_used() -> None:
    page = (PAGE / "index.html").read_text("utf-8")

    assert [path.name for path in SHEETS] == sorted(re.findall(r"/page/(\w+\.css)", page))
