"""Sales written down by hand, for the reports' tests."""

from datetime import UTC, datetime

from bot.domain.periods import parse
from bot.reports.figures import SalesFigures, sales_figures
from bot.reports.report import ReportRequest, SalesData, SalesLine

# A Wednesday; last week is that of Monday 3 August, week 32.
WEDNESDAY = datetime(2026, 8, 12, 12, tzinfo=UTC)


class Ledger:
    """Every sale is an order of its own, unless it names the order it belongs to."""

    def __init__(self) -> None:
        self._lines: list[SalesLine] = []
        self._numbers: dict[str, int] = {}
        self.firsts: dict[int, datetime] = {}

    def sell(
        self,
        moment: str,
        net_minor: int,
        *,
        customer: str = "Chairs Ltd",
        rep: str = "Ravi",
        product: str = "Oak chair",
        currency: str = "EUR",
        order: int | None = None,
    ) -> None:
        """Write down a sale at `moment`, an ISO time in UTC."""
        ordered_at = datetime.fromisoformat(moment).replace(tzinfo=UTC)
        customer_id = self.number(customer)
        self.firsts[customer_id] = min(ordered_at, self.firsts.get(customer_id, ordered_at))
        self._lines.append(
            SalesLine(
                order_id=order or 10_000 + len(self._lines),
                ordered_at=ordered_at,
                customer_id=customer_id,
                customer=customer,
                rep_id=self.number(rep),
                rep=rep,
                product_id=self.number(product),
                product=product,
                category="Furniture",
                quantity=-1 if net_minor < 0 else 1,
                currency=currency,
                net_minor=net_minor,
            )
        )

    def number(self, name: str) -> int:
        return self._numbers.setdefault(name, len(self._numbers) + 1)

    def request(self, period: str = "last week", *, zone: str = "UTC") -> ReportRequest:
        return ReportRequest(
            report="weekly-sales",
            workspace="Acme",
            period=parse(period, today=WEDNESDAY.date()),
            zone=zone,
            generated_at=WEDNESDAY,
            data=SalesData(tuple(self._lines), self.firsts),
        )

    def figures(self, period: str = "last week", *, zone: str = "UTC") -> SalesFigures:
        return sales_figures(self.request(period, zone=zone))


STRANGE = (
    *("$x^2$ & <!channel> *bold* _it_", "שלום חברה בע״מ", "شركة الأمل للتجارة العامة", "😀🎉"),
    *(
        "名前がとても長い株式会社東京営業所と大阪支店の共同取引先その他",
        "ไทยแลนด์ จำกัด",
        "हिन्दी कंपनी",
    ),
    *(
        "\u202eevil\u202c",
        "x" * 300,
        "=HYPERLINK(1)",
        "e\u0301" * 150,
        "\n\t\0",
        "한국 무역 주식회사",
    ),
)


def strange() -> Ledger:
    """Names of every script and none, on both sides of the comparison."""
    ledger = Ledger()
    for number, name in enumerate(STRANGE):
        for day in ("2026-07-28", "2026-08-04"):
            ledger.sell(
                f"{day}T09:00",
                100_000 + number,
                customer=name,
                rep=f"{name} rep" if number % 2 else name,
                product=f"{name}\u200d",
            )
    return ledger
