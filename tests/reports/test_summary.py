"""The report in words and as a table: both complete without the picture."""

import csv
import io

from bot.reports import summary
from bot.reports.figures import SalesFigures
from bot.reports.table import COLUMNS, to_csv
from tests.reports.ledger import Ledger, strange


def small() -> Ledger:
    ledger = Ledger()
    ledger.sell("2026-07-28T09:00", 100_00, rep="Maya")
    ledger.sell("2026-08-04T09:00", 300_00, rep="Ravi", customer="Tables Ltd")
    ledger.sell("2026-08-05T09:00", 50_00, rep="Maya")
    return ledger


def words(figures: SalesFigures) -> dict[str, tuple[str, ...]]:
    return {section.title: section.lines for section in summary.sections(figures)}


def rows(figures: SalesFigures) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(to_csv(figures).decode("utf-8-sig"))))


def test_period_zone_and_comparison_are_stated() -> None:
    figures = small().figures()

    assert summary.title(figures) == "Weekly sales: Week 32 of 2026"
    assert summary.period_text(figures, zone="Europe/Berlin") == (
        "Week 32 of 2026 (3 Aug – 9 Aug 2026). Time zone Europe/Berlin."
        " Compared with Week 31 of 2026 (27 Jul – 2 Aug 2026)."
    )


def test_a_running_period_says_how_far_it_got() -> None:
    figures = small().figures("this month")

    assert summary.title(figures) == "Sales: August 2026"
    assert summary.period_text(figures, zone="UTC") == (
        "August 2026 (1 Aug – 31 Aug 2026), so far: 1 Aug – 12 Aug 2026. Time zone UTC."
        " Compared with 1 Jul – 12 Jul 2026."
    )


def test_the_key_figures_stand_beside_those_before() -> None:
    facts = {fact.label: (fact.value, fact.change) for fact in summary.facts(small().figures())}

    assert facts == {
        "Net revenue": ("€350.00", "up 250.0%, was €100.00"),
        "Average order": ("€175.00", "up 75.0%, was €100.00"),
        "Orders": ("2", "up 100.0%, was 1"),
        "Active customers": ("2", "up 100.0%, was 1"),
        "New customers": ("1", "unchanged"),
    }


def test_the_sections_name_everybody_with_money_orders_and_change() -> None:
    said = words(small().figures())

    assert said["By rep"] == (
        "1. Ravi: €300.00, 1 order, none before",
        "2. Maya: €50.00, 1 order, down 50.0%",
    )
    assert said["By customer"] == (
        "1. Tables Ltd: €300.00, 1 order, none before",
        "2. Chairs Ltd: €50.00, 1 order, down 50.0%",
    )
    assert said["Twelve weeks"][1:] == (
        "W27 €0.00 · W28 €0.00 · W29 €0.00 · W30 €0.00 · W31 €100.00 · W32 €350.00",
        "Best: Week 32 of 2026, €350.00.",
        "Weakest: Week 21 of 2026, €0.00.",
    )


def test_beyond_the_first_ten_the_others_stand_together() -> None:
    ledger = Ledger()
    for number in range(1, 14):
        ledger.sell("2026-08-04T09:00", 100 * number, product=f"Chair {number}")
    ledger.sell("2026-07-28T09:00", 300, product="Stool")

    products = words(ledger.figures())["By product"]

    assert products[0] == "1. Chair 13: €13.00, 1 order, none before"
    assert products[9] == "10. Chair 4: €4.00, 1 order, none before"
    assert products[10:] == ("4 others: €6.00, up 100.0%",)


def test_who_did_not_sell_this_time_is_not_passed_over() -> None:
    ledger = Ledger()
    ledger.sell("2026-07-28T09:00", 300, rep="Maya")
    ledger.sell("2026-08-04T09:00", 300, rep="Ravi")

    assert words(ledger.figures())["By rep"][1:] == (
        "1 other had no order this time, €3.00 before",
    )


def test_several_currencies_are_named_at_every_amount_and_never_added() -> None:
    ledger = small()
    ledger.sell("2026-08-04T09:00", 5_000, currency="JPY")

    figures = ledger.figures()
    said = words(figures)

    assert [fact.label for fact in summary.facts(figures)[:2]] == [
        "Net revenue (EUR)",
        "Average order (EUR)",
    ]
    assert said["Other currencies (never added)"] == (
        "JPY: ¥5,000 from 1 order, average ¥5,000, none before",
    )
    assert "By rep (EUR)" in said


def test_an_empty_period_says_so_plainly() -> None:
    ledger = Ledger()
    ledger.sell("2026-07-28T09:00", 300)

    said = words(ledger.figures())

    assert said["No orders"] == ("No order counted in this period; Week 31 of 2026 had 1 order.",)
    assert "By rep" not in said


def test_no_orders_at_all_still_make_a_report() -> None:
    figures = Ledger().figures()

    assert words(figures) == {
        "No orders": ("No order counted in this period; Week 31 of 2026 had none either.",)
    }
    assert summary.alt_text(figures) == "Weekly sales: Week 32 of 2026: no orders in twelve weeks."
    assert [row["section"] for row in rows(figures)] == ["customers"]


def test_the_alternative_text_gives_the_pictures_figures() -> None:
    assert summary.alt_text(small().figures()) == (
        "Weekly sales: Week 32 of 2026. Net revenue €350.00 (up 250.0%), 2 orders."
        " Best: Week 32 of 2026, €350.00. Weakest: Week 21 of 2026, €0.00."
        " Reps: Ravi €300.00, Maya €50.00. Products: Oak chair €350.00."
    )


def test_the_alternative_text_stays_short_whatever_the_names() -> None:
    assert len(summary.alt_text(strange().figures())) <= 1_000


def test_a_name_is_cut_with_an_ellipsis() -> None:
    lines = words(strange().figures())["By customer"]

    assert any(f"{'x' * 59}…: €1,000.08" in line for line in lines)


def test_the_table_opens_in_excel_with_its_accents() -> None:
    content = to_csv(small().figures())

    assert content.startswith(b"\xef\xbb\xbfsection,currency,name,")
    assert content.count(b"\r\n") == content.count(b"\n")


def test_the_table_has_every_figure_in_one_shape() -> None:
    found = rows(small().figures())

    assert tuple(found[0]) == COLUMNS
    total = next(row for row in found if row["section"] == "total")
    assert {name: value for name, value in total.items() if value} == {
        "section": "total",
        "currency": "EUR",
        "name": "Week 32 of 2026",
        "first_day": "2026-08-03",
        "last_day": "2026-08-09",
        "orders": "2",
        "previous_orders": "1",
        "net_revenue": "350.00",
        "previous_net_revenue": "100.00",
        "change_percent": "250.0",
        "average_order_value": "175.00",
    }
    assert [row["section"] for row in found].count("week") == 12
    assert found[0]["new_customers"] == "1"


def test_names_cannot_run_as_formulas_and_numbers_stay_numbers() -> None:
    ledger = Ledger()
    names = ["=1+1", "+49 30", "-5", "@SUM(A1)", 'Chairs, "Ltd"\nof York']
    for name in names:
        ledger.sell("2026-08-04T09:00", -100, customer=name)

    found = [row for row in rows(ledger.figures()) if row["section"] == "customer"]

    assert {row["name"] for row in found} == {
        "'=1+1",
        "'+49 30",
        "'-5",
        "'@SUM(A1)",
        'Chairs, "Ltd"\nof York',
    }
    assert {row["net_revenue"] for row in found} == {"-1.00"}


def test_money_in_the_table_has_its_currencys_digits() -> None:
    ledger = Ledger()
    ledger.sell("2026-08-04T09:00", 1_234, currency="JPY")
    ledger.sell("2026-08-04T09:00", 1_234, currency="KWD")

    totals = [row for row in rows(ledger.figures()) if row["section"] == "total"]

    assert {row["currency"]: row["net_revenue"] for row in totals} == {
        "JPY": "1234",
        "KWD": "1.234",
    }


def test_the_split_adds_up_to_the_total_in_the_table() -> None:
    figures = strange().figures()
    found = rows(figures)

    for section in ("rep", "product", "customer"):
        cents = sum(
            int(row["net_revenue"].replace(".", "")) for row in found if row["section"] == section
        )
        assert cents == figures.totals["EUR"].net_minor
