"""Holds what the bot sends to Slack's rules, and answers as Slack does where it breaks them."""

from collections.abc import Iterable, Iterator
from typing import Any

from bot.sandbox import validation
from bot.sandbox.calls import Refused
from bot.sandbox.elements import with_ids
from bot.sandbox.records import Json, Workspace
from bot.sandbox.world import World

LONGEST_POST = 40_000
LONGEST_UPDATE = 4_000


def checked_message(
    world: World, workspace: Workspace, payload: Json, *, longest: int = LONGEST_POST
) -> tuple[str, list[Json]]:
    """The text and the blocks (with ids) of a message; raises Refused as Slack would."""
    text = str(payload.get("text") or payload.get("markdown_text") or "")
    blocks = payload.get("blocks")
    if not (text.strip() or blocks or payload.get("attachments")):
        raise Refused("no_text")
    if len(text) > longest:
        raise Refused("msg_too_long")
    _refuse(validation.validate_message(payload))
    _check_pictures(world, workspace, blocks or [])
    return text, with_ids(blocks or [])


def checked_view(world: World, workspace: Workspace, view: Any) -> Json:
    """The view with ids on its blocks; raises Refused as Slack would."""
    if not isinstance(view, dict):
        raise Refused(
            "invalid_arguments",
            response_metadata={
                "messages": ["[ERROR] failed to match all allowed schemas [json-pointer:/view]"]
            },
        )
    _refuse(validation.validate_view(view), otherwise="invalid_arguments")
    _check_pictures(world, workspace, view["blocks"])
    return view | {"blocks": with_ids(view["blocks"])}


def _refuse(problems: list[validation.Problem], *, otherwise: str = "invalid_blocks") -> None:
    if problems:
        raise Refused(
            validation.error_name(problems, otherwise=otherwise),
            response_metadata={"messages": [str(problem) for problem in problems]},
        )


def _check_pictures(world: World, workspace: Workspace, blocks: list[Json]) -> None:
    """A picture of a file that Slack has not looked at yet is refused.

    https://docs.slack.dev/reference/block-kit/composition-objects/slack-file-object
    """
    messages = [
        f"[ERROR] invalid slack file [json-pointer:{pointer}]"
        for pointer, picture in _pictures(blocks, "/blocks")
        if not _is_ready(world, workspace, picture)
    ]
    if messages:
        raise Refused("invalid_blocks", response_metadata={"messages": messages})


def _pictures(value: Any, pointer: str) -> Iterator[tuple[str, Json]]:
    if isinstance(value, dict):
        if isinstance(value.get("slack_file"), dict):
            yield f"{pointer}/slack_file", value["slack_file"]
        items: Iterable[tuple[Any, Any]] = value.items()
    elif isinstance(value, list):
        items = enumerate(value)
    else:
        return
    for key, each in items:
        if isinstance(each, dict | list):
            yield from _pictures(each, f"{pointer}/{key}")


def _is_ready(world: World, workspace: Workspace, picture: Json) -> bool:
    wanted = str(picture.get("id") or picture.get("url", ""))
    for file in workspace.files.values():
        if file.id == wanted or f"/{file.id}/" in wanted:
            return (
                file.completed
                and world.clock.now() >= file.ready_at
                and file.mimetype.startswith("image/")
            )
    return False
