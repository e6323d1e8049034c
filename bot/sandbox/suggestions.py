"""Menus whose options the app suggests while a person types."""

from typing import Any

from bot.sandbox import payloads, validation
from bot.sandbox.acts import Acts
from bot.sandbox.elements import options
from bot.sandbox.places import Place
from bot.sandbox.records import Json
from bot.sandbox.world import ActRefused, World

FAILED = "The list failed to load."
# Slack asks the app only once this much is typed, unless the element says otherwise.
DEFAULT_QUERY_LENGTH = 3


class Suggestions:
    def __init__(self, world: World, acts: Acts) -> None:
        self._world = world
        self._acts = acts

    async def offered(self, place: Place, block: Json, element: Json, value: Any) -> list[Json]:
        """What `value` may be chosen from, in menus that ask the app; nothing in others."""
        if "external" not in element["type"] or value in (None, "", []):
            return []
        remembered = self._remembered(place, element)
        for each in value if isinstance(value, list) else [value]:
            if not any(str(each) in {one["value"], one["text"]["text"]} for one in remembered):
                remembered += options(await self.ask(place, block, element, str(each)))
        return remembered

    @staticmethod
    def _remembered(place: Place, element: Json) -> list[Json]:
        preset = [element.get("initial_option"), *element.get("initial_options", ())]
        return [*place.suggested(element), *(each for each in preset if each)]

    async def ask(self, place: Place, block: Json, element: Json, query: str) -> Json:
        """The app's `options` or `option_groups` for what was typed so far."""
        if len(query) < int(element.get("min_query_length", DEFAULT_QUERY_LENGTH)):
            return {}
        payload = payloads.interaction(
            self._world, place.workspace, place.user, "block_suggestion", view=place.view
        )
        payload.pop("trigger_id")
        payload |= _surroundings(self._world, place) | {
            "action_id": element["action_id"],
            "block_id": block["block_id"],
            "value": query,
        }
        ack = await self._acts.ask(
            place.workspace, place.user, "interactive", payload, words=FAILED
        )
        answer = ack.body if isinstance(ack.body, dict) else {}
        _check(answer)
        place.suggested(element).extend(options(answer))
        return answer


def _surroundings(world: World, place: Place) -> Json:
    if place.view is not None:
        return payloads.in_view(world, place.workspace, place.view)
    if place.channel is None or place.message is None:
        return {}
    return payloads.in_message(world, place.workspace, place.channel, place.message) | {
        "state": {"values": place.state()}
    }


def _check(answer: Json) -> None:
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
        raise ActRefused(FAILED, details=[str(problem) for problem in problems])
