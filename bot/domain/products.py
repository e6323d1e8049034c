"""The catalogue: what can be ordered, at which price."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.domain.customers import words

# As long as a key that every database can index.
KEY_LENGTH = 191


@dataclass(frozen=True, slots=True)
class Product:
    """`prices` holds the list price in minor units by currency code, `costs` what one piece
    costs us, where that is known.
    """

    id: int
    name: str
    code: str | None = None
    category: str | None = None
    active: bool = True
    prices: Mapping[str, int] = field(default_factory=dict)
    costs: Mapping[str, int] = field(default_factory=dict)


def product_key(name: str) -> str:
    """Return the name as it is searched: no case, no accents, no punctuation."""
    return " ".join(words(name))[:KEY_LENGTH]
