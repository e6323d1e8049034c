"""entity.*: what the app tells one person of a Work Object.

https://docs.slack.dev/reference/methods/entity.presentDetails
"""

from typing import Any

from bot.sandbox import panels
from bot.sandbox.calls import Call, Method, Refused
from bot.sandbox.records import Json, ObjectRef, Talk
from bot.sandbox.triggers import Trigger, TriggerRefused
from bot.sandbox.validation.comments import validate_comment, validate_comments
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


def present_comments(call: Call) -> Json:
    """One page of comments for one person; a `cursor` says that there are more."""
    comments: Any = call.json("comments")
    sign_in = call.flag("user_auth_required")
    if sign_in and not call.text("user_auth_url"):
        raise Refused("user_auth_url_missing")
    if not sign_in:
        _refuse(validate_comments(comments), "invalid_arguments")
    trigger, ref = _exchanged(call)
    talk = _talk(call, trigger, ref)
    if talk is not None:
        talk.waiting = False
        talk.sign_in_url = call.text("user_auth_url") if sign_in else None
        talk.comments = [*(talk.comments if talk.cursor else ()), *(comments or ())]
        talk.cursor = call.text("cursor")
        talk.may_post = call.flag("can_post_comment")
        talk.delete_action_id = call.text("delete_action_id")
        call.world.journal.changed()
    return {}


def acknowledge_comment(call: Call) -> Json:
    """The app has kept a comment, or deleted one, or says why it could not."""
    comment: Any = call.json("comment")
    if comment is not None:
        _refuse(validate_comment(comment), "invalid_arguments")
    trigger, ref = _exchanged(call)
    talk = _talk(call, trigger, ref)
    if talk is None:
        return {}
    deleted = talk.deleting.pop(trigger.id, None)
    talk.trouble = call.text("error") or None
    if talk.trouble is None:
        kept = [each for each in talk.comments if each["id"] != deleted]
        talk.comments = kept if comment is None else [*kept, comment]
    call.world.journal.changed()
    return {}


def _talk(call: Call, trigger: Trigger, ref: ObjectRef) -> Talk | None:
    """The comments that the person still has open."""
    panel = call.workspace.panels.get(trigger.user)
    return panel.talk if panel is not None and panel.ref.url == ref.url else None


METHODS = {
    "entity.presentDetails": Method(present_details),
    "entity.presentComments": Method(present_comments),
    "entity.acknowledgeCommentAction": Method(acknowledge_comment),
}
