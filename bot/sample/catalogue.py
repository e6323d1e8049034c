"""What the sample companies sell: name, category and list price in euros.

`season` says when it sells best: a digit for each month from January, 1 is rarely, 9 often.
"""

from dataclasses import dataclass
from decimal import Decimal

# How prices in other currencies follow from those in euros; they end on .00 or .50.
RATES = {"EUR": Decimal(1), "USD": Decimal("1.15"), "GBP": Decimal("0.88")}
HALF = Decimal("0.50")
# What of the list price an article costs, by its category; a service costs nothing to buy.
COSTS = {
    "Espresso machines": Decimal("0.74"),
    "Grinders": Decimal("0.70"),
    "Coffee": Decimal("0.52"),
    "Tea and chocolate": Decimal("0.48"),
    "Accessories": Decimal("0.45"),
    "Spare parts": Decimal("0.40"),
    "Panels": Decimal("0.76"),
    "Storage": Decimal("0.78"),
    "Electronics": Decimal("0.66"),
}
ALL_YEAR = "555555555555"
WINTER = "775433233589"
SUMMER = "223468986332"
YEAR_END = "443333334689"


@dataclass(frozen=True, slots=True)
class Article:
    """`lot` is how many are bought at once, at most."""

    code: str
    name: str
    category: str
    euros: Decimal
    lot: int
    season: str = ALL_YEAR
    discontinued: bool = False

    def price(self, currency: str) -> Decimal:
        """Return the list price, to the half unit."""
        return (self.euros * RATES[currency] / HALF).quantize(Decimal(1)) * HALF

    def cost(self, currency: str) -> Decimal:
        """Return what it costs the company, to the hundredth."""
        share = COSTS.get(self.category, Decimal(0))
        return (self.price(currency) * share).quantize(Decimal("0.01"))


def _articles(category: str, lot: int, *rows: tuple[str, str, str, str]) -> tuple[Article, ...]:
    return tuple(
        Article(code, name, category, Decimal(euros), lot, season)
        for code, name, euros, season in rows
    )


ACME_ARTICLES = (
    *_articles(
        "Espresso machines",
        2,
        ("EM-100", "Piccolo One, one group", "1890.00", ALL_YEAR),
        ("EM-200", "Piccolo Two, two groups", "3290.00", ALL_YEAR),
        ("EM-300", "Maestro, three groups", "4790.00", YEAR_END),
        ("EM-400", "Officina, fully automatic", "2640.00", YEAR_END),
        ("EM-410", "Officina XL with milk system", "3480.00", YEAR_END),
        ("EM-050", "Solo, for the small office", "690.00", ALL_YEAR),
    ),
    *_articles(
        "Grinders",
        3,
        ("GR-010", "Hand grinder Ash", "89.00", YEAR_END),
        ("GR-100", "Grinder G1, 64 mm", "540.00", ALL_YEAR),
        ("GR-200", "Grinder G2 on demand", "980.00", ALL_YEAR),
        ("GR-300", "Shop grinder Titan", "1450.00", ALL_YEAR),
    ),
    *_articles(
        "Coffee",
        40,
        ("CF-101", "House blend, 1 kg", "18.50", WINTER),
        ("CF-102", "Espresso dark, 1 kg", "19.50", WINTER),
        ("CF-103", "Decaf, 1 kg", "21.00", WINTER),
        ("CF-110", "Ethiopia Yirgacheffe, 1 kg", "29.00", WINTER),
        ("CF-111", "Colombia Huila, 1 kg", "26.50", WINTER),
        ("CF-112", "Brasil Cerrado, 1 kg", "22.00", WINTER),
        ("CF-113", "Kenya AA, 1 kg", "31.50", WINTER),
        ("CF-120", "Cold brew blend, 1 kg", "24.00", SUMMER),
        ("CF-130", "Winter blend with spices, 1 kg", "23.50", "631111112499"),
    ),
    *_articles(
        "Tea and chocolate",
        24,
        ("TE-101", "Assam, 500 g", "17.00", WINTER),
        ("TE-102", "Sencha, 500 g", "24.50", ALL_YEAR),
        ("TE-103", "Mint, 250 g", "9.50", SUMMER),
        ("TE-110", "Iced tea base, 5 l", "28.00", SUMMER),
        ("CH-100", "Drinking chocolate, 2 kg", "27.00", WINTER),
    ),
    *_articles(
        "Accessories",
        12,
        ("AC-101", "Tamper, 58 mm", "34.00", ALL_YEAR),
        ("AC-102", "Milk jug, 600 ml", "22.00", ALL_YEAR),
        ("AC-103", "Knock box", "39.00", ALL_YEAR),
        ("AC-104", "Cups, box of 24", "96.00", YEAR_END),
        ("AC-105", "Tall glasses, box of 24", "84.00", SUMMER),
        ("AC-106", "To-go cups, 1000", "72.00", SUMMER),
        ("AC-107", "Cleaning tablets, 100", "16.50", ALL_YEAR),
        ("AC-108", "Barista scale", "129.00", ALL_YEAR),
    ),
    *_articles(
        "Spare parts",
        6,
        ("SP-101", "Water filter cartridge", "48.00", ALL_YEAR),
        ("SP-102", "Gasket set", "14.00", ALL_YEAR),
        ("SP-103", "Grinding discs, pair", "68.00", ALL_YEAR),
        ("SP-104", "Pump, 15 bar", "112.00", ALL_YEAR),
    ),
    *_articles(
        "Service",
        1,
        ("SV-101", "Installation on site", "240.00", ALL_YEAR),
        ("SV-102", "Yearly maintenance", "390.00", YEAR_END),
        ("SV-103", "Barista course, one day", "320.00", ALL_YEAR),
        ("SV-104", "Machine rental, a month", "149.00", SUMMER),
    ),
    Article("EM-090", "Piccolo Classic", "Espresso machines", Decimal(1490), 1, "1" * 12, True),
)
GLOBEX_ARTICLES = (
    *_articles(
        "Panels",
        30,
        ("PV-400", "Solar panel 400 W", "118.00", SUMMER),
        ("PV-440", "Solar panel 440 W, black", "139.00", SUMMER),
        ("PV-BAL", "Balcony set 800 W", "389.00", SUMMER),
    ),
    *_articles(
        "Storage",
        2,
        ("BT-05", "Battery 5 kWh", "1890.00", ALL_YEAR),
        ("BT-10", "Battery 10 kWh", "3450.00", ALL_YEAR),
    ),
    *_articles(
        "Electronics",
        3,
        ("IN-06", "Inverter 6 kW", "980.00", ALL_YEAR),
        ("IN-10", "Inverter 10 kW", "1340.00", ALL_YEAR),
        ("WB-11", "Wallbox 11 kW", "640.00", YEAR_END),
    ),
    *_articles(
        "Service",
        1,
        ("SV-01", "Roof survey", "180.00", SUMMER),
        ("SV-02", "Mounting, a day", "620.00", SUMMER),
    ),
)
