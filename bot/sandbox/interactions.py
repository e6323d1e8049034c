"""What people do with elements: pressing, choosing, typing ahead, sending and closing forms."""

from dataclasses import dataclass
from typing import Any

from bot.sandbox import payloads, validation
from bot.sandbox.acts import Acts
from bot.sandbox.elements import PRESSED, STATES, elements, initial_state, label
from bot.sandbox.inputs import chosen, complaint
from bot.sandbox.records import Channel, Json, Message, View, Workspace
from bot.sandbox.world import ActRefused, NotHere, World

TROUBLE = "We had some trouble connecting. Try again?"
# Slack asks the app only once this much is typed, unless the element says otherwise.
DEFAULT_QUERY_LENGTH = 3


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
        return self.message.state.setdefault(
            self.user,
            initial_state(self.blocks, current_channel=self.channel.id if self.channel else None),
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


class Interactions:
    def __init__(self, world: World, acts: Acts) -> None:
        self._world = world
        self._acts = acts

    def place(self, told: Json) -> Place:
        if not told.get("view_id"):
            return Place(*_message_place(self._acts, told))
        user = str(told.get("user", ""))
        workspace = self._world.home_of(user)
        view = workspace.views.get(str(told["view_id"]))
        if view is None or view.user != user:
            raise NotHere(f"{user} has no view {told['view_id']} open.")
        return Place(user, workspace, view)

    async def click(self, told: Json) -> Json:
        """Press a button or choose in a menu; the app is told at once.

        `values` are what stands typed in the other inputs, which Slack sends along.
        """
        place = self.place(told)
        block, element = _named(place, told)
        confirm = element.get("confirm")
        if confirm and not told.get("confirm"):
            raise ActRefused(
                f"This asks for confirmation first: {confirm['text']['text']}", confirm=confirm
            )
        await self.fill_all(place, told.get("values") or {})
        return await self._use(place, block, element, told)

    async def _use(self, place: Place, block: Json, element: Json, told: Json) -> Json:
        action = await self._action(place, block, element, told)
        payload = payloads.interaction(
            self._world,
            place.workspace,
            place.user,
            "block_actions",
            view=place.view,
            channel=place.channel,
        )
        payload |= self._surroundings(place)
        payload["actions"] = [action]
        trouble = (
            TROUBLE
            if place.view is not None
            else (f"{self._world.seed.app_name} is not responding. Please try again.")
        )
        ack = await self._acts.ask(
            place.workspace, place.user, "interactive", payload, words=trouble
        )
        return {"acked_ms": ack.milliseconds}

    def _surroundings(self, place: Place) -> Json:
        if place.view is not None:
            return payloads.in_view(self._world, place.workspace, place.view)
        if place.channel is None or place.message is None:
            raise NotHere("There is nothing to press.")
        message = place.message
        url = self._world.triggers.open_url(
            place.workspace.id,
            place.user,
            place.channel.id,
            original=message.ts,
            thread_ts=message.thread_ts if message.is_reply else None,
        )
        surroundings = payloads.in_message(self._world, place.workspace, place.channel, message)
        return surroundings | {
            "state": {"values": place.state()},
            "response_url": payloads.address(self._world, url),
        }

    async def _action(self, place: Place, block: Json, element: Json, told: Json) -> Json:
        """One entry of `actions`; what was chosen is kept in the state."""
        action: Json = {
            "type": element["type"],
            "action_id": element["action_id"],
            "block_id": block["block_id"],
            "action_ts": self._world.timestamp(),
        }
        kind = element["type"]
        if kind in PRESSED:
            kept = ("text", "value", "style", "url")
            return action | {name: element[name] for name in kept if name in element}
        if kind == "overflow":
            as_menu = {**element, "type": "static_select"}
            value = chosen(self._world, place.workspace, as_menu, told.get("value"), offered=[])
            return action | {"selected_option": value["selected_option"]}
        value = await self._fill(place, block, element, told.get("value"))
        return action | value

    async def _fill(self, place: Place, block: Json, element: Json, value: Any) -> Json:
        offered = await self._offered(place, block, element, value)
        state = chosen(self._world, place.workspace, element, value, offered=offered)
        place.state().setdefault(block["block_id"], {})[element["action_id"]] = state
        self._world.journal.changed()
        return state

    async def _offered(self, place: Place, block: Json, element: Json, value: Any) -> list[Json]:
        """For menus that ask the app: what it offers for the words put in."""
        if "external" not in element["type"] or value in (None, "", []):
            return []
        remembered = self._remembered(place, element)
        for each in value if isinstance(value, list) else [value]:
            if not any(str(each) in {one["value"], one["text"]["text"]} for one in remembered):
                remembered += await self._suggest(place, block, element, str(each))
        return remembered

    @staticmethod
    def _remembered(place: Place, element: Json) -> list[Json]:
        preset = [element.get("initial_option"), *element.get("initial_options", ())]
        known = place.view.suggested.get(element["action_id"], []) if place.view else []
        return [each for each in (*known, *preset) if each]

    async def options(self, told: Json) -> Json:
        """What the app suggests for what was typed so far."""
        place = self.place(told)
        block, element = _named(place, told)
        answer = await self._ask_options(place, block, element, str(told.get("query", "")))
        return {
            "options": answer.get("options", []),
            "option_groups": answer.get("option_groups", []),
        }

    async def _suggest(self, place: Place, block: Json, element: Json, query: str) -> list[Json]:
        answer = await self._ask_options(place, block, element, query)
        found: list[Json] = list(answer.get("options", ()))
        for group in answer.get("option_groups", ()):
            found.extend(group["options"])
        return found

    async def _ask_options(self, place: Place, block: Json, element: Json, query: str) -> Json:
        if len(query) < int(element.get("min_query_length", DEFAULT_QUERY_LENGTH)):
            return {}
        payload = payloads.interaction(
            self._world, place.workspace, place.user, "block_suggestion", view=place.view
        )
        payload.pop("trigger_id")
        payload |= self._surroundings(place)
        payload.pop("response_url", None)
        payload |= {
            "action_id": element["action_id"],
            "block_id": block["block_id"],
            "value": query,
        }
        ack = await self._acts.ask(
            place.workspace, place.user, "interactive", payload, words="The list failed to load."
        )
        answer = ack.body if isinstance(ack.body, dict) else {}
        _check_options(answer)
        if place.view is not None:
            known = place.view.suggested.setdefault(element["action_id"], [])
            known.extend(answer.get("options", ()))
            for group in answer.get("option_groups", ()):
                known.extend(group["options"])
        return answer

    async def fill(self, told: Json) -> Json:
        """Put something into an input; the app hears of it only where it asked to."""
        place = self.place(told)
        block, element = _named(place, told)
        if element["type"] not in STATES:
            raise ActRefused(f"{told.get('action_id')} cannot be filled in; press it.")
        if place.view is not None and place.view.type == "modal":
            place.view.errors.pop(block["block_id"], None)
        if block["type"] != "input" or block.get("dispatch_action"):
            return await self._use(place, block, element, told)
        await self._fill(place, block, element, told.get("value"))
        return {}

    async def fill_all(self, place: Place, values: Json) -> None:
        """Put several things in without telling the app, as a person does before sending."""
        for name, value in values.items():
            block_id, slash, action_id = str(name).partition("/")
            wanted = action_id if slash else block_id
            block, element = find_element(
                place.blocks, wanted if slash else str(name), block_id if slash else None
            )
            await self._fill(place, block, element, value)

    def complaints(self, view: View) -> dict[str, str]:
        """What Slack's client would mark before it sends anything."""
        found: dict[str, str] = {}
        for block, element in elements(view.blocks):
            if block["type"] == "input":
                value = view.state[block["block_id"]][element["action_id"]]
                words = complaint(block, element, value)
                if words:
                    found[block["block_id"]] = words
        return found


def _named(place: Place, told: Json) -> tuple[Json, Json]:
    block_id = told.get("block_id")
    return find_element(
        place.blocks, str(told.get("action_id", "")), str(block_id) if block_id else None
    )


def _message_place(acts: Acts, told: Json) -> tuple[str, Workspace, None, Channel, Message]:
    user, workspace, channel, message = acts.message_in(told)
    return user, workspace, None, channel, message


def _check_options(answer: Json) -> None:
    """Slack shows an empty list where the app's options break its rules; here it is said."""
    menu = {name: answer[name] for name in ("options", "option_groups") if answer.get(name)}
    if not menu:
        return
    element: Json = {
        "type": "static_select",
        "action_id": "offered",
        "placeholder": {"type": "plain_text", "text": "Choose"},
        **menu,
    }
    problems = validation.validate_blocks([{"type": "actions", "elements": [element]}])
    if problems:
        raise ActRefused("The list failed to load.", details=[str(problem) for problem in problems])
