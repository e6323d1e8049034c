"""People who use the bot while it is measured."""

import http.client
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from bench.load import Load, request
from bench.serve import Served, free_port, serving
from bench.stage import ACME, APPROVALS, Stage, slack
from bot.sandbox import server
from bot.sandbox.person import Person
from bot.sandbox.reading import readable

Seen = TypeVar("Seen")

PATIENCE = 90.0
LOOK_AGAIN = 0.02


@dataclass(frozen=True)
class Order:
    """Milliseconds of the three things that a rep waits for."""

    opened: float
    sent: float
    posted: float


def ask_for_report(sandbox: server.Running, port: int, period: str) -> None:
    """Type `/report` as Ravi and wait until it stands in his messages, table included."""
    before = _tables(sandbox)
    secret = sandbox.world.seed.signing_secret
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    head, _, body = request(Load(port, secret, "/report", 0), period).partition(b"\r\n\r\n")
    _, *lines = head.decode().split("\r\n")
    connection.request("POST", "/slack/events", body, dict(line.split(": ", 1) for line in lines))
    answer = connection.getresponse().read().decode()
    connection.close()
    end = time.monotonic() + PATIENCE
    while _tables(sandbox) == before:
        if time.monotonic() > end:
            raise TimeoutError(f"No report for {period} came; the bot said: {answer}")
        time.sleep(LOOK_AGAIN)


def _tables(sandbox: server.Running) -> int:
    """Count the tables that stand in threads."""
    files = tuple(sandbox.world.workspaces[ACME].files.values())
    return sum(file.name.endswith(".csv") and bool(file.shares) for file in files)


@contextmanager
def office(stage: Stage) -> Iterator[Callable[[], Order]]:
    """Serve a Slack that delivers to a bot; yields what raises an order and times it."""
    port = free_port()
    with slack(events_port=port) as sandbox:
        served = Served(
            sandbox.world.seed.signing_secret,
            1,
            stage.copy("orders"),
            sandbox.api_url,
            sandbox.token(),
            port,
        )
        with serving(served):
            yield lambda: _order(sandbox.person("URAVI"), sandbox.person("UMAYA"))


def _order(ravi: Person, maya: Person) -> Order:
    """Raise an order that needs approval, the way a rep does."""
    _, opened = _timed(lambda: ravi.types("/order new") and ravi.modal(titled="New order"))
    customer = ravi.suggestions("customer_options", "kantinen")[0]
    product = ravi.suggestions("product_options", "maestro", block_id="product_0")[0]
    ravi.fills({"customer": customer, "product_0": product, "quantity_0": "30"})
    begun = time.perf_counter()
    answer, sent = _timed(ravi.submits)
    found = re.search(r"Order (\d+)", readable(answer))
    if found is None:
        raise RuntimeError(f"The order was not sent: {readable(answer)}")
    maya.sees(f"Order {found[1]}", channel=APPROVALS)
    posted = (time.perf_counter() - begun) * 1000
    ravi.closes(everything=True)
    return Order(opened, sent, posted)


def _timed(deed: Callable[[], Seen]) -> tuple[Seen, float]:
    begun = time.perf_counter()
    seen = deed()
    return seen, (time.perf_counter() - begun) * 1000
