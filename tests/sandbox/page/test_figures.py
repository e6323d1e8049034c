"""Charts and data tables on the page: what they say, how they are used, how they fit."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from slack_sdk import WebClient

from bot.sandbox.server import Running
from tests.sandbox.page.conftest import Window, everywhere
from tests.sandbox.page.gallery import HOSTILE, chart, pie

Block = dict[str, Any]
Posts = Callable[..., None]


@pytest.fixture
def posts(sandbox: Running) -> Posts:
    """Posts blocks into #sales."""
    client = WebClient(token=sandbox.token(), base_url=sandbox.api_url)

    def post(*blocks: Block) -> None:
        client.chat_postMessage(channel="CSALES", text="Figures", blocks=list(blocks))

    return post


def words(text: str) -> Block:
    return {"type": "raw_text", "text": text}


def number(value: float, text: str) -> Block:
    return {"type": "raw_number", "value": value, "text": text}


def link(text: str, url: str) -> Block:
    element = {"type": "link", "text": text, "url": url}
    section = {"type": "rich_text_section", "elements": [element]}
    return {"type": "rich_text", "elements": [section]}


NAMES = ("Berg", "Ákos", "Čapek", "Zuse", "ada", "=1+1", 'The "Old" Mill, Ltd', "Hopper")


def customers(**more: Any) -> Block:
    head = [words(name) for name in ("Customer", "Revenue", "Page")]
    rows = [
        [
            words(name),
            number(1000 - 370 * (place * 5 % 8), f"{1000 - 370 * (place * 5 % 8):,} EUR"),
            link(f"See {place}", f"https://crm.acme.example/{place}"),
        ]
        for place, name in enumerate(NAMES)
    ]
    return {"type": "data_table", "caption": "Customers", "rows": [head, *rows], **more}


def table(page: Page) -> Locator:
    return page.get_by_role("region", name="Customers", exact=True)


def column(page: Page, place: int) -> list[str]:
    return table(page).locator(f"tbody tr > :nth-child({place})").all_inner_texts()


@pytest.mark.parametrize("kind", ["bar", "line", "area"])
def test_a_chart_says_in_words_what_it_shows(kind: str, page: Page, posts: Posts) -> None:
    posts(chart(kind))

    figure = page.get_by_role("figure", name=f"{kind.capitalize()} chart: Sales as a {kind}.")
    name = figure.get_attribute("aria-label") or ""
    assert "2 series, 4 categories." in name
    assert "Highest: Ravi in W48, 1,750. Lowest: Maya in W47, 700." in name
    expect(figure.get_by_text("Week", exact=True)).to_be_visible()
    expect(figure.get_by_text("EUR", exact=True)).to_be_visible()
    expect(figure.get_by_role("listitem")).to_have_text(["Ravi", "Maya"])


def test_a_pie_tells_values_and_shares(page: Page, posts: Posts) -> None:
    posts(pie())

    figure = page.get_by_role("figure", name="Pie chart: By product.")
    expect(figure.get_by_role("listitem")).to_have_text(["Chairs55 (55%)", "Tables45 (45%)"])
    expect(figure.locator("svg [tabindex='0']")).to_have_count(0)


@everywhere
def test_a_chart_turns_into_a_table_and_back(window: Window, posts: Posts) -> None:
    posts(chart("bar"))
    page = window.opens()

    switch = page.get_by_role("button", name="Show Sales as a bar as table")
    switch.click()
    shown = page.get_by_role("table", name="Sales as a bar")
    expect(shown.get_by_role("columnheader")).to_have_text(["Week", "Ravi", "Maya"])
    expect(shown.get_by_role("row").nth(1)).to_have_text("W451,200800")
    switch.click()

    expect(shown).to_be_hidden()


def test_the_arrow_keys_read_a_chart(page: Page, posts: Posts) -> None:
    posts(chart("line"))

    page.get_by_role("application", name="Values, read with the arrow keys").focus()
    page.keyboard.press("ArrowRight")

    expect(page.get_by_role("status").filter(has_text="W46")).to_contain_text("Ravi: 900")


@everywhere
def test_the_fullest_chart_stays_within_the_page(window: Window, posts: Posts) -> None:
    places = [f"A long place name {place:02}" for place in range(20)]
    series = [
        {
            "name": f"Rep {rep}",
            "data": [{"label": each, "value": 90 * rep - 200} for each in places],
        }
        for rep in range(6)
    ]
    drawn = {"type": "bar", "series": series, "axis_config": {"categories": places}}
    posts({"type": "data_visualization", "title": "All", "chart": drawn})
    page = window.opens()

    figure = page.get_by_role("figure", name="Bar chart: All.")
    expect(figure.locator("svg path.recharts-rectangle")).to_have_count(120)
    box = figure.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= (page.viewport_size or box)["width"]


def test_a_table_shows_its_first_page_and_turns_over(page: Page, posts: Posts) -> None:
    posts(customers())

    shown = table(page)
    expect(shown.get_by_text("1–5 of 8")).to_be_visible()
    expect(shown.locator("tbody tr")).to_have_count(5)
    expect(shown.get_by_role("button", name="Previous page")).to_be_disabled()
    shown.get_by_role("button", name="Next page").click()
    expect(shown.get_by_text("6–8 of 8")).to_be_visible()
    expect(shown.locator("tbody tr")).to_have_count(3)
    expect(shown.get_by_role("button", name="Next page")).to_be_disabled()


def test_headers_sort_words_as_words_and_numbers_as_numbers(page: Page, posts: Posts) -> None:
    posts(customers(page_size=8))
    shown = table(page)
    by_name = shown.get_by_role("columnheader", name="Customer")
    by_revenue = shown.get_by_role("columnheader", name="Revenue")
    expect(by_name).to_have_attribute("aria-sort", "none")

    by_name.get_by_role("button").click()
    expect(by_name).to_have_attribute("aria-sort", "ascending")
    names = column(page, 1)
    assert [name for name in names if name[0].isalpha()] == [
        *("ada", "Ákos", "Berg", "Čapek", "Hopper", 'The "Old" Mill, Ltd', "Zuse"),
    ]

    by_revenue.get_by_role("button").click()
    by_revenue.get_by_role("button").click()
    expect(by_revenue).to_have_attribute("aria-sort", "descending")
    figures = [int(re.sub(r"[^\d-]", "", text)) for text in column(page, 2)]
    assert figures == sorted(figures, reverse=True)
    assert min(figures) < 0


def test_a_search_looks_in_every_column_and_on_every_page(page: Page, posts: Posts) -> None:
    posts(customers())
    shown = table(page)
    shown.get_by_role("button", name="Next page").click()

    search = shown.get_by_role("searchbox", name="Search in Customers")
    search.fill("see 3")
    expect(shown.locator("tbody tr")).to_have_count(1)
    expect(shown.locator("tbody tr")).to_contain_text("Zuse")
    expect(shown.get_by_text("1–1 of 1 (8 in all)")).to_be_visible()
    search.fill("nobody")

    expect(shown.get_by_text("No row has these words.")).to_be_visible()


def test_cells_keep_their_meaning(page: Page, posts: Posts) -> None:
    rows = [[words("Name"), words("Note")], [words(HOSTILE), words("*plain*")]]
    posts(customers(row_header_column_index=2))
    posts({"type": "data_table", "caption": "Strange", "rows": rows})

    expect(table(page).get_by_role("rowheader").first).to_have_text("See 0")
    see = table(page).get_by_role("link", name="See 0")
    expect(see).to_have_attribute("href", "https://crm.acme.example/0")
    strange = page.get_by_role("table", name="Strange")
    expect(strange.get_by_role("rowheader")).to_have_text(HOSTILE)
    expect(strange.get_by_role("cell")).to_have_text("*plain*")


def test_a_table_is_saved_as_it_is_sorted(page: Page, posts: Posts) -> None:
    posts(customers())
    table(page).get_by_role("columnheader", name="Revenue").get_by_role("button").click()

    with page.expect_download() as coming:
        table(page).get_by_role("button", name="Download Customers as CSV").click()

    assert coming.value.suggested_filename == "Customers.csv"
    lines = coming.value.path().read_text("utf-8-sig").splitlines()
    assert lines[0] == "Customer,Revenue,Page"
    assert len(lines) == 1 + len(NAMES)
    figures = [int(re.findall(r",(-?\d+),See", line)[0]) for line in lines[1:]]
    assert figures == sorted(figures)
    assert any(line.startswith("'=1+1,") for line in lines)
    assert any(line.startswith('"The ""Old"" Mill, Ltd",') for line in lines)


@everywhere
def test_a_wide_table_scrolls_in_itself(window: Window, posts: Posts) -> None:
    head = [words(f"Column {place}") for place in range(20)]
    row = [words("A few words of text") for _ in range(20)]
    posts({"type": "data_table", "caption": "Wide", "rows": [head, row]})
    page = window.opens()

    rows = page.get_by_role("region", name="Rows of Wide")
    rows.focus()
    rows.evaluate("each => { each.scrollLeft = 400 }")
    assert rows.evaluate("each => each.scrollLeft") == 400
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    first, frame = rows.get_by_role("rowheader").bounding_box(), rows.bounding_box()
    assert first is not None
    assert frame is not None
    assert abs(first["x"] - frame["x"]) < 2
