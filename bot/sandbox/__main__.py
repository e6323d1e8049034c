"""`python -m bot.sandbox`: a Slack on loopback to run the bot against."""

import argparse
import sys
from pathlib import Path

from bot.sandbox import seed
from bot.sandbox.manifest import Manifest
from bot.sandbox.server import listening, serve
from bot.sandbox.world import World


def main(arguments: list[str] | None = None) -> int:
    """Serve until Ctrl-C; answers the process's exit code."""
    parser = argparse.ArgumentParser(prog="dealdesk sandbox", description=__doc__)
    parser.add_argument("--port", type=int, default=3100, help="on 127.0.0.1; 0 for any free one")
    parser.add_argument("--manifest", type=Path, help="the app's manifest.yml")
    parser.add_argument("--events-url", help="deliver by signed HTTP to this address")
    told = parser.parse_args(arguments)
    manifest = Manifest.read(told.manifest) if told.manifest else Manifest()
    try:
        listener = listening(told.port)
    except OSError:
        sys.stderr.write(f"Port {told.port} is taken; choose another one with --port.\n")
        return 1
    port = listener.getsockname()[1]
    sys.stdout.write(f"The sandbox is at http://127.0.0.1:{port}/\n")
    sys.stdout.flush()
    serve(World(seed.default(), manifest), listener, events_url=told.events_url)
    return 0


if __name__ == "__main__":
    sys.exit(main())
