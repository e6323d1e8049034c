"""`python -m bot.sandbox`: a Slack on loopback to run any Bolt app against."""

import argparse
import contextlib
import sys
from pathlib import Path

from bot.sandbox import manifest_file, seed
from bot.sandbox.greeting import greeting
from bot.sandbox.manifest import Manifest
from bot.sandbox.server import address_of, listening, serve
from bot.sandbox.world import World


def main(arguments: list[str] | None = None) -> int:
    """Serve until Ctrl-C; answers the process's exit code."""
    parser = argparse.ArgumentParser(prog="python -m bot.sandbox", description=__doc__)
    parser.add_argument("--port", type=int, default=3100, help="on 127.0.0.1; 0 for any free one")
    parser.add_argument("--manifest", type=Path, help="the app's manifest, in YAML or JSON")
    parser.add_argument("--events-url", help="deliver by signed HTTP to this address")
    told = parser.parse_args(arguments)
    try:
        manifest, remarks = manifest_file.read(told.manifest) if told.manifest else (Manifest(), [])
        listener = listening(told.port)
    except manifest_file.BadManifest as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    except OSError:
        sys.stderr.write(f"Port {told.port} is taken; choose another one with --port.\n")
        return 1
    sys.stderr.writelines(f"{remark}\n" for remark in remarks)
    world = World(seed.default(), manifest, base_url=address_of(listener))
    sys.stdout.write(f"{greeting(world, events_url=told.events_url)}\n")
    sys.stdout.flush()
    serve(world, listener, events_url=told.events_url)
    return 0


if __name__ == "__main__":
    # Ctrl-C may come before the server is there to take it.
    with contextlib.suppress(KeyboardInterrupt):
        sys.exit(main())
