"""What somebody may have meant by a mistyped word."""

from collections.abc import Iterable

from rapidfuzz import fuzz, process, utils

# Below it the guess is more often wrong than right; "setings" has 93, "stats" 73.
LIKENESS = 60


def suggest(word: str, choices: Iterable[str]) -> str | None:
    """Return the choice that looks most like `word`, or None when none does."""
    found = process.extractOne(
        word,
        list(choices),
        scorer=fuzz.ratio,
        processor=utils.default_process,
        score_cutoff=LIKENESS,
    )
    return found[0] if found else None
