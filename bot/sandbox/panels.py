"""The side panel in which a person looks at one Work Object.

https://docs.slack.dev/reference/methods/entity.presentDetails
"""

from bot.sandbox import entities
from bot.sandbox.records import Json, ObjectRef, Panel, Talk, Workspace
from bot.sandbox.shapes import conversations, views
from bot.sandbox.triggers import TRIGGER_SECONDS
from bot.sandbox.world import World

# Within it, details that were told once are shown again without asking the app.
REMEMBERED_SECONDS = 10 * 60

_WORDS = {
    "restricted": ("You do not have access", "Ask the owner of this item to share it with you."),
    "internal_error": ("Something went wrong", "The app had a problem. Try again in a moment."),
    "not_found": ("This item was not found", "It may have been deleted or moved."),
    "timeout": ("This takes too long", "The app did not get the details in time. Try again."),
}


def opened(world: World, workspace: Workspace, user: str, ref: ObjectRef) -> Panel:
    """A panel for one object, in place of what the person had open."""
    close(workspace, user)
    panel = Panel(ref, asked_at=world.clock.now())
    workspace.panels[user] = panel
    world.journal.changed()
    return panel


def close(workspace: Workspace, user: str) -> None:
    panel = workspace.panels.pop(user, None)
    if panel is not None:
        leave_form(workspace, panel)


def leave_form(workspace: Workspace, panel: Panel) -> None:
    if panel.form is not None:
        workspace.views.pop(panel.form.id, None)
        panel.form = None


def remembered(world: World, workspace: Workspace, user: str, ref: ObjectRef) -> Json | None:
    """What the app told this person of the object in the last minutes."""
    told = workspace.details.get((user, ref.url))
    if told is None or world.clock.now() - told[1] > REMEMBERED_SECONDS:
        return None
    return told[0]


def present(
    world: World,
    workspace: Workspace,
    user: str,
    ref: ObjectRef,
    *,
    details: Json | None = None,
    error: Json | None = None,
    sign_in_url: str | None = None,
) -> None:
    """Show this one person what the app tells of the object; opens the panel if it may."""
    if details is not None:
        workspace.details[user, ref.url] = (details, world.clock.now())
    panel = workspace.panels.get(user)
    if panel is None or panel.ref.url != ref.url:
        if not ref.may_open:
            return
        panel = opened(world, workspace, user, ref)
    panel.waiting = False
    if error is not None and error["status"] == "edit_error":
        panel.form = panel.form or panel.sent
        panel.form_error = error.get("custom_message") or "The changes could not be saved."
    else:
        panel.details, panel.error = details or panel.details, error
        panel.sign_in_url, panel.form_error = sign_in_url, None
    if panel.form is not None:
        workspace.views[panel.form.id] = panel.form
    world.journal.changed()


def shown(world: World, workspace: Workspace, user: str) -> Json | None:
    """What stands in this person's panel; None while it is closed."""
    panel = workspace.panels.get(user)
    if panel is None:
        return None
    channel = workspace.channels[panel.ref.channel]
    message = channel.messages.get(panel.ref.message_ts)
    entity = panel.details or panel.ref.entity
    return {
        "state": _state(world, panel),
        "channel": channel.id,
        "message_ts": panel.ref.message_ts,
        "object": entities.shown(world, workspace, entity, user),
        "detailed": panel.details is not None,
        "error": _error(panel),
        "sign_in_url": panel.sign_in_url,
        "form": _form(world, workspace, panel),
        "form_error": panel.form_error,
        "talk": _talk(world, panel.talk) if panel.talk else None,
        "permalink": conversations.permalink(world, channel, message) if message else None,
    }


def _form(world: World, workspace: Workspace, panel: Panel) -> Json | None:
    if panel.form is None:
        return None
    return views.view(world, workspace, panel.form) | {"errors": panel.form.errors}


def _talk(world: World, talk: Talk) -> Json:
    state = "sign_in" if talk.sign_in_url else "shown"
    if talk.waiting:
        state = "silent" if _is_late(world, talk.asked_at) else "loading"
    return {
        "state": state,
        "comments": talk.comments,
        "more": bool(talk.cursor),
        "may_post": talk.may_post,
        "may_delete": bool(talk.delete_action_id),
        "sign_in_url": talk.sign_in_url,
        "trouble": talk.trouble,
    }


def _is_late(world: World, asked_at: float) -> bool:
    return world.clock.now() - asked_at > TRIGGER_SECONDS


def _state(world: World, panel: Panel) -> str:
    if panel.waiting:
        return "silent" if _is_late(world, panel.asked_at) else "loading"
    if panel.sign_in_url is not None:
        return "sign_in"
    return "error" if panel.error else "shown"


def _error(panel: Panel) -> Json | None:
    if panel.error is None:
        return None
    title, message = _WORDS.get(panel.error["status"], ("This cannot be shown", ""))
    return {
        "title": panel.error.get("custom_title") or title,
        "message": panel.error.get("custom_message") or message,
        "actions": panel.error.get("actions", []),
    }
