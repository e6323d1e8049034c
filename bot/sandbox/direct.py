"""Direct messages between two people of one workspace."""

from bot.sandbox.records import Channel, Json, Workspace
from bot.sandbox.world import ActRefused, NotHere, World


class DirectMessages:
    def __init__(self, world: World) -> None:
        self._world = world

    async def open(self, told: Json) -> Json:
        """Open the conversation with `with`, or find the one that is there; nobody is told."""
        user = str(told.get("user", ""))
        workspace = self._world.home_of(user)
        other = self._other(workspace, user, str(told.get("with", "")))
        found = _between(workspace, user, other)
        if found is None:
            found = self._opened(workspace, user, other)
            self._world.journal.changed()
        return {"channel": found.id}

    def _other(self, workspace: Workspace, user: str, named: str) -> str:
        person = workspace.people.get(named)
        if person is None:
            raise NotHere(f"Nobody in {workspace.name} is called {named}.")
        if person.is_bot:
            raise ActRefused(f"Open {person.real_name} under Apps to write to it.")
        if person.id == user:
            raise ActRefused("Choose somebody else to write to.")
        return person.id

    def _opened(self, workspace: Workspace, user: str, other: str) -> Channel:
        channel = Channel(
            id=self._world.new_id("D"),
            name="",
            kind="dm",
            created=int(self._world.clock.now()),
            creator=user,
            members=[user, other],
        )
        workspace.channels[channel.id] = channel
        return channel


def _between(workspace: Workspace, user: str, other: str) -> Channel | None:
    return next(
        (
            channel
            for channel in workspace.channels.values()
            if channel.kind == "dm" and {user, other} == set(channel.members)
        ),
        None,
    )
