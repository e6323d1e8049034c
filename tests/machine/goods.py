"""What is sold in the plain model: lines of orders, and what these come to."""

from dataclasses import dataclass
from fractions import Fraction

# Every product has the same price.
PRICES = {"EUR": 100_00, "USD": 110_00}
# How much of its price in percent one piece costs us; of the find nobody knows it.
COSTS = {"Broom": 60, "Bowl": 60, "Vase": 80, "Find": None}
CATEGORIES = {"Broom": "Tools", "Bowl": "Glass", "Vase": "Glass", "Find": None}


@dataclass(frozen=True)
class Line:
    """`percent` is the discount, in whole percent so that nothing has to be rounded; of what
    comes back the quantity is below zero.
    """

    product: str
    quantity: int
    percent: int = 0

    def gross(self, currency: str) -> int:
        return self.quantity * PRICES[currency]

    def net(self, currency: str) -> int:
        return self.gross(currency) * (100 - self.percent) // 100


Lines = tuple[Line, ...]


def brooms(quantity: int) -> Lines:
    return (Line("Broom", quantity),)


def with_first(lines: Lines, quantity: int) -> Lines:
    """Return the lines with as many pieces on the first one."""
    first, *others = lines
    return (Line(first.product, quantity, first.percent), *others)


def total(lines: Lines, currency: str) -> int:
    return sum(line.net(currency) for line in lines)


def weight(lines: Lines, currency: str) -> int:
    """What is sold or what comes back, whichever is more: neither hides the other."""
    nets = [line.net(currency) for line in lines]
    return max(sum(net for net in nets if net > 0), -sum(net for net in nets if net < 0))


def deepest_discount(lines: Lines) -> int:
    """Return the largest discount of a line in basis points."""
    return max(line.percent for line in lines) * 100


def whole_discount(lines: Lines) -> int:
    """Return by how much all together is below its price, in basis points."""
    gross = sum(abs(line.gross("EUR")) for line in lines)
    net = sum(abs(line.net("EUR")) for line in lines)
    return round(Fraction((gross - net) * 100_00, gross))


def categories(lines: Lines) -> frozenset[str]:
    return frozenset(filter(None, (CATEGORIES[line.product] for line in lines)))


def margin(lines: Lines) -> int | None:
    """Return what is left after costs in basis points; None where nobody knows them.

    Of what is sold, and where nothing is, of what comes back.
    """
    lines = tuple(line for line in lines if line.quantity > 0) or lines
    costs = [COSTS[line.product] for line in lines]
    if None in costs:
        return None
    net = total(lines, "EUR")
    spent = sum(line.gross("EUR") * (COSTS[line.product] or 0) // 100 for line in lines)
    return round(Fraction((net - spent) * 100_00, net))
