"""Which letters the picture can draw, and what stands in for those it cannot. Worker only."""

import unicodedata
from functools import cache
from pathlib import Path

from matplotlib import font_manager
from matplotlib.ft2font import FT2Font

# In order: the first family that has a letter draws it. DejaVu comes with matplotlib.
WANTED = (
    *("DejaVu Sans", "Noto Sans", "WenQuanYi Micro Hei", "Noto Sans CJK SC", "Noto Sans CJK JP"),
    *("Noto Sans Arabic", "Noto Sans Hebrew", "Noto Sans Thai", "Noto Sans Devanagari"),
    *("Noto Sans Bengali", "Noto Sans Tamil", "Noto Sans Georgian", "Noto Sans Armenian"),
)
SCRIPTS = {
    "Latin": "é",
    "Greek": "Ω",
    "Cyrillic": "Ж",
    "Hebrew": "ש",
    "Arabic": "م",
    "Chinese": "漢",
    "Japanese": "カ",
    "Korean": "한",
    "Thai": "ก",
    "Devanagari": "क",
}
MISSING = "□"


@cache
def families() -> tuple[str, ...]:
    """The wanted families that this machine has; never empty."""
    _register_new_fonts()
    present = set(font_manager.fontManager.get_font_names())
    return tuple(family for family in WANTED if family in present)


def missing_scripts() -> tuple[str, ...]:
    """Scripts whose names would be drawn as boxes; fonts-wqy-microhei and fonts-noto mend it."""
    return tuple(script for script, letter in SCRIPTS.items() if ord(letter) not in _letters())


def drawable(text: str, *, otherwise: str) -> str:
    """Return `text` without control marks, each run of unknown letters as one box.

    `otherwise` stands in where not one letter or digit can be drawn.
    """
    flat = " ".join(text.split())
    kept: list[str] = []
    for mark in flat:
        if unicodedata.category(mark) in {"Cc", "Cf", "Cs", "Co", "Cn"}:
            continue
        if ord(mark) in _letters():
            kept.append(mark)
        elif not unicodedata.combining(mark) and kept[-1:] != [MISSING]:
            kept.append(MISSING)
    shown = "".join(kept).strip()
    return shown if any(mark.isalnum() for mark in shown) else otherwise


def shortened(text: str, width: int) -> str:
    """Cut to `width` columns, where Chinese, Japanese and Korean letters take two."""
    if _columns(text) <= width:
        return text
    kept = text
    while kept and (_columns(kept) >= width or unicodedata.combining(text[len(kept)])):
        kept = kept[:-1]
    return f"{kept.rstrip()}…"


def _columns(text: str) -> int:
    return sum(
        0 if unicodedata.combining(mark) else 1 + (unicodedata.east_asian_width(mark) in "WF")
        for mark in text
    )


@cache
def _letters() -> frozenset[int]:
    letters: set[int] = set()
    for family in families():
        path = font_manager.findfont(family, fallback_to_default=False)
        letters.update(FT2Font(path).get_charmap())
    return frozenset(letters)


def _register_new_fonts() -> None:
    """Add wanted fonts installed since matplotlib last wrote its list of fonts to disk."""
    known = {Path(entry.fname).name for entry in font_manager.fontManager.ttflist}
    stems = tuple(family.replace(" ", "").casefold() for family in WANTED)
    for found in font_manager.findSystemFonts():
        path = Path(found)
        stem = path.stem.replace("-", "").casefold()
        if path.name not in known and stem.removesuffix("regular") in stems:
            font_manager.fontManager.addfont(found)
