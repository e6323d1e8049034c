"""Reads an app's manifest from a file, and says what is wrong with it and where.

https://docs.slack.dev/reference/app-manifest
"""

import json
from pathlib import Path
from typing import Any

from bot.sandbox.manifest import Manifest
from bot.sandbox.manifest_check import problems, unknown_keys

# What the Slack CLI and Slack's samples call it.
USUAL_NAMES = ("manifest.json", "manifest.yml", "manifest.yaml")


class BadManifest(Exception):
    """The file cannot be used; the text says why, one thing a line."""


def read(path: Path) -> tuple[Manifest, list[str]]:
    """The manifest in `path` (YAML, JSON, or a folder with one) and remarks on it.

    Raises BadManifest.
    """
    file = _found(path)
    raw = _parsed(file)
    wrong = problems(raw)
    if wrong:
        lines = "".join(f"\n  {each}" for each in wrong)
        raise BadManifest(f"Slack would not take the manifest {file}:{lines}")
    return Manifest.of(raw), [f"{file}: {each}" for each in unknown_keys(raw)]


def _found(path: Path) -> Path:
    if not path.is_dir():
        return path
    for name in USUAL_NAMES:
        if (path / name).is_file():
            return path / name
    raise BadManifest(
        f"There is no manifest in the folder {path}; it is called {' or '.join(USUAL_NAMES)}."
    )


def _parsed(path: Path) -> Any:
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        raise BadManifest(
            f"There is no file {path}. Name the app's manifest, for example"
            " --manifest manifest.json."
        ) from None
    except (OSError, UnicodeDecodeError) as problem:
        raise BadManifest(f"The manifest {path} cannot be read: {problem}") from None
    if path.suffix == ".ts":
        raise BadManifest(
            f"{path} is a program. Let the Slack CLI print what it makes:"
            " slack manifest info --source local > manifest.json"
        )
    return _json(path, text) if text.lstrip().startswith("{") else _yaml(path, text)


def _json(path: Path, text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as problem:
        raise BadManifest(f"The manifest {path} is not JSON: {problem}") from None


def _yaml(path: Path, text: str) -> Any:
    import yaml

    try:
        return yaml.safe_load(text)
    except yaml.YAMLError as problem:
        raise BadManifest(f"The manifest {path} is not YAML: {problem}") from None
