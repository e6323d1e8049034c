"""Many deliveries at the same moment, each over a connection of its own, from another process.

`python -m bench.rush` reads a list of presses as JSON from standard input and writes a Result.
"""

import asyncio
import json
import subprocess
import sys
import time
from dataclasses import asdict, dataclass

from bench.load import HEADERS_END, Result, signed

PATIENCE = 60.0


@dataclass(frozen=True)
class Press:
    """One delivery: the urlencoded `body` that Slack would post to the server at `port`."""

    port: int
    body: str


def rush(presses: list[Press], secret: str) -> Result:
    """Send them all at once; return how long each waited for its ack."""
    told = json.dumps({"secret": secret, "presses": [asdict(each) for each in presses]})
    done = subprocess.run(
        [sys.executable, "-m", "bench.rush"],
        input=told,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return Result(**json.loads(done.stdout))


async def _all(requests: list[tuple[int, bytes]]) -> Result:
    begun = time.perf_counter()
    async with asyncio.timeout(PATIENCE):
        waits = await asyncio.gather(*(_one(port, request) for port, request in requests))
    return Result(list(waits), time.perf_counter() - begun)


async def _one(port: int, request: bytes) -> float:
    begun = time.perf_counter()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(request)
    head = await reader.readuntil(HEADERS_END)
    if not head.startswith(b"HTTP/1.1 200"):
        raise RuntimeError(head.decode())
    waited = (time.perf_counter() - begun) * 1000
    writer.close()
    return waited


def main() -> None:
    told = json.load(sys.stdin)
    requests = [
        (each["port"], signed(told["secret"], each["body"].encode())) for each in told["presses"]
    ]
    json.dump(asdict(asyncio.run(_all(requests))), sys.stdout)


if __name__ == "__main__":
    main()
