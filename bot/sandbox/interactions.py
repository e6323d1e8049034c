"""What people do with elements: pressing, choosing, filling in."""

from typing import Any

from bot.sandbox import payloads
from bot.sandbox.acts import Acts
from bot.sandbox.elements import PRESSED, STATES, elements
from bot.sandbox.inputs import chosen, complaint
from bot.sandbox.places import Place, find_element, named, place_of
from bot.sandbox.records import Json, View
from bot.sandbox.suggestions import Suggestions
from bot.sandbox.world import ActRefused, NotHere, World

TROUBLE = "We had some trouble connecting. Try again?"


class Interactions:
    def __init__(self, world: World, acts: Acts) -> None:
        self._world = world
        self._acts = acts
        self._suggestions = Suggestions(world, acts)

    def place(self, told: Json) -> Place:
        return place_of(self._world, self._acts, told)

    async def click(self, told: Json) -> Json:
        """Press a button or choose in a menu; the app is told at once.

        `values` and `held` are what stands typed in the other inputs, which Slack sends along;
        of `held` some may be gone from the place meanwhile.
        """
        place = self.place(told)
        block, element = named(place, told)
        confirm = element.get("confirm")
        if confirm and not told.get("confirm"):
            raise ActRefused(
                f"This asks for confirmation first: {confirm['text']['text']}", confirm=confirm
            )
        await self.fill_all(place, _typed_beside(place, told))
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
            else (f"{self._world.manifest.name} is not responding. Please try again.")
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
        match element["type"]:
            case "workflow_button":
                # https://docs.slack.dev/reference/block-kit/block-elements/workflow-button-element
                raise ActRefused("This button starts a workflow, and the sandbox runs none.")
            case "feedback_buttons":
                return action | _feedback(place, block, element, told.get("value"))
            case kind if kind in PRESSED:
                return action | _told(element, "text", "value", "style", "url", "icon", "confirm")
            case "overflow":
                as_menu = {**element, "type": "static_select"}
                value = chosen(
                    self._world, place.workspace, as_menu, told.get("value"), user=place.user
                )
                picked = {"selected_option": value["selected_option"]}
                return action | picked | _told(element, "confirm")
        value = await self._fill(place, block, element, told.get("value"))
        _, preset = STATES[element["type"]]
        return action | _told(element, preset, "placeholder", "confirm") | value

    async def _fill(self, place: Place, block: Json, element: Json, value: Any) -> Json:
        offered = await self._suggestions.offered(place, block, element, value)
        state = chosen(
            self._world, place.workspace, element, value, user=place.user, offered=offered
        )
        place.state().setdefault(block["block_id"], {})[element["action_id"]] = state
        self._world.journal.changed()
        return state

    async def options(self, told: Json) -> Json:
        """What the app suggests for what was typed so far."""
        place = self.place(told)
        block, element = named(place, told)
        answer = await self._suggestions.ask(place, block, element, str(told.get("query", "")))
        return {
            "options": answer.get("options", []),
            "option_groups": answer.get("option_groups", []),
        }

    async def fill(self, told: Json) -> Json:
        """Put something into an input; the app hears of it only where it asked to."""
        place = self.place(told)
        block, element = named(place, told)
        if element["type"] not in STATES:
            raise ActRefused(f"{told.get('action_id')} cannot be filled in; press it.")
        if place.view is not None and place.view.type != "home":
            place.view.errors.pop(block["block_id"], None)
        if block["type"] != "input" or block.get("dispatch_action"):
            await self.fill_all(place, _typed_beside(place, told))
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


def _typed_beside(place: Place, told: Json) -> Json:
    return {**place.still_here(told.get("held") or {}), **(told.get("values") or {})}


def _told(element: Json, *names: str) -> Json:
    return {name: element[name] for name in names if name in element}


def _feedback(place: Place, block: Json, element: Json, value: Any) -> Json:
    """Which of the two was pressed, by its value or its words; its person goes on seeing it."""
    if place.message is None:
        raise NotHere("Only messages ask for feedback.")
    for name in ("positive_button", "negative_button"):
        button = element[name]
        if value in (button["value"], button["text"]["text"]):
            given = place.message.feedback.setdefault(place.user, {})
            given.setdefault(block["block_id"], {})[element["action_id"]] = {
                "type": "feedback_buttons",
                "value": button["value"],
            }
            return _told(button, "text", "value")
    raise ActRefused(f"There is no feedback {value!r} to give.")
