"""`dealdesk run` and `dealdesk sandbox`: the programs that stay."""

import asyncio
import gc
import signal
import socket
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli import logs
from bot.cli.context import Context, pass_context
from bot.cli.manifest import prefixed

if TYPE_CHECKING:
    from bot.app import App
    from bot.sandbox.manifest import Manifest

LOOPBACK = "127.0.0.1"


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), help="Serve Slack by HTTP on this port.")
@click.option("--host", help=f"The address to serve HTTP on.  [default: {LOOPBACK}]")
@pass_context
def run(context: Context, port: int | None, host: str | None) -> None:
    """Connect to Slack and work until told to stop.

    Over Socket Mode where SLACK_APP_TOKEN is set, which needs no public address;
    by HTTP with --port, or where only SLACK_SIGNING_SECRET is set. Slack then calls
    /slack/events; /healthz and /readyz are for whoever watches over the program.
    """
    # Nothing that is imported now is ever garbage; the app turns it on when it starts.
    gc.disable()
    settings = context.settings(slack=True)
    http = not settings.socket_mode or port is not None or host is not None
    if http and settings.signing_secret is None:
        raise click.ClickException(
            "--port and --host serve Slack by HTTP, which needs SLACK_SIGNING_SECRET."
            " Leave them out to use Socket Mode."
        )
    logs.configure(settings.log_level)
    # Refuses an old schema before anything is written.
    with context.engine():
        pass
    from bot.app import build, handlers

    if http:
        listener = listen(host or LOOPBACK, 3000 if port is None else port)
        _serve_http(build(settings, handlers()), listener)
    else:
        asyncio.run(_serve_socket(build(settings, handlers())))


def listen(host: str, port: int) -> socket.socket:
    """Bind before anything else is started; raises ClickException where the port is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen()
    except OSError as error:
        listener.close()
        raise click.ClickException(
            f"Port {port} on {host} cannot be used ({error.strerror}). Choose another: --port."
        ) from error
    return listener


async def _serve_socket(app: "App") -> None:
    stopping = asyncio.Event()
    stop_on_signals(stopping.set)
    await app.run_socket(stopping, lambda: click.echo(_greeting(app, "over Socket Mode")))
    click.echo("Stopped.")


def stop_on_signals(stop: Callable[[], object]) -> None:
    """Turn Ctrl-C and the service manager's wish into an orderly end."""
    for wish in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(wish, stop)


def _serve_http(app: "App", listener: socket.socket) -> None:
    from bot.cli.http import Server

    host, port = listener.getsockname()[:2]
    greeting = _greeting(app, f"on http://{host}:{port}/slack/events")
    Server(app.http(), ready=lambda: click.echo(greeting)).run(sockets=[listener])
    click.echo("Stopped.")


def _greeting(app: "App", how: str) -> str:
    names = ", ".join(sorted(team.name for team in app.teams.by_id.values()))
    return f"Dealdesk serves {names} {how}. Ctrl-C stops it."


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=3100, show_default=True)
@click.option(
    "--manifest",
    type=click.Path(path_type=Path),
    help="Any Bolt app's manifest, in YAML or JSON; Dealdesk's own by default.",
)
@click.option("--events-url", help="Deliver by signed HTTP to this address of the app's.")
@pass_context
def sandbox(context: Context, port: int, manifest: Path | None, events_url: str | None) -> None:
    """Run a Slack of your own on this machine, with a page to try an app in."""
    from bot.sandbox import seed
    from bot.sandbox.greeting import greeting
    from bot.sandbox.server import address_of, listening, serve
    from bot.sandbox.world import World

    app = _manifest(context, manifest)
    try:
        listener = listening(port)
    except OSError as error:
        raise click.ClickException(
            f"Port {port} is taken. Choose another one: dealdesk sandbox --port {port + 1}"
        ) from error
    world = World(seed.default(), app, base_url=address_of(listener))
    click.echo(greeting(world, events_url=events_url, every_token=manifest is None))
    serve(world, listener, events_url=events_url)


def _manifest(context: Context, path: Path | None) -> "Manifest":
    from bot.sandbox import manifest_file
    from bot.sandbox.manifest import Manifest

    if path is None:
        return Manifest.of(prefixed(context.settings().command_prefix))
    try:
        manifest, remarks = manifest_file.read(path)
    except manifest_file.BadManifest as problem:
        raise click.ClickException(str(problem)) from problem
    for remark in remarks:
        click.echo(remark, err=True)
    return manifest
