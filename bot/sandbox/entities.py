"""Work Objects as a message carries them and as a person sees them.

https://docs.slack.dev/messaging/work-objects-implementation
"""

from typing import Any

from bot.sandbox.records import Json, Message, Workspace
from bot.sandbox.shapes import conversations
from bot.sandbox.validation.entities import validate_entity
from bot.sandbox.world import NotHere, World

# What a field is when it does not say so.
_KNOWN_TYPES = {"date_created": "slack#/types/timestamp", "date_updated": "slack#/types/timestamp"}


def split(metadata: Any) -> tuple[list[Json], list[str]]:
    """The Work Objects in a message's metadata that Slack takes, and what it says of the others.

    A faulty one is left out with a warning; the message is posted all the same.
    """
    kept: list[Json] = []
    messages: list[str] = []
    told = metadata.get("entities", []) if isinstance(metadata, dict) else []
    for index, entity in enumerate(told if isinstance(told, list) else [told]):
        problems = validate_entity(entity, f"/metadata/entities/{index}")
        messages.extend(str(problem) for problem in problems)
        if not problems:
            kept.append(entity)
    return kept, messages


def warning(messages: list[str]) -> Json:
    """What stands in the answer of a method that has left something out."""
    if not messages:
        return {}
    name = "invalid_metadata_format"
    return {
        "warning": name,
        "response_metadata": {"warnings": [name], "messages": messages},
    }


def reference(entity: Json) -> Json:
    """What events and forms say of the object that they are about."""
    shared = str(entity.get("app_unfurl_url", entity["url"]))
    return {
        "external_ref": entity["external_ref"],
        "entity_url": entity["url"],
        "app_unfurl_url": shared,
        "link": {"url": shared, "domain": shared.split("/")[2]},
    }


def find(message: Message, url: str) -> Json:
    """One of a message's Work Objects by its own address, the shared one, or its outer id."""
    for entity in message.entities:
        if url in {entity["url"], entity.get("app_unfurl_url"), entity["external_ref"]["id"]}:
            return entity
    raise NotHere(f"There is no Work Object {url} at that message.")


def shown(world: World, workspace: Workspace, entity: Json, user: str) -> Json:
    """As the page draws it for one person."""
    payload: Json = entity["entity_payload"]
    attributes: Json = payload["attributes"]
    actions: Json = payload.get("actions", {})
    kind = str(entity["entity_type"]).rpartition("/")[2]
    comments = entity.get("entity_comments")
    icon = attributes.get("product_icon")
    return {
        "url": entity["url"],
        "kind": kind,
        "title": attributes["title"]["text"],
        "display_id": attributes.get("display_id", ""),
        "display_type": attributes.get("display_type") or kind.replace("_", " ").capitalize(),
        "product_name": attributes.get("product_name") or world.manifest.name,
        "product_icon": _with_picture(world, workspace, icon, user, "url") if icon else None,
        "fields": [_drawn(world, workspace, field, user) for field in fields(entity)],
        "primary_actions": actions.get("primary_actions", []),
        "overflow_actions": actions.get("overflow_actions", []),
        "comments": comments.get("count", 0) if comments else None,
        "editable": is_editable(entity),
    }


def fields(entity: Json) -> list[Json]:
    """The fields in the order of display, each with its key, label and type."""
    payload: Json = entity["entity_payload"]
    standard = [
        {"key": key, "label": key.replace("_", " ").capitalize(), **field}
        for key, field in (payload.get("fields") or {}).items()
    ]
    told = [*standard, *(payload.get("custom_fields") or [])]
    typed = [field | {"type": _type_of(field)} for field in told]
    order = {key: place for place, key in enumerate(payload.get("display_order") or ())}
    return sorted(typed, key=lambda field: order.get(field["key"], len(order)))


def _type_of(field: Json) -> str:
    if "type" in field:
        return str(field["type"])
    if "user" in field:
        return "slack#/types/user"
    if "image_url" in field or "slack_file" in field:
        return "slack#/types/image"
    return _KNOWN_TYPES.get(field["key"], "string")


def is_editable(entity: Json) -> bool:
    title: Json = entity["entity_payload"]["attributes"]["title"]
    return any(each.get("edit", {}).get("enabled") for each in (title, *fields(entity)))


def _drawn(world: World, workspace: Workspace, field: Json, user: str) -> Json:
    if field["type"] == "slack#/types/image":
        return _with_picture(world, workspace, field, user, "image_url")
    if icon := field.get("icon"):
        return field | {"icon": _with_picture(world, workspace, icon, user, "url")}
    return field


def _with_picture(world: World, workspace: Workspace, holder: Json, user: str, part: str) -> Json:
    """With the address at which this person's page finds the file that is named, if one is."""
    wanted = holder.get("slack_file") or {}
    for file in workspace.files.values():
        if file.id == wanted.get("id") or f"/{file.id}/" in str(wanted.get("url", "")):
            link = conversations.file(world, workspace, file)["url_private"]
            return holder | {part: f"{link}?person={user}"}
    return holder
