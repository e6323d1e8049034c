"""entity.*: what the app tells one person of a Work Object.

https://docs.slack.dev/reference/methods/entity.presentDetails
"""

from typing import Any

from bot.sandbox import panels
from bot.sandbox.calls import Call, Method, Refused
from bot.sandbox.records import Json, ObjectRef
from bot.sandbox.triggers import Trigger, TriggerRefused
from bot.sandbox.validation.entities import validate_entity, validate_error
from bot.sandbox.validation.problem import Problem


def present_details(call: Call) -> Json:
    """The trigger comes from an open panel, from a button of the object, or from its form."""
    metadata: Any = call.json("metadata", "invalid_metadata")
    error: Any = call.json("error", "invalid_arguments")
    sign_in = call.flag("user_auth_required")
    if sign_in and not call.text("user_auth_url"):
        raise Refused("user_auth_url_missing")
    if metadata is not None:
        _refuse(validate_entity(metadata, "/metadata"), "invalid_metadata")
    if error is not None:
        _refuse(validate_error(error), "invalid_arguments")
    if not sign_in and metadata is None and error is None:
        raise Refused("invalid_metadata")
    trigger, ref = _exchanged(call)
    if metadata is not None and not _is_the_same(metadata, ref.entity):
        raise Refused("entity_metadata_does_not_match_trigger")
    panels.present(
        call.world,
        call.workspace,
        trigger.user,
        ref,
        details=metadata,
        error=error,
        sign_in_url=call.text("user_auth_url") if sign_in else None,
    )
    return {}


def _refuse(problems: list[Problem], code: str) -> None:
    if problems:
        messages = [str(problem) for problem in problems]
        raise Refused(code, response_metadata={"messages": messages})


def _exchanged(call: Call) -> tuple[Trigger, ObjectRef]:
    try:
        trigger = call.world.triggers.exchange(call.required("trigger_id"), call.workspace.id)
    except TriggerRefused as refusal:
        raise Refused(refusal.code) from None
    if trigger.object is None:
        raise Refused("invalid_trigger_id")
    return trigger, trigger.object


def _is_the_same(metadata: Json, entity: Json) -> bool:
    return bool(metadata["external_ref"]["id"] == entity["external_ref"]["id"])


METHODS = {"entity.presentDetails": Method(present_details)}
