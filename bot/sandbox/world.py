"""Everything the sandbox knows: its workspaces, its clock, what it has promised and told."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.sandbox import earlier
from bot.sandbox.clock import Clock
from bot.sandbox.faults import Faults
from bot.sandbox.journal import Journal
from bot.sandbox.manifest import Manifest
from bot.sandbox.records import Channel, Json, Person, UserGroup, Workspace
from bot.sandbox.seed import Seed, WorkspaceSeed
from bot.sandbox.tour import Tour
from bot.sandbox.triggers import Triggers

# Seconds; a clock that is further behind the last message was set back on purpose.
CLOCK_STEP = 1.0


class ActRefused(Exception):
    """A person cannot do that; its text is a sentence, `more` goes beside it in the answer."""

    def __init__(self, sentence: str, **more: object) -> None:
        super().__init__(sentence)
        self.more = more


class NotHere(ActRefused):
    """Asked for somebody or something that is not in the sandbox."""


def _unheard(workspace: Workspace, kind: str, event: Json) -> None:
    """Events go nowhere until a server is built around the world."""


@dataclass
class World:
    """`base_url` is known once the server listens; `emit` hands events to the delivery."""

    seed: Seed
    manifest: Manifest
    clock: Clock = field(default_factory=Clock)
    tour: Tour | None = None
    base_url: str = "http://127.0.0.1"
    emit: Callable[[Workspace, str, Json], None] = _unheard

    def __post_init__(self) -> None:
        self.journal = Journal(self.clock)
        self.triggers = Triggers(self.clock)
        self.faults = Faults(self.clock)
        if self.tour is not None:
            self.journal.watchers.append(self.tour.watch)
        self._last_ts = 0.0
        self._timestamps: set[str] = set()
        self.workspaces: dict[str, Workspace] = {}
        self.reset()

    def reset(self) -> None:
        """Back to the seed; the journal and the clock stay."""
        self.workspaces = {
            seed.id: _workspace(seed, self.manifest, created=int(self.clock.now()))
            for seed in self.seed.workspaces
        }
        for seed in self.seed.workspaces:
            earlier.say(self.workspaces[seed.id], seed.said, now=self.clock.now())
        if self.tour is not None:
            self.tour.begin_again()

    @property
    def app_id(self) -> str:
        return self.manifest.app_id

    @property
    def api_url(self) -> str:
        return f"{self.base_url}/api/"

    def timestamp(self) -> str:
        """A message timestamp that no other message has, later than all before it.

        After the clock was set back it is that of the moment, since apps take it for the time at
        which a message was written.
        """
        now = self.clock.now()
        later = max(now, self._last_ts + 0.000001)
        self._last_ts = later if later - now < CLOCK_STEP else now
        while (ts := f"{self._last_ts:.6f}") in self._timestamps:
            self._last_ts += 0.000001
        self._timestamps.add(ts)
        return ts

    @staticmethod
    def new_id(prefix: str) -> str:
        return prefix + secrets.token_hex(5).upper()

    def by_token(self, token: str) -> Workspace | None:
        """Find whose token it is; that of a workflow's step is good while the step goes on."""
        return next(
            (
                each
                for each in self.workspaces.values()
                if each.installed and (each.token == token or self._runs(each, token))
            ),
            None,
        )

    def _runs(self, workspace: Workspace, token: str) -> bool:
        return any(
            run.token == token and not run.ended and self.clock.now() < run.token_ends
            for run in workspace.function_runs.values()
        )

    def home_of(self, user: str) -> Workspace:
        """The workspace a person belongs to."""
        for workspace in self.workspaces.values():
            if user in workspace.people and not workspace.people[user].is_bot:
                return workspace
        raise NotHere(f"Nobody here is called {user}.")

    def channel_for(self, user: str, channel_id: str) -> Channel:
        """A channel as a person may enter it, by id or by #name."""
        workspace = self.home_of(user)
        wanted = channel_id.removeprefix("#")
        for channel in workspace.channels.values():
            if wanted in {channel.id, channel.name} and may_enter(workspace.people[user], channel):
                return channel
        raise NotHere(f"{workspace.people[user].real_name} sees no channel {channel_id}.")

    def open_dm(self, workspace: Workspace, user: str) -> tuple[Channel, bool]:
        """The app's conversation with a person, and whether it was there before."""
        for channel in workspace.channels.values():
            if channel.kind == "app_dm" and user in channel.members:
                return channel, True
        channel = _app_dm(workspace, user, created=int(self.clock.now()))
        return channel, False

    def notify(self, workspace: Workspace, user: str, text: str) -> None:
        """Show a person a failure the way Slack's own client would."""
        notices = workspace.notices.setdefault(user, [])
        notices.append({"text": text, "at": self.clock.moment().isoformat()})
        self.journal.changed()


def may_enter(person: Person, channel: Channel) -> bool:
    """Members, and into a public channel anyone but guests."""
    return person.id in channel.members or (channel.kind == "channel" and not person.is_guest)


def _app_dm(workspace: Workspace, user: str, *, created: int) -> Channel:
    channel = Channel(
        id=f"D{user.removeprefix('U')}",
        name="",
        kind="app_dm",
        created=created,
        creator=workspace.bot_user,
        members=[user, workspace.bot_user],
    )
    workspace.channels[channel.id] = channel
    return channel


def _workspace(seed: WorkspaceSeed, manifest: Manifest, *, created: int) -> Workspace:
    workspace = Workspace(
        seed.id, seed.name, seed.domain, seed.token, seed.bot_user, seed.bot_id, seed.plan
    )
    for person in seed.people:
        workspace.people[person.id] = Person(**vars(person))
    workspace.people[seed.bot_user] = Person(
        seed.bot_user, manifest.handle, manifest.display_name, "", "UTC", is_bot=True
    )
    for each in seed.channels:
        workspace.channels[each.id] = Channel(
            id=each.id,
            name=each.name,
            kind="private" if each.private else "channel",
            created=created,
            creator=each.members[0] if each.members else seed.bot_user,
            members=[*each.members, *((seed.bot_user,) if each.bot else ())],
            is_archived=each.archived,
            is_general=each.general,
        )
    for person in seed.people:
        _app_dm(workspace, person.id, created=created)
    for group in seed.groups:
        workspace.usergroups[group.id] = UserGroup(
            group.id, group.name, group.handle, list(group.users), created
        )
    return workspace
