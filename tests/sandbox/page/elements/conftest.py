"""An app that shows one element at a time, and the page in front of it."""

from collections.abc import Iterator

import pytest

from bot.sandbox.server import Running
from tests.sandbox.page.elements.chooser import MANIFEST, Chooser
from tests.sandbox.server.bots import by_http


@pytest.fixture(scope="package")
def app() -> Chooser:
    return Chooser()


@pytest.fixture(scope="package")
def served(app: Chooser) -> Iterator[Running]:
    with by_http(app.register, manifest=MANIFEST) as started:
        yield started


@pytest.fixture(autouse=True)
def chooser(app: Chooser, sandbox: Running) -> Chooser:
    """The app behind the page, as if nobody had told it anything."""
    assert sandbox.url
    app.forget()
    return app
