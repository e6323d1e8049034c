"""What every measurement stands on: a sample company in a database, and a Slack on loopback."""

import csv
import io
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot import imports
from bot.app import utc_now
from bot.domain.people import Member, Role
from bot.sample import generate, load
from bot.sample.companies import ACME as COMPANY
from bot.sandbox import seed, server
from bot.store import members, workspaces
from bot.store.db import make_engine, workspace_session
from bot.store.migrate import upgrade

ACME = "TACME"
APPROVALS = "CAPPROVALS"
MANAGERS = {"UMAYA", "UOMAR"}


@dataclass(frozen=True)
class Stage:
    """`folder` goes away at the end; `database` is a SQLite file that can be copied."""

    folder: Path
    database: Path

    def copy(self, name: str) -> str:
        """Return the URL of a fresh copy of the sample company."""
        path = self.folder / f"{name}.sqlite3"
        shutil.copyfile(self.database, path)
        return f"sqlite:///{path}"


@contextmanager
def stage() -> Iterator[Stage]:
    """Make the sample company that the demonstration shows, two years of a roaster's sales."""
    with tempfile.TemporaryDirectory(prefix="dealdesk-bench-") as folder:
        path = Path(folder) / "sample.sqlite3"
        engine = make_engine(f"sqlite:///{path}")
        upgrade(engine)
        now = utc_now()
        workspaces.ensure(engine, ACME, name="Acme", at=now, currency="EUR", zone="Europe/Berlin")
        with workspace_session(engine, ACME) as session:
            workspaces.change(session, approvals_channel=APPROVALS)
            for person in seed.default().workspaces[0].people:
                role = Role.MANAGER if person.id in MANAGERS else Role.REP
                if not person.is_guest:
                    members.add(
                        session,
                        Member(0, person.real_name, role, slack_id=person.id, email=person.email),
                    )
        load(engine, ACME, today=now.date(), at=now)
        engine.dispose()
        yield Stage(Path(folder), path)


def enlarge(database_url: str, times: int) -> int:
    """Import the sample's orders `times` more under other numbers; return the lines there are."""
    engine = make_engine(database_url)
    now = utc_now()
    files = dict(generate(now.date(), COMPANY).files)
    for turn in range(1, times + 1):
        for kind in ("orders", "order-lines"):
            imports.run(engine, ACME, kind, _renumbered(files[kind], turn), at=now)
    engine.dispose()
    return (times + 1) * len(files["order-lines"].splitlines())


def _renumbered(content: bytes, turn: int) -> bytes:
    header, *rows = csv.reader(io.StringIO(content.decode()))
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows([f"{turn}-{number}", *rest] for number, *rest in rows)
    return text.getvalue().encode()


@contextmanager
def slack(*, events_port: int | None = None) -> Iterator[server.Running]:
    """Serve a sandbox; it delivers to the bot at `events_port` if there is one."""
    url = f"http://127.0.0.1:{events_port}/slack/events" if events_port else None
    with server.running(events_url=url) as sandbox:
        yield sandbox
