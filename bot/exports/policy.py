"""The approval policy as a file for people's spreadsheets."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.domain.errors import UserError
from bot.domain.policies import Rule
from bot.domain.policy_people import Directory
from bot.domain.policy_rows import HEADER, write
from bot.exports.files import WRITERS


def write_policy(path: Path, rules: Sequence[Rule], directory: Directory) -> None:
    """Write the rules as .csv or .xlsx, by the file's name; raises UserError.

    A file of that name is replaced once the new one is whole.
    """
    writer = WRITERS.get(path.suffix.lower())
    if writer is None:
        raise UserError(f"{path.name} is neither .csv nor .xlsx. Give the file such a name.")
    unfinished = path.with_name(f"{path.name}.part")
    try:
        writer(unfinished, HEADER, write(rules, directory))
        unfinished.replace(path)
    except OSError as error:
        raise UserError(f"{path} cannot be written: {error.strerror}.") from error


def policy_file(suffix: str, rules: Sequence[Rule], directory: Directory) -> bytes:
    """Return what `write_policy` writes."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"policy{suffix}"
        write_policy(path, rules, directory)
        return path.read_bytes()
