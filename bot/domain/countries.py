"""Countries by the names that people write."""

import unicodedata
from functools import cache

from babel import Locale

# Languages in which files name countries; English last, so that it wins.
LANGUAGES = ("nl", "pt", "it", "es", "fr", "de", "en")
EVERYDAY = {
    **dict.fromkeys(("uk", "england", "scotland", "wales"), "GB"),
    **dict.fromkeys(("usa", "unitedstatesofamerica", "america"), "US"),
    "holland": "NL",
}


def region_code(country: str | None) -> str | None:
    """Return the ISO 3166 code of a country as written, None where it cannot be told."""
    return _codes().get(_folded(country)) if country else None


@cache
def _codes() -> dict[str, str]:
    found = {}
    for language in LANGUAGES:
        for code, name in Locale(language).territories.items():
            if len(code) == len("DE") and code.isalpha():
                found[_folded(str(name))] = code
                found[_folded(code)] = code
    return found | EVERYDAY


def _folded(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    return "".join(mark for mark in decomposed if mark.isalnum())
