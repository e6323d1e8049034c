"""The load: signed commands over a few kept connections, from a process of its own.

`python -m bench.load` reads a Load as JSON from standard input and writes a Result. It
speaks HTTP by hand, since a client library would be slower than what it measures.
"""

import asyncio
import hashlib
import hmac
import json
import math
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from urllib.parse import urlencode

HEADERS_END = b"\r\n\r\n"
LENGTH = b"content-length:"

Connection = tuple[asyncio.StreamReader, asyncio.StreamWriter]
Idle = asyncio.Queue[Connection]


@dataclass(frozen=True)
class Load:
    """`texts` are typed after the command in turn. `rate` is requests a second, sent on
    time whatever comes back; 0 sends the next one as soon as a connection is free.
    """

    port: int
    secret: str
    command: str
    seconds: float
    texts: tuple[str, ...] = ("",)
    connections: int = 1
    rate: float = 0.0


@dataclass(frozen=True)
class Result:
    """Milliseconds from when a request was made, a wait for a free connection included,
    until its whole answer was there.
    """

    milliseconds: list[float]
    seconds: float

    @property
    def per_second(self) -> float:
        return len(self.milliseconds) / self.seconds

    def quantile(self, share: float) -> float:
        ordered = sorted(self.milliseconds)
        return ordered[max(0, math.ceil(share * len(ordered)) - 1)]

    @property
    def p50(self) -> float:
        return self.quantile(0.5)

    @property
    def p99(self) -> float:
        return self.quantile(0.99)


def put(load: Load) -> Result:
    """Run the load in another process and wait for it."""
    done = start(load)
    return finish(done)


def start(load: Load) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.load"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    process.stdin.write(json.dumps(asdict(load)))
    process.stdin.close()
    return process


def finish(process: subprocess.Popen[str]) -> Result:
    assert process.stdout is not None
    told = process.stdout.read()
    if process.wait() != 0:
        raise RuntimeError("The load could not be put on the server.")
    return Result(**json.loads(told))


class Caller:
    """Sends the same signed command again and again, each time with the next text."""

    def __init__(self, load: Load) -> None:
        self._load = load
        self._requests = [request(load, text) for text in load.texts]
        self._next = 0
        self.milliseconds: list[float] = []

    async def run(self) -> float:
        """Send until the time is over; return how long it took."""
        idle: Idle = asyncio.Queue()
        for _ in range(self._load.connections):
            idle.put_nowait(await asyncio.open_connection("127.0.0.1", self._load.port))
        begun = time.perf_counter()
        async with asyncio.TaskGroup() as calls:
            await self._send_all(idle, begun, calls)
        return time.perf_counter() - begun

    async def _send_all(self, idle: Idle, begun: float, calls: asyncio.TaskGroup) -> None:
        number = 0
        while True:
            now = time.perf_counter()
            due = begun + number / self._load.rate if self._load.rate else now
            if max(now, due) - begun > self._load.seconds:
                return
            if due > now:
                await asyncio.sleep(due - now)
            if self._load.rate:
                calls.create_task(self._call(idle, None, time.perf_counter()))
            else:
                connection = await idle.get()
                calls.create_task(self._call(idle, connection, time.perf_counter()))
            number += 1

    async def _call(self, idle: Idle, connection: Connection | None, made: float) -> None:
        reader, writer = connection or await idle.get()
        writer.write(self._requests[self._next % len(self._requests)])
        self._next += 1
        head = await reader.readuntil(HEADERS_END)
        if not head.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(head.decode())
        await reader.readexactly(_length(head))
        self.milliseconds.append((time.perf_counter() - made) * 1000)
        idle.put_nowait((reader, writer))


def _length(head: bytes) -> int:
    lines = head.lower().split(b"\r\n")
    return int(next(line for line in lines if line.startswith(LENGTH))[len(LENGTH) :])


def request(load: Load, text: str) -> bytes:
    """Slack's delivery of a slash command; one signature holds for five minutes."""
    body = urlencode(
        {
            "token": "bench",
            "team_id": "TACME",
            "team_domain": "acme",
            "channel_id": "CSALES",
            "channel_name": "sales",
            "user_id": "URAVI",
            "user_name": "ravi",
            "command": load.command,
            "text": text,
            "api_app_id": "ADEALDESK",
            "is_enterprise_install": "false",
            "response_url": "http://127.0.0.1:9/response",
            "trigger_id": "1.2.bench",
        }
    ).encode()
    return signed(load.secret, body)


def signed(secret: str, body: bytes) -> bytes:
    """Return the whole request by which Slack would deliver the body now."""
    now = str(int(time.time()))
    digest = hmac.new(secret.encode(), b"v0:%b:%b" % (now.encode(), body), hashlib.sha256)
    head = (
        "POST /slack/events HTTP/1.1",
        "Host: 127.0.0.1",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body)}",
        f"X-Slack-Request-Timestamp: {now}",
        f"X-Slack-Signature: v0={digest.hexdigest()}",
    )
    return "\r\n".join(head).encode() + HEADERS_END + body


def main() -> None:
    told = json.load(sys.stdin)
    caller = Caller(Load(**(told | {"texts": tuple(told["texts"])})))
    seconds = asyncio.run(caller.run())
    json.dump({"milliseconds": caller.milliseconds, "seconds": seconds}, sys.stdout)


if __name__ == "__main__":
    main()
