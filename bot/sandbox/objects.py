"""What people do with Work Objects: opening, pressing their buttons, editing their fields.

https://docs.slack.dev/messaging/work-objects-implementation
"""

from typing import Any

from bot.sandbox import entities, entity_forms, panels, payloads
from bot.sandbox.acts import Acts
from bot.sandbox.interactions import Interactions
from bot.sandbox.places import Place
from bot.sandbox.records import Channel, Json, Message, ObjectRef, Panel, View, Workspace
from bot.sandbox.shapes import views
from bot.sandbox.world import ActRefused, NotHere, World

EVENT = "entity_details_requested"


class Objects:
    def __init__(self, world: World, acts: Acts, interactions: Interactions) -> None:
        self._world = world
        self._acts = acts
        self._interactions = interactions

    async def open(self, told: Json) -> Json:
        """Open the panel; the app is asked unless it told the details a short while ago."""
        user, workspace, channel, message = self._acts.message_in(told)
        entity = entities.find(message, str(told.get("url", "")))
        ref = ObjectRef(channel.id, message.ts, entity)
        panel = panels.opened(self._world, workspace, user, ref)
        panel.details = panels.remembered(self._world, workspace, user, ref)
        if panel.details is None:
            self._ask_details(workspace, user, panel, message)
        else:
            panel.waiting = False
        return {}

    async def refresh(self, told: Json) -> Json:
        """Ask the app once more."""
        user, workspace, panel = self._panel(told)
        channel = self._world.channel_for(user, panel.ref.channel)
        message = channel.messages.get(panel.ref.message_ts)
        if message is None:
            raise NotHere("The message with this item has been deleted.")
        panels.leave_form(workspace, panel)
        self._ask_details(workspace, user, panel, message)
        return {}

    def _ask_details(self, workspace: Workspace, user: str, panel: Panel, message: Message) -> None:
        panel.waiting, panel.asked_at = True, self._world.clock.now()
        ref = panel.ref
        event: Json = {
            "type": EVENT,
            "user": user,
            **entities.reference(ref.entity),
            "trigger_id": self._world.triggers.issue(workspace.id, user, about=ref),
            "user_locale": "en-US",
            "channel": ref.channel,
            "message_ts": message.ts,
            "event_ts": self._world.timestamp(),
        }
        if message.thread_ts:
            event["thread_ts"] = message.thread_ts
        self._world.emit(workspace, EVENT, event)
        self._world.journal.changed()

    async def close(self, told: Json) -> Json:
        user, workspace, _ = self._panel(told)
        panels.close(workspace, user)
        self._world.journal.changed()
        return {}

    def _panel(self, told: Json) -> tuple[str, Workspace, Panel]:
        user = str(told.get("user", ""))
        workspace = self._world.home_of(user)
        panel = workspace.panels.get(user)
        if panel is None:
            raise NotHere(f"{workspace.people[user].real_name} has no Work Object open.")
        return user, workspace, panel

    async def press(self, told: Json) -> Json:
        """Press a button below a message, or without `message_ts` one in the panel."""
        if told.get("message_ts"):
            user, workspace, channel, message = self._acts.message_in(told)
            entity = entities.find(message, str(told.get("url", "")))
            ref = ObjectRef(channel.id, message.ts, entity, may_open=True)
            action = _action(_actions(entity), told)
            surroundings = self._below(workspace, user, channel, message)
            container = "message_attachment"
        else:
            user, workspace, panel = self._panel(told)
            ref = panel.ref
            action = _action(_actions_in(panel), told)
            channel, surroundings = workspace.channels[ref.channel], {}
            container = "entity_detail"
        payload = self._interaction(workspace, user, "block_actions", ref)
        payload |= {"channel": payloads.shown(channel), **surroundings}
        payload["container"] = {"type": container, **self._context(workspace, ref)}
        payload["actions"] = [self._pressed(action)]
        return await self._ask(workspace, user, payload)

    def _pressed(self, action: Json) -> Json:
        kept = ("action_id", "value", "style", "url")
        return {
            "type": "button",
            "block_id": self._world.new_id(""),
            "text": {"type": "plain_text", "text": action["text"], "emoji": True},
            "action_ts": self._world.timestamp(),
            **{name: action[name] for name in kept if name in action},
        }

    def _below(self, workspace: Workspace, user: str, channel: Channel, message: Message) -> Json:
        url = self._world.triggers.open_url(
            workspace.id, user, channel.id, original=message.ts, thread_ts=message.thread_ts
        )
        found = payloads.in_message(self._world, workspace, channel, message)
        return found | {"response_url": payloads.address(self._world, url)}

    def _context(self, workspace: Workspace, ref: ObjectRef) -> Json:
        """Where a button or a form of an object stands."""
        message = workspace.channels[ref.channel].messages.get(ref.message_ts)
        context: Json = {
            "message_ts": ref.message_ts,
            "channel_id": ref.channel,
            "is_ephemeral": False,
            "is_app_unfurl": "app_unfurl_url" in ref.entity,
            "app_unfurl_url": ref.entity.get("app_unfurl_url", ref.url),
            "entity_url": ref.url,
            "external_ref": ref.entity["external_ref"],
        }
        if message is not None and message.thread_ts:
            context["thread_ts"] = message.thread_ts
        return context

    def _interaction(self, workspace: Workspace, user: str, kind: str, ref: ObjectRef) -> Json:
        payload = payloads.interaction(self._world, workspace, user, kind)
        about = ObjectRef(ref.channel, ref.message_ts, ref.entity, may_open=True)
        trigger = self._world.triggers.issue(workspace.id, user, channel=ref.channel, about=about)
        return payload | {"trigger_id": trigger}

    async def _ask(self, workspace: Workspace, user: str, payload: Json) -> Json:
        words = f"{self._world.manifest.name} is not responding. Please try again."
        ack = await self._acts.ask(workspace, user, "interactive", payload, words=words)
        return {"acked_ms": ack.milliseconds, "body": ack.body}

    async def edit(self, told: Json) -> Json:
        """Begin to edit the fields that allow it; with `on` false give it up."""
        user, workspace, panel = self._panel(told)
        panels.leave_form(workspace, panel)
        panel.form_error = None
        if told.get("on", True):
            if panel.details is None or not entities.is_editable(panel.details):
                raise ActRefused("Nothing here can be edited.")
            panel.form = entity_forms.made(self._world, panel.details, user)
            workspace.views[panel.form.id] = panel.form
        self._world.journal.changed()
        return {"view_id": panel.form.id if panel.form else None}

    async def save(self, told: Json) -> Json:
        """Fill in `values` and send; errors at the fields keep the form open."""
        user, workspace, panel = self._panel(told)
        form = panel.form
        if form is None:
            raise NotHere("Nothing is being edited.")
        await self._interactions.fill_all(Place(user, workspace, form), told.get("values") or {})
        form.errors = self._interactions.complaints(form)
        panel.form_error = None
        self._world.journal.changed()
        if form.errors:
            return {"saved": False, "errors": form.errors}
        return await self._send(workspace, user, panel, form)

    async def _send(self, workspace: Workspace, user: str, panel: Panel, form: View) -> Json:
        payload = self._interaction(workspace, user, "view_submission", panel.ref)
        payload["view"] = views.view(self._world, workspace, form)
        payload |= {"callback_id": entity_forms.CALLBACK_ID, "response_urls": []}
        panel.sent, panel.waiting, panel.asked_at = form, True, self._world.clock.now()
        try:
            ack = await self._ask(workspace, user, payload)
        except ActRefused:
            panel.waiting = False
            raise
        if errors := _errors(ack["body"], form):
            panel.waiting, form.errors = False, errors
        elif panel.form_error is None:
            panels.leave_form(workspace, panel)
        self._world.journal.changed()
        return {"saved": not form.errors, "errors": form.errors, "acked_ms": ack["acked_ms"]}


def _actions(entity: Json) -> list[Json]:
    told = entity["entity_payload"].get("actions", {})
    return [*told.get("primary_actions", ()), *told.get("overflow_actions", ())]


def _actions_in(panel: Panel) -> list[Json]:
    if panel.error is not None:
        return list(panel.error.get("actions", ()))
    return _actions(panel.details or panel.ref.entity)


def _action(actions: list[Json], told: Json) -> Json:
    wanted = told.get("action_id")
    for action in actions:
        if wanted in {action["action_id"], action["text"]}:
            return action
    raise NotHere(f"This item has no button {wanted}.")


def _errors(body: Any, form: View) -> dict[str, str]:
    """The sentences at fields that the app's ack brings; those for unknown fields are lost."""
    match body:
        case {"response_action": "errors", "errors": dict() as errors}:
            known = {block["block_id"] for block in form.blocks}
            return {name: str(words) for name, words in errors.items() if name in known}
    return {}
