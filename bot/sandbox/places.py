"""Where elements stand, in views and messages, and finding one by what a person calls it."""

from dataclasses import dataclass

from bot.sandbox.acts import Acts
from bot.sandbox.elements import elements, initial_state, kept_state, label
from bot.sandbox.records import Channel, Json, Message, View, Workspace
from bot.sandbox.world import ActRefused, NotHere, World


@dataclass(frozen=True)
class Place:
    """Where an element stands: in a view, or in a message of a channel."""

    user: str
    workspace: Workspace
    view: View | None = None
    channel: Channel | None = None
    message: Message | None = None

    @property
    def blocks(self) -> list[Json]:
        if self.view is not None:
            return self.view.blocks
        return self.message.blocks if self.message is not None else []

    def state(self) -> dict[str, dict[str, Json]]:
        """What this person has filled in here."""
        if self.view is not None:
            return self.view.state
        if self.message is None:
            return {}
        # the app may have changed the message since
        fresh = initial_state(
            self.blocks, current_channel=self.channel.id if self.channel else None
        )
        state = kept_state(self.message.state.get(self.user, {}), fresh)
        self.message.state[self.user] = state
        return state

    def suggested(self, element: Json) -> list[Json]:
        """What the app offered here so far for a menu that asks it."""
        holder = self.view or self.message
        if holder is None:
            return []
        return holder.suggested.setdefault(element["action_id"], [])

    def still_here(self, held: Json) -> Json:
        """Of values by `block_id/action_id` those whose elements the app has not taken away."""
        here = {
            f"{block['block_id']}/{element['action_id']}"
            for block, element in elements(self.blocks)
        }
        return {name: value for name, value in held.items() if name in here}


def place_of(world: World, acts: Acts, told: Json) -> Place:
    """The view or the message that an act names, as its person sees it; raises NotHere."""
    if not told.get("view_id"):
        user, workspace, channel, message = acts.message_in(told)
        return Place(user, workspace, None, channel, message)
    user = str(told.get("user", ""))
    workspace = world.home_of(user)
    view = workspace.views.get(str(told["view_id"]))
    if view is None or view.user != user:
        raise NotHere(f"{user} has no view {told['view_id']} open.")
    return Place(user, workspace, view)


def named(place: Place, told: Json) -> tuple[Json, Json]:
    """The element that an act names, with its block."""
    block_id = told.get("block_id")
    return find_element(
        place.blocks, str(told.get("action_id", "")), str(block_id) if block_id else None
    )


def find_element(blocks: list[Json], wanted: str, block_id: str | None) -> tuple[Json, Json]:
    """By action id, by block id, or by the words on it; raises when none or several fit."""
    found = [
        (block, element)
        for block, element in elements(blocks)
        if block_id is None or block["block_id"] == block_id
    ]
    for matches in (
        [each for each in found if each[1].get("action_id") == wanted],
        [each for each in found if each[0]["block_id"] == wanted],
        [each for each in found if label(*each) == wanted],
    ):
        if len(matches) == 1:
            return matches[0]
        if matches:
            raise ActRefused(f"There are {len(matches)} of {wanted} here; name the block_id too.")
    known = ", ".join(f"{each.get('action_id')} ({label(block, each)})" for block, each in found)
    raise NotHere(f"There is no {wanted} here; there is: {known or 'nothing to use'}.")
