"""`dealdesk demo`: a sample company, a Slack of its own, and the bot beside it."""

import asyncio
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from bot.cli import logs
from bot.cli.context import Context, open_engine, pass_context
from bot.cli.manifest import prefixed
from bot.cli.progress import progress
from bot.cli.serving import stop_on_signals

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from bot.app import App
    from bot.sandbox.seed import Said, Seed, WorkspaceSeed
    from bot.sandbox.server import Running
    from bot.settings import Settings

# The sample companies are made for these two workspaces of the sandbox.
PLACES = {"TACME": ("EUR", "Europe/Berlin"), "TGLOBEX": ("USD", "America/New_York")}
MANAGERS = {"UMAYA", "UOMAR"}
# Works in the demonstration only: she looks at very large orders after a manager has.
FINANCE = "UFAY"
APPROVALS_CHANNELS = {"TACME": "CAPPROVALS"}
# Where the week's sales come every Monday.
REPORT_CHANNELS = {"TACME": "CSALES"}


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=3100, show_default=True)
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("var"),
    show_default=True,
    help="Where the database of the demonstration is kept.",
)
@pass_context
def demo(context: Context, port: int, folder: Path) -> None:
    """Try Dealdesk on this machine, with a sample company and no account anywhere.

    Every start begins with the company as it was, since the sandbox keeps no messages.
    """
    folder.mkdir(parents=True, exist_ok=True)
    prefix = context.settings().command_prefix
    with ExitStack() as stack:
        # The port comes first: to learn after a minute that it is taken would be unkind.
        sandbox = stack.enter_context(_sandbox(prefix, port))
        settings = _settings(sandbox, prefix, _fresh_database(folder))
        logs.configure("warning")
        asyncio.run(_serve(settings, sandbox))
    click.echo("Stopped. Nothing is left running.")


@contextmanager
def _sandbox(prefix: str, port: int) -> "Iterator[Running]":
    from bot.cli.talk import TALK
    from bot.cli.tour import dealdesk_tour
    from bot.sandbox.manifest import Manifest
    from bot.sandbox.server import running
    from bot.sandbox.world import World

    manifest = Manifest.of(prefixed(prefix))
    world = World(_companies(TALK), manifest, tour=dealdesk_tour(prefix))
    with ExitStack() as stack:
        try:
            sandbox = stack.enter_context(running(world, port=port))
        except OSError as error:
            raise click.ClickException(
                f"Port {port} cannot be used ({error.strerror}). Choose another one:"
                f" `make demo PORT={port + 1}`, or `dealdesk demo --port {port + 1}`."
            ) from error
        yield sandbox


def _companies(said: "tuple[Said, ...]" = ()) -> "Seed":
    """Return the sandbox's companies, with somebody for finance at Acme."""
    from bot.sandbox import seed
    from bot.sandbox.records import Person
    from bot.sandbox.seed import GroupSeed, Seed

    acme, *others = seed.default().workspaces
    fay = Person(FINANCE, "fay", "Fay Okafor", "fay@acme.example", "Europe/Dublin")
    channels = tuple(
        replace(each, members=(*each.members, FINANCE)) if each.bot else each
        for each in acme.channels
    )
    groups = (*acme.groups, GroupSeed("SFINANCE", "Finance", "finance", (FINANCE,)))
    people = (*acme.people, fay)
    acme = replace(acme, said=said, people=people, channels=channels, groups=groups)
    return Seed((acme, *others))


def _settings(sandbox: "Running", prefix: str, database: Path) -> "Settings":
    from bot.settings import Settings

    start = sandbox.world.seed
    return Settings.read(
        {
            "SLACK_API_URL": sandbox.world.api_url,
            "SLACK_BOT_TOKEN": ",".join(workspace.token for workspace in start.workspaces),
            "SLACK_APP_TOKEN": start.app_token,
            "DATABASE_URL": f"sqlite:///{database}",
            "COMMAND_PREFIX": prefix,
        }
    )


def _fresh_database(folder: Path) -> Path:
    """Copy today's sample company, which is made at the first start of the day."""
    from bot.app import utc_now
    from bot.store.migrate import HEAD

    sample = folder / f"sample-{utc_now():%Y-%m-%d}-{HEAD}.sqlite3"
    if not sample.exists():
        _make(sample.with_suffix(".part"), sample)
    database = folder / "demo.sqlite3"
    for leftover in folder.glob("demo.sqlite3*"):
        leftover.unlink()
    shutil.copyfile(sample, database)
    return database


def _make(unfinished: Path, finished: Path) -> None:
    from bot.app import utc_now
    from bot.sample import load
    from bot.store import workspaces
    from bot.store.db import workspace_session
    from bot.store.migrate import upgrade

    for leftover in finished.parent.glob("sample-*"):
        leftover.unlink()
    now = utc_now()
    with open_engine(f"sqlite:///{unfinished}") as engine:
        click.echo("Migrating a new database …", err=True)
        upgrade(engine)
        for company in _companies().workspaces:
            currency, zone = PLACES[company.id]
            workspaces.ensure(
                engine, company.id, name=company.name, at=now, currency=currency, zone=zone
            )
            with workspace_session(engine, company.id) as session:
                workspaces.change(session, approvals_channel=APPROVALS_CHANNELS.get(company.id))
                _hire(session, company, at=now)
                if company.id in REPORT_CHANNELS:
                    _schedule(session, REPORT_CHANNELS[company.id], zone=zone, at=now)
            with progress(f"Loading the sample company {company.name}") as tell:
                today = now.astimezone(ZoneInfo(zone)).date()
                load(engine, company.id, today=today, at=now, progress=tell)
    unfinished.rename(finished)


def _hire(session: "Session", company: "WorkspaceSeed", *, at: datetime) -> None:
    """Make the sandbox's people members; the sample's file of reps knows them by e-mail."""
    from bot.domain.people import Member, Role
    from bot.store import members

    roles = {FINANCE: Role.FINANCE, **dict.fromkeys(MANAGERS, Role.MANAGER)}
    for person in company.people:
        if person.is_guest:
            continue
        member = Member(
            0,
            person.real_name,
            roles.get(person.id, Role.ADMIN if person.is_admin else Role.REP),
            slack_id=person.id,
            email=person.email,
        )
        members.note_joined(session, members.add(session, member), at=at)


def _schedule(session: "Session", channel: str, *, zone: str, at: datetime) -> None:
    """Let the week's sales come to a channel every Monday at nine, as a manager would."""
    from bot.domain.people import Actor, Role
    from bot.domain.schedules import ScheduleRule
    from bot.reports import USUAL
    from bot.services import reports
    from bot.store import members

    manager = next(each for each in members.everybody(session) if each.role is Role.MANAGER)
    by = Actor(manager.id, manager.slack_id or "", manager.name, manager.role, zone)
    rule = ScheduleRule(frozenset({0}), time(9), zone)
    reports.schedule(session, report=USUAL, channel=channel, rule=rule, by=by, at=at)


async def _serve(settings: "Settings", sandbox: "Running") -> None:
    """Run the bot by the sandbox's clock: whoever moves it sees what comes by itself."""
    from bot.app import build, handlers

    clock = sandbox.world.clock
    app: App = await asyncio.to_thread(lambda: build(settings, handlers(), clock=clock.moment))
    clock.when_moved(app.ticker.wake)
    stopping = asyncio.Event()
    stop_on_signals(stopping.set)
    invitation = _invitation(sandbox.url, settings.command_prefix)
    await app.run_socket(stopping, lambda: click.echo(invitation))


def _invitation(url: str, prefix: str) -> str:
    return f"""
Dealdesk is running. Open {url}/ in a browser: a tour of five steps begins there.
Or try three things by yourself:

  1. As Ravi, type  /{prefix}customer grunwald gastro  or any name, even mistyped.
  2. As Maya, open #approvals and approve or reject an order that waits there.
  3. As Maya, type  /{prefix}report last week  and share it to a channel.

Ctrl-C stops it.
"""
