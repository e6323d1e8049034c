"""The picture: its size, its words, and names of every script."""

import logging
import struct

import matplotlib as mpl
import pytest
from matplotlib.text import Text

from bot.reports import fonts
from bot.reports.chart import _figure, draw
from bot.reports.figures import SalesFigures
from bot.reports.weekly_sales import render
from tests.reports.ledger import Ledger, strange


def drawn_words(figures: SalesFigures) -> list[str]:
    figure = _figure(figures, workspace="Acme", zone="UTC")
    return [found.get_text() for found in figure.findobj(Text)]


def size(png: bytes | None) -> tuple[int, int]:
    assert png is not None
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def test_the_picture_is_as_wide_as_a_phone_and_upright() -> None:
    width, height = size(draw(strange().figures(), workspace="Acme", zone="UTC"))

    assert width == 1080
    assert width < height <= 2_000


def test_the_picture_states_period_zone_workspace_and_figures() -> None:
    ledger = Ledger()
    ledger.sell("2026-07-28T09:00", 100_00)
    ledger.sell("2026-08-04T09:00", 350_00)

    found = drawn_words(ledger.figures())

    assert "Weekly sales: Week 32 of 2026" in found
    assert "3 Aug – 9 Aug 2026 · UTC · Acme" in found
    assert "net revenue in EUR, up 250.0% (before: Week 31 of 2026)" in found
    assert "1 orders · 1 customers, 0 new" not in found
    assert "1 order · 1 customer, 0 new" in found
    assert found.count("€350.00") == 3


def test_orders_in_other_currencies_are_told_from_those_drawn() -> None:
    ledger = Ledger()
    ledger.sell("2026-08-04T09:00", 100)
    ledger.sell("2026-08-04T09:00", 200)
    ledger.sell("2026-08-04T09:00", 300, currency="USD")

    found = drawn_words(ledger.figures())

    assert "3 orders (2 in EUR) · 1 customer, 1 new" in found
    assert "$3.00" not in found


def test_a_period_without_orders_shows_the_trend_alone() -> None:
    ledger = Ledger()
    ledger.sell("2026-07-07T09:00", 100)

    found = drawn_words(ledger.figures())

    assert "Net revenue by week, EUR" in found
    assert "By rep" not in found


def test_twelve_weeks_without_orders_have_no_picture() -> None:
    assert draw(Ledger().figures(), workspace="Acme", zone="UTC") is None


def test_a_week_below_zero_is_drawn_below_zero() -> None:
    ledger = Ledger()
    ledger.sell("2026-08-04T09:00", -5_000_00)

    found = drawn_words(ledger.figures())

    assert any(word.startswith("-€") and word.endswith("K") for word in found)
    assert size(draw(ledger.figures(), workspace="Acme", zone="UTC"))[0] == 1080


def test_a_currency_without_a_sign_leaves_room_on_the_axis() -> None:
    ledger = Ledger()
    ledger.sell("2026-08-04T09:00", 1_234_567_890_12, currency="IDR")

    found = drawn_words(ledger.figures())

    assert "1.5B" in found
    assert "Net revenue by week, IDR" in found


def test_names_of_every_script_draw_without_a_warning(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        png = draw(strange().figures(), workspace="名前 $x$ 😀", zone="UTC")

    assert size(png)[0] == 1080
    assert [record.getMessage() for record in caplog.records] == []


def test_a_dollar_sign_in_a_name_is_no_formula() -> None:
    ledger = Ledger()
    ledger.sell("2026-08-04T09:00", 100, rep=r"$\frac{$ & $x$")

    assert r"$\frac{$ & $x$" in drawn_words(ledger.figures())
    assert size(draw(ledger.figures(), workspace="$x$ $", zone="UTC"))[0] == 1080


def test_drawing_leaves_matplotlibs_settings_as_they_were() -> None:
    before = mpl.rcParams["text.parse_math"], mpl.rcParams["font.family"]

    draw(strange().figures(), workspace="Acme", zone="UTC")

    assert (mpl.rcParams["text.parse_math"], mpl.rcParams["font.family"]) == before


def test_the_same_figures_draw_the_same_picture() -> None:
    first = draw(strange().figures(), workspace="Acme", zone="UTC")

    assert draw(strange().figures(), workspace="Acme", zone="UTC") == first


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Chairs & Söhne", "Chairs & Söhne"),
        ("\u202eevil\u202c", "evil"),
        ("a\tb\n c", "a b c"),
        ("\U0001f9ffBeads", "□Beads"),
        ("\U0001f9ff\U0001f9ff\U0001f9ff Beads", "□ Beads"),
        ("\U0001f9ff", "Rep 1"),
        ("", "Rep 1"),
        ("\0", "Rep 1"),
    ],
)
def test_what_no_font_has_becomes_a_box_or_a_number(name: str, shown: str) -> None:
    assert fonts.drawable(name, otherwise="Rep 1") == shown


def test_names_are_cut_by_the_room_they_take() -> None:
    assert fonts.shortened("x" * 34, 34) == "x" * 34
    assert fonts.shortened("x" * 35, 34) == "x" * 33 + "…"
    assert fonts.shortened("名" * 20, 34) == "名" * 16 + "…"
    assert fonts.shortened("e\u0301" * 40, 34) == "e\u0301" * 33 + "…"


def test_scripts_without_a_font_are_named_for_the_doctor() -> None:
    missing = fonts.missing_scripts()

    assert not {"Latin", "Greek", "Cyrillic", "Hebrew", "Arabic"} & set(missing)
    for script in missing:
        assert fonts.drawable(fonts.SCRIPTS[script], otherwise="none") == "none"


def test_a_rendered_report_has_all_its_parts() -> None:
    rendered = render(strange().request())

    assert rendered.png_name == "weekly-sales-2026-08-03-to-2026-08-09.png"
    assert rendered.csv_name == "weekly-sales-2026-08-03-to-2026-08-09.csv"
    assert size(rendered.png)[0] == 1080
    assert rendered.csv.startswith(b"\xef\xbb\xbf")
    assert 100 < len(rendered.alt_text) <= 1_000
    assert [section.title for section in rendered.summary] == [
        "By rep",
        "By product",
        "By customer",
        "Twelve weeks",
    ]
