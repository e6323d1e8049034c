"""The measurements, one function each, every one a ratio or a time within this run."""

import statistics
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from bench import load, people
from bench.load import Load, Result
from bench.serve import NOOP, Served, serving
from bench.stage import Stage, enlarge, slack
from bench.table import Row, at_most
from bot.sandbox import server

COMMAND_AIM = 6.0
MANY_COMMANDS = 200
# A few percent either way are the machine's, not the program's.
NO_SLOWER = 1.1
ACK_AIM = 1.5
CONNECTIONS = 8
# Requests a second while a report is drawn: a busy hour of a large sales team.
STEADY = 50.0


@contextmanager
def bot(
    stage: Stage, sandbox: server.Running, name: str, *, commands: int = 1, large: int = 0
) -> Iterator[int]:
    """Serve the whole bot on a copy of the sample; yields its port."""
    url = stage.copy(name)
    if large:
        enlarge(url, large)
    served = Served(
        sandbox.world.seed.signing_secret, commands, url, sandbox.api_url, sandbox.token()
    )
    with serving(served) as port:
        yield port


def noop(stage: Stage, *, quick: bool) -> list[Row]:
    """A command that does nothing, against a server that checks the signature and no more;
    and with one command registered against two hundred.
    """
    rounds, seconds = (3, 1.5) if quick else (5, 3.0)
    with slack() as sandbox:
        secret = sandbox.world.seed.signing_secret
        with (
            serving(Served(secret)) as least,
            bot(stage, sandbox, "one") as one,
            bot(stage, sandbox, "many", commands=MANY_COMMANDS) as many,
        ):
            ports = {"least": least, "one": one, "many": many}
            alone: dict[str, list[Result]] = {name: [] for name in ports}
            crowd: dict[str, list[Result]] = {name: [] for name in ports}
            for port in ports.values():
                load.put(Load(port, secret, NOOP, 1.0, connections=CONNECTIONS))
            # In turns, so that whatever else the machine does falls on all alike.
            for _ in range(rounds):
                for name, port in ports.items():
                    alone[name].append(load.put(Load(port, secret, NOOP, seconds)))
                    crowd[name].append(
                        load.put(Load(port, secret, NOOP, seconds, connections=CONNECTIONS))
                    )
    rate = {name: _middle(crowd[name], lambda each: each.per_second) for name in ports}
    p50 = {name: _middle(alone[name], lambda each: each.p50) for name in ports}
    p99 = {name: _middle(alone[name], lambda each: each.p99) for name in ports}
    return [
        Row(
            "no-op command, requests a second",
            f"{rate['one']:,.0f}",
            f"{rate['least']:,.0f} signature only",
            rate["least"] / rate["one"],
            at_most(COMMAND_AIM),
        ),
        Row(
            "no-op command, p50",
            _ms(p50["one"]),
            f"{_ms(p50['least'])} signature only",
            p50["one"] / p50["least"],
        ),
        Row(
            "no-op command, p99",
            _ms(p99["one"]),
            f"{_ms(p99['least'])} signature only",
            p99["one"] / p99["least"],
        ),
        Row(
            f"no-op of {MANY_COMMANDS} commands, p50",
            _ms(p50["many"]),
            f"{_ms(p50['one'])} of one",
            p50["many"] / p50["one"],
            at_most(NO_SLOWER),
        ),
    ]


def acks_beside_reports(stage: Stage, *, quick: bool) -> list[Row]:
    """The ack's p99 while reports are made one after another, against an idle bot."""
    rounds, seconds = (1, 4.0) if quick else (3, 6.0)
    rows = []
    for name, period, large in (
        ("a report", "last week", 0),
        ("a large report", "last 24 months", 1 if quick else 4),
    ):
        with (
            slack() as sandbox,
            serving(Served(sandbox.world.seed.signing_secret)) as least,
            bot(stage, sandbox, f"ack-{large}", large=large) as port,
        ):
            rows += _beside(sandbox, {"bot": port, "least": least}, name, period, rounds, seconds)
    return rows


def _beside(
    sandbox: server.Running,
    ports: dict[str, int],
    name: str,
    period: str,
    rounds: int,
    seconds: float,
) -> list[Row]:
    """The server that only checks signatures shows what the busy machine itself costs."""
    p99: dict[str, list[float]] = {f"{who} {how}": [] for who in ports for how in ("idle", "busy")}
    people.ask_for_report(sandbox, ports["bot"], period)
    for turn in range(rounds + 1):
        for who, port in ports.items():
            steady = Load(
                port,
                sandbox.world.seed.signing_secret,
                NOOP,
                seconds if turn else 1.0,
                connections=CONNECTIONS,
                rate=STEADY,
            )
            idle = load.put(steady).p99
            running = load.start(steady)
            while running.poll() is None:
                people.ask_for_report(sandbox, ports["bot"], period)
            busy = load.finish(running).p99
            if turn:
                p99[f"{who} idle"].append(idle)
                p99[f"{who} busy"].append(busy)
    middle = {what: statistics.median(found) for what, found in p99.items()}
    return [
        Row(
            f"ack p99 beside {name}",
            _ms(middle["bot busy"]),
            f"{_ms(middle['bot idle'])} idle",
            middle["bot busy"] / middle["bot idle"],
            at_most(ACK_AIM),
        ),
        Row(
            "  signature only, at the same time",
            _ms(middle["least busy"]),
            f"{_ms(middle['least idle'])} idle",
            middle["least busy"] / middle["least idle"],
        ),
    ]


def customers(stage: Stage, *, quick: bool) -> list[Row]:
    """`/customer` with whole, partial and mistyped names, each answered in the ack."""
    names = ("grunwald gastro", "grunwadl", "kantinen", "roastery", "no such customer", "cafe")
    with slack() as sandbox, bot(stage, sandbox, "customers") as port:
        secret = sandbox.world.seed.signing_secret
        asked = Load(port, secret, "/customer", 2.0 if quick else 8.0, texts=names)
        load.put(Load(port, secret, "/customer", 1.0, texts=names))
        found = load.put(asked)
    return [
        Row("/customer, p50", _ms(found.p50), f"{len(found.milliseconds)} answers"),
        Row("/customer, p99", _ms(found.p99), "from request to whole answer"),
    ]


def orders(stage: Stage, *, quick: bool) -> list[Row]:
    """An order through the sandbox: form, customer and product found, sent, card posted."""
    with people.office(stage) as raise_order:
        raise_order()
        raised = [raise_order() for _ in range(8 if quick else 60)]
    return [
        _quantiles(said, [getattr(order, step) for order in raised])
        for step, said in (
            ("opened", "new order, command to modal"),
            ("sent", "new order, submit to answer"),
            ("posted", "new order, submit to the approvers' card"),
        )
    ]


def _quantiles(said: str, milliseconds: list[float]) -> Row:
    times = Result(milliseconds, 1.0)
    return Row(
        f"{said}, p50 / p99",
        f"{_ms(times.p50)} / {_ms(times.p99)}",
        f"{len(milliseconds)} orders, through the sandbox",
    )


def _middle(results: list[Result], of: Callable[[Result], float]) -> float:
    return statistics.median(of(result) for result in results)


def _ms(milliseconds: float) -> str:
    return f"{milliseconds:,.2f} ms"
