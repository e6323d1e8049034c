"""Sending forms and closing them, and what the app's ack does to the stack of modals.

https://docs.slack.dev/surfaces/modals#updating_response
"""

from typing import Any

from bot.sandbox import modals, payloads
from bot.sandbox.acts import Acts
from bot.sandbox.calls import Refused
from bot.sandbox.elements import elements
from bot.sandbox.interactions import TROUBLE, Interactions
from bot.sandbox.places import Place
from bot.sandbox.records import Json, View, Workspace
from bot.sandbox.shapes import views
from bot.sandbox.world import ActRefused, NotHere, World


class Forms:
    def __init__(self, world: World, acts: Acts, interactions: Interactions) -> None:
        self._world = world
        self._acts = acts
        self._interactions = interactions

    def _top(self, told: Json) -> tuple[Place, View]:
        place = self._interactions.place(told)
        view = place.view
        stack = place.workspace.modal_stack(place.user)
        if view is None or view not in stack:
            raise NotHere("Only an open modal can be sent or closed.")
        if stack[-1] is not view:
            raise ActRefused("Another modal lies on top of this one.")
        return place, view

    async def submit(self, told: Json) -> Json:
        """Fill in `values` and send; errors at the fields keep the form open.

        Of `held` some may be gone from the form meanwhile.
        """
        place, view = self._top(told)
        if not view.body.get("submit"):
            raise ActRefused("This modal has nothing to send.")
        typed = {**place.still_here(told.get("held") or {}), **(told.get("values") or {})}
        await self._interactions.fill_all(place, typed)
        view.errors = self._interactions.complaints(view)
        if view.errors:
            self._world.journal.changed()
            return {"closed": False, "errors": view.errors}
        payload = self._payload(place, view, "view_submission")
        payload["response_urls"] = self._response_urls(place, view)
        ack = await self._acts.ask(
            place.workspace, place.user, "interactive", payload, words=TROUBLE
        )
        try:
            answer = self._obey(place, view, ack.body)
        except Refused as refusal:
            self._world.notify(place.workspace, place.user, TROUBLE)
            raise ActRefused(TROUBLE, refused=refusal.code, details=refusal.more) from None
        return answer | {"acked_ms": ack.milliseconds}

    def _payload(self, place: Place, view: View, kind: str) -> Json:
        payload = payloads.interaction(self._world, place.workspace, place.user, kind, view=view)
        payload["view"] = views.view(self._world, place.workspace, view)
        if kind == "view_closed":
            payload.pop("trigger_id")
        return payload | {"callback_id": view.body.get("callback_id", "")}

    def _response_urls(self, place: Place, view: View) -> list[Json]:
        """Where the app may post, for menus that were given `response_url_enabled`."""
        urls = []
        for block, element in elements(view.blocks):
            if not element.get("response_url_enabled"):
                continue
            value = view.state[block["block_id"]][element["action_id"]]
            channel = value.get("selected_conversation") or value.get("selected_channel")
            if channel:
                url = self._world.triggers.open_url(place.workspace.id, place.user, channel)
                urls.append(
                    {
                        "block_id": block["block_id"],
                        "action_id": element["action_id"],
                        "channel_id": channel,
                        "response_url": payloads.address(self._world, url),
                    }
                )
        return urls

    def _obey(self, place: Place, view: View, body: Any) -> Json:
        """Do what the ack says: nothing closes the view; else errors, update, push or clear."""
        if not body:
            modals.close(self._world, place.workspace, view)
            return {"closed": True, "errors": {}}
        match body:
            case {"response_action": "errors", "errors": dict() as errors}:
                return self._mark(view, errors)
            case {"response_action": "clear"}:
                modals.close_all(self._world, place.workspace, place.user)
                return {"closed": True, "errors": {}}
            case {"response_action": "update", "view": sent}:
                modals.replace(self._world, place.workspace, view, sent)
                return self._shown(place, view)
            case {"response_action": "push", "view": sent}:
                pushed = modals.made(self._world, place.workspace, place.user, sent)
                modals.put_on_top(self._world, place.workspace, pushed)
                return self._shown(place, pushed)
        raise Refused("invalid_response", body=body)

    def _mark(self, view: View, errors: Json) -> Json:
        inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
        unknown = set(errors) - inputs
        if unknown or not errors:
            raise Refused("invalid_errors", unknown_block_ids=sorted(unknown))
        view.errors = {block_id: str(words) for block_id, words in errors.items()}
        self._world.journal.changed()
        return {"closed": False, "errors": view.errors}

    def _shown(self, place: Place, view: View) -> Json:
        shown = views.view(self._world, place.workspace, view)
        return {"closed": False, "errors": {}, "view": shown}

    async def close(self, told: Json) -> Json:
        """Close the top modal, or with `clear` all of them; the app hears if it asked to.

        `back` goes to the modal below, even from one whose Close button clears them all.
        """
        place, view = self._top(told)
        clears = view.body.get("clear_on_close") and not told.get("back")
        if told.get("clear") or clears:
            payload_of = [
                (each, self._payload(place, each, "view_closed") | {"is_cleared": True})
                for each in reversed(place.workspace.modal_stack(place.user))
            ]
            modals.close_all(self._world, place.workspace, place.user)
        else:
            payload = self._payload(place, view, "view_closed") | {"is_cleared": False}
            payload_of = [(view, payload)]
            modals.close(self._world, place.workspace, view)
        for closed, payload in payload_of:
            if closed.body.get("notify_on_close"):
                await self._notify(place.workspace, place.user, payload)
        return {}

    async def _notify(self, workspace: Workspace, user: str, payload: Json) -> None:
        await self._acts.ask(workspace, user, "interactive", payload, words=TROUBLE)
