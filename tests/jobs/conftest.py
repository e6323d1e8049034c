"""A sandbox, a database and what delivers between them, at a time that the test moves."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine

from bot.domain.posts import Placement, Post, PostFile
from bot.edge.teams import Teams, sign_in
from bot.jobs.delivery import Deliverer
from bot.jobs.emptying import no_fault
from bot.sandbox import server
from bot.sandbox.person import Person
from bot.sandbox.records import Json
from bot.store import outbox
from bot.store.db import workspace_session
from tests.conftest import ACME, Cast


@dataclass
class Clock:
    """Stands still until the test moves it."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **some: float) -> None:
        self.now += timedelta(**some)


@dataclass(frozen=True)
class Office:
    """Acme's Slack and database, seen from the job that delivers."""

    sandbox: server.Running
    engine: Engine
    teams: Teams
    clock: Clock

    def person(self, user: str = "URAVI") -> Person:
        return self.sandbox.person(user)

    def add(self, *posts: Post) -> None:
        with workspace_session(self.engine, ACME) as session:
            for post in posts:
                outbox.add(session, post, at=self.clock())

    def refresh(self, subject: str, revision: int) -> None:
        with workspace_session(self.engine, ACME) as session:
            outbox.refresh(
                session,
                outbox.Picture(subject, f"Revision {revision}", list),
                revision=revision,
                at=self.clock(),
            )

    def deliverer(self, *, fault: Callable[[str], None] = no_fault, prefix: str = "") -> Deliverer:
        return Deliverer(self.engine, self.teams, self.clock, prefix=prefix, fault=fault)

    def deliver(self) -> int:
        return self.deliverer().deliver_all()

    def waiting(self) -> int:
        with workspace_session(self.engine, ACME) as session:
            return outbox.waiting_count(session)

    def texts(self, channel: str = "CSALES") -> list[str]:
        return [str(message["text"]) for message in self.person().messages(channel)]

    def breaks(self, kind: str, **fault: object) -> None:
        """Let Slack fail as told, see bot.sandbox.faults."""
        self.person().post("faults", kind=kind, **fault)

    def calls(self, method: str) -> list[Json]:
        """The answered calls of a method, oldest first."""
        entries = self.person().get("journal")["entries"]
        return [entry for entry in entries if (entry["kind"], entry["name"]) == ("api", method)]


@pytest.fixture
def sandbox() -> Iterator[server.Running]:
    with server.running() as running:
        yield running


@pytest.fixture
def office(sandbox: server.Running, engine: Engine, cast: Cast) -> Office:
    tokens = (sandbox.token(),)
    teams = Teams(sign_in(tokens, api_url=sandbox.api_url), api_url=sandbox.api_url)
    return Office(sandbox, engine, teams, Clock(sandbox.world.clock.moment()))


PICTURE = PostFile(Placement.MESSAGE, "sales.png", b"\x89PNG\r\n\x1a\n", "Sales rise")
TABLE = PostFile(Placement.THREAD, "sales.csv", b"rep;total\r\nRavi;18.00\r\n")


def plain_post(key: str = "post:1", destination: str = "CSALES", text: str = "Hello") -> Post:
    return Post(key, destination, text)


def card(number: int = 1, destination: str = "CSALES") -> Post:
    """The first state of something that changes."""
    subject = f"order:{number}"
    return Post(f"{subject}:card", destination, "Revision 1", (), subject, 1)


def report(key: str = "report:1", destination: str = "CSALES") -> Post:
    """A message with a picture in it and a table in its thread."""
    blocks = (
        {"type": "section", "text": {"type": "mrkdwn", "text": "Sales of week 47"}},
        {"type": "image", "slack_file": {"id": "FILE"}, "alt_text": "Sales rise"},
    )
    return Post(key, destination, "Sales of week 47", blocks, files=(PICTURE, TABLE))
