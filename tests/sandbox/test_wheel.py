"""The wheel that users install: the page is in it, and what only makes the page is not."""

import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.sandbox.server import PAGE

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[zipfile.ZipFile]:
    folder = tmp_path_factory.mktemp("wheel")
    built = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as archive:
        yield archive


def test_the_page_and_all_it_loads_are_in_the_wheel(wheel: zipfile.ZipFile) -> None:
    names = set(wheel.namelist())
    index = wheel.read("bot/sandbox/built/index.html").decode()
    loaded = re.findall(r'(?:src|href)="/page/([^"]+)"', index)

    assert len(loaded) > 1
    assert {f"bot/sandbox/built/{name}" for name in loaded} <= names


def test_every_file_of_the_page_is_in_the_wheel_as_it_is(wheel: zipfile.ZipFile) -> None:
    files = [path for path in PAGE.rglob("*") if path.is_file()]
    packed = {path: f"bot/sandbox/built/{path.relative_to(PAGE).as_posix()}" for path in files}

    assert [path for path, name in packed.items() if wheel.read(name) != path.read_bytes()] == []
    assert PAGE / "licences.md" in packed


def test_the_manifest_and_the_migrations_are_in_the_wheel(wheel: zipfile.ZipFile) -> None:
    names = wheel.namelist()

    assert wheel.read("bot/manifest.yml") == (ROOT / "manifest.yml").read_bytes()
    assert any(name.startswith("bot/store/migrations/versions/") for name in names)


def test_neither_sources_nor_packages_nor_tests_are_in_the_wheel(wheel: zipfile.ZipFile) -> None:
    wrong = ("bot/sandbox/page/", "tests/", "bench/")

    assert not [
        name
        for name in wheel.namelist()
        if name.startswith(wrong) or "node_modules" in name or name.endswith((".ts", ".tsx"))
    ]
