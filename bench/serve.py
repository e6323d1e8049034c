"""What is measured, each in a process of its own: `python -m bench.serve` reads a Served.

It prints its port once it answers, and serves until its standard input is closed.
"""

import json
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass

import uvicorn
from slack_sdk.signature import SignatureVerifier
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

NOOP = "/noop"


@dataclass(frozen=True)
class Served:
    """`commands` is how many commands are registered besides Dealdesk's own; with none,
    only the signature is checked and there is no bot at all. Port 0 takes a free one.
    """

    secret: str
    commands: int = 0
    database_url: str = ""
    api_url: str = ""
    tokens: str = ""
    port: int = 0


@contextmanager
def serving(served: Served) -> Iterator[int]:
    """Serve in another process for as long as the block lasts; yields the port."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.serve", json.dumps(asdict(served))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        yield int(process.stdout.readline())
    finally:
        process.stdin.close()
        process.wait(30)
        process.stdout.close()


def signature_only(secret: str) -> Starlette:
    """The least that a bot by HTTP can do: check the signature and say something."""
    verifier = SignatureVerifier(secret)

    async def events(request: Request) -> Response:
        body = await request.body()
        if not verifier.is_valid_request(body, dict(request.headers)):
            return Response(status_code=401)
        return JSONResponse({"text": "Done.", "response_type": "ephemeral"})

    return Starlette(routes=[Route("/slack/events", events, methods=["POST"])])


def bot(served: Served) -> Starlette:
    """The whole bot, with `/noop` and as many more commands as told."""
    from bot.app import build, handlers
    from bot.edge import Answer, Call, Reply
    from bot.settings import Settings

    def noop(_call: Call, _text: str) -> Answer:
        return Reply("Done.")

    edge = handlers()
    edge.command(NOOP, noop)
    for number in range(1, served.commands):
        edge.command(f"{NOOP}-{number}", noop)
    settings = Settings.read(
        {
            "SLACK_BOT_TOKEN": served.tokens,
            "SLACK_SIGNING_SECRET": served.secret,
            "SLACK_API_URL": served.api_url,
            "DATABASE_URL": served.database_url,
        }
    )
    return build(settings, edge).http()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


class _Server(uvicorn.Server):
    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        assert sockets is not None
        print(sockets[0].getsockname()[1], flush=True)


def main() -> None:
    served = Served(**json.loads(sys.argv[1]))
    app = bot(served) if served.commands else signature_only(served.secret)
    config = uvicorn.Config(app, log_level="warning", access_log=False, ws="none")
    server = _Server(config)

    def end_with_parent() -> None:
        sys.stdin.read()
        server.should_exit = True

    threading.Thread(target=end_with_parent, daemon=True).start()
    listener = socket.create_server(("127.0.0.1", served.port))
    server.run(sockets=[listener])


if __name__ == "__main__":
    main()
