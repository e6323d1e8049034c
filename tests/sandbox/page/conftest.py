"""A browser, and the page of a sandbox with a small app behind it."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import httpx
import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    expect,
    sync_playwright,
)

from bot.sandbox.person import Person
from bot.sandbox.server import Running
from tests.sandbox.page.chromium import HOW_TO_GET_IT, WITHOUT_NETWORK, chromium
from tests.sandbox.page.demonstration import demonstration
from tests.sandbox.page.desk import MANIFEST, register
from tests.sandbox.server.bots import by_http

# Long, since a busy machine is no fault of the page's; what has to be quick says so itself.
PATIENCE_MS = 20_000
TOUR_CLOSED = "localStorage.setItem('sandbox.tour', 'closed')"

# Opens the demo as a person at a place.
Opens = Callable[[str, str], Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = chromium()
    if program is None:
        words = f"No chromium to show the page in; {HOW_TO_GET_IT}"
        if os.environ.get("CI") == "true":  # noqa: TID251 - the only sign that CI gives
            pytest.fail(words)
        pytest.skip(words)
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=[*WITHOUT_NETWORK])
        yield started
        started.close()


@pytest.fixture(scope="session")
def served() -> Iterator[Running]:
    with by_http(register, manifest=MANIFEST) as started:
        yield started


@pytest.fixture
def sandbox(served: Running) -> Running:
    """As it was at the start, but for its journal."""
    httpx.post(f"{served.url}/sandbox/clock", json={"real": True}).raise_for_status()
    httpx.post(f"{served.url}/sandbox/reset", json={}).raise_for_status()
    return served


@dataclass
class Window:
    """Opens the page in people's names; at the end nothing may have gone wrong or elsewhere."""

    sandbox: Running
    context: BrowserContext
    faults: list[str]

    def opens(self, user: str = "URAVI", place: str = "CSALES", *, tab: str = "messages") -> Page:
        page = self.context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", self._listen)
        page.on("request", self._watch)
        page.goto(f"{self.sandbox.url}/#{user}/{place}/{tab}")
        page.locator("body[data-ready]").wait_for()
        return page

    def _listen(self, said: ConsoleMessage) -> None:
        if said.type in {"error", "warning"}:
            self.faults.append(said.text)

    def _watch(self, request: Request) -> None:
        if not request.url.startswith((self.sandbox.url, "data:")):
            self.faults.append(f"The page asked for {request.url}")


DESK, PHONE = (1280, 800), (390, 844)

# Most things are alike on both; what is laid out differently is tried on both.
everywhere = pytest.mark.parametrize("window", [DESK, PHONE], ids=["desk", "phone"], indirect=True)


@pytest.fixture
def window(browser: Browser, sandbox: Running, request: pytest.FixtureRequest) -> Iterator[Window]:
    width, height = getattr(request, "param", DESK)
    phone = width < 720
    context = browser.new_context(
        viewport={"width": width, "height": height}, has_touch=phone, is_mobile=phone
    )
    opened = Window(sandbox, context, [])
    yield opened
    context.close()
    assert opened.faults == []


@pytest.fixture
def page(window: Window) -> Page:
    """Ravi in #sales."""
    return window.opens()


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of `dealdesk demo`, as a process of its own; what is done there stays."""
    with demonstration(tmp_path_factory.mktemp("demo")) as address:
        yield address


@pytest.fixture(params=[DESK, PHONE], ids=["desk", "phone"])
def opens(browser: Browser, demo: str, request: pytest.FixtureRequest) -> Iterator[Opens]:
    """Gives each person a browser of their own; at the end nothing may have gone wrong in any."""
    yield from _opening(browser, demo, request.param)


@pytest.fixture
def opens_at_desk(browser: Browser, demo: str) -> Iterator[Opens]:
    yield from _opening(browser, demo, DESK)


def closes_what_stands_open(demo: str, user: str) -> None:
    """Take away a form that an earlier test left open: the demo is one for all of them."""
    person = Person(demo, user)
    if person.screen()["modals"]:
        person.closes(everything=True)


def _opening(browser: Browser, demo: str, size: tuple[int, int]) -> Iterator[Opens]:
    width, height = size
    faults: list[str] = []

    def listen(said: ConsoleMessage) -> None:
        if said.type in {"error", "warning"}:
            faults.append(said.text)

    def opened(user: str, place: str) -> Page:
        closes_what_stands_open(demo, user)
        context = browser.new_context(
            viewport={"width": width, "height": height},
            is_mobile=size == PHONE,
            has_touch=size == PHONE,
        )
        context.add_init_script(TOUR_CLOSED)
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.on("console", listen)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(f"{demo}/#{user}/{place}/messages")
        page.locator("body[data-ready]").wait_for()
        return page

    before = len(browser.contexts)
    yield opened
    for context in browser.contexts[before:]:
        context.close()
    assert faults == []
