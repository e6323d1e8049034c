"""How Slack writes down a modal or a Home tab."""

from bot.sandbox.records import Json, View, Workspace
from bot.sandbox.world import World


def view(world: World, workspace: Workspace, record: View) -> Json:
    """As in views.open and in the payloads of buttons and submissions."""
    body = record.body
    answer: Json = {
        "id": record.id,
        "team_id": workspace.id,
        "type": record.type,
        "blocks": body["blocks"],
        "private_metadata": body.get("private_metadata", ""),
        "callback_id": body.get("callback_id", ""),
        "external_id": body.get("external_id", ""),
        "state": {"values": record.state},
        "hash": record.hash,
        "clear_on_close": bool(body.get("clear_on_close", False)),
        "notify_on_close": bool(body.get("notify_on_close", False)),
        "root_view_id": record.root_view_id or record.id,
        "previous_view_id": record.previous_view_id,
        "app_id": world.app_id,
        "app_installed_team_id": workspace.id,
        "bot_id": workspace.bot_id,
        "title": body.get("title"),
        "submit": body.get("submit"),
        "close": body.get("close"),
        "submit_disabled": bool(body.get("submit_disabled", False)),
    }
    return answer | about(record)


def about(record: View) -> Json:
    """Which Work Object a form in the side panel is about; nothing for other views."""
    parts = ("external_ref", "entity_url", "app_unfurl_url")
    return {part: record.body[part] for part in parts if part in record.body}
