"""What a customer has bought: figures over their counted orders."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.money import average


@dataclass(frozen=True, slots=True)
class CurrencyRevenue:
    """Orders of one currency; sums over different currencies are never added."""

    currency: str
    order_count: int
    net_minor: int

    @property
    def average_minor(self) -> int:
        return average(self.net_minor, self.order_count)


@dataclass(frozen=True, slots=True)
class TopProduct:
    """A product and how much of it was bought: `quantity` is net of returns."""

    product_id: int
    product: str
    quantity: int


@dataclass(frozen=True, slots=True)
class PurchaseHistory:
    """`revenue` starts with the currency of most orders, `top_products` with the most bought.

    `last_ordered_at` is UTC, None where nothing was ever bought.
    """

    order_count: int
    revenue: tuple[CurrencyRevenue, ...]
    last_ordered_at: datetime | None
    top_products: tuple[TopProduct, ...]
