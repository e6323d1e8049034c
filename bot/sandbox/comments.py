"""Reading, writing and deleting the comments on a Work Object, in its panel.

The comments are the app's; the sandbox keeps what one person was told of them.
https://docs.slack.dev/messaging/work-objects-comments
"""

from bot.sandbox import entities, payloads
from bot.sandbox.acts import Acts
from bot.sandbox.inputs import chosen
from bot.sandbox.records import Json, ObjectRef, Panel, Talk, Workspace
from bot.sandbox.world import ActRefused, NotHere, World

EVENT = "entity_comments_requested"
AT_ONCE = 100
POST = "work-object-post-comment"


class Comments:
    def __init__(self, world: World, acts: Acts) -> None:
        self._world = world
        self._acts = acts

    async def read(self, told: Json) -> Json:
        """Ask the app for the comments, or with `more` for those after the ones shown."""
        user, workspace, panel = self._panel(told)
        talk = panel.talk
        if talk is None or not told.get("more"):
            talk = panel.talk = Talk(asked_at=0)
        talk.waiting, talk.asked_at = True, self._world.clock.now()
        event: Json = {
            "type": EVENT,
            "user": user,
            **entities.reference(panel.ref.entity),
            "limit": AT_ONCE,
            "trigger_id": self._world.triggers.issue(workspace.id, user, about=panel.ref),
            "event_ts": self._world.timestamp(),
        }
        self._world.emit(workspace, EVENT, event | ({"cursor": talk.cursor} if talk.cursor else {}))
        self._world.journal.changed()
        return {}

    def _panel(self, told: Json) -> tuple[str, Workspace, Panel]:
        user = str(told.get("user", ""))
        workspace = self._world.home_of(user)
        panel = workspace.panels.get(user)
        if panel is None or "entity_comments" not in (panel.details or panel.ref.entity):
            raise NotHere("There is nothing open that takes comments.")
        return user, workspace, panel

    async def write(self, told: Json) -> Json:
        """Send one comment of one's own; it stands there once the app has kept it."""
        user, workspace, panel = self._panel(told)
        text = str(told.get("text", "")).strip()
        if panel.talk is None or not panel.talk.may_post:
            raise ActRefused("Comments cannot be written here.")
        if not text:
            raise ActRefused("Write something first.")
        field = {"type": "rich_text_input"}
        value = chosen(self._world, workspace, field, text, user=user)
        payload = self._interaction(workspace, user, "view_submission", panel.ref)
        payload["callback_id"] = POST
        payload["view"] = {
            "id": self._world.new_id("V"),
            "team_id": workspace.id,
            "type": "entity_comment",
            "callback_id": POST,
            "external_id": "",
            "state": {"values": {"comment_input_block": {"comment_input_action": value}}},
            "app_id": self._world.app_id,
            "bot_id": workspace.bot_id,
            **entities.reference(panel.ref.entity),
        }
        return await self._send(workspace, user, panel.talk, payload)

    async def delete(self, told: Json) -> Json:
        user, workspace, panel = self._panel(told)
        talk = panel.talk
        wanted = str(told.get("id", ""))
        found = [each for each in talk.comments if each["id"] == wanted] if talk else []
        if talk is None or not found or not found[0].get("can_delete"):
            raise NotHere("You have no such comment to delete.")
        if not talk.delete_action_id:
            raise ActRefused("The app has not said how comments are deleted.")
        payload = self._interaction(workspace, user, "block_actions", panel.ref)
        payload["container"] = {
            "type": "entity_comment",
            **entities.reference(panel.ref.entity),
        }
        payload["actions"] = [
            {
                "type": "button",
                "action_id": talk.delete_action_id,
                "block_id": self._world.new_id(""),
                "value": wanted,
                "action_ts": self._world.timestamp(),
            }
        ]
        talk.deleting[payload["trigger_id"]] = wanted
        return await self._send(workspace, user, talk, payload)

    def _interaction(self, workspace: Workspace, user: str, kind: str, ref: ObjectRef) -> Json:
        payload = payloads.interaction(self._world, workspace, user, kind)
        return payload | {"trigger_id": self._world.triggers.issue(workspace.id, user, about=ref)}

    async def _send(self, workspace: Workspace, user: str, talk: Talk, payload: Json) -> Json:
        talk.trouble = None
        words = f"{self._world.manifest.name} is not responding. Please try again."
        ack = await self._acts.ask(workspace, user, "interactive", payload, words=words)
        return {"acked_ms": ack.milliseconds}
