"""How a refusal is said: at the fields of a form, in a message, or as the end of a step."""

import logging

from bot.blocks.text import inert
from bot.domain.errors import InvalidFields, UserError
from bot.edge import notices
from bot.edge.answers import Answer, Choices, Fail, FormErrors, Reply, UpdateForm
from bot.edge.requests import Kind, Request
from bot.store.db import is_outage

log = logging.getLogger(__name__)


def refused(request: Request, error: UserError) -> Answer:
    """Say why, in the manner of the request; a submitted form stays open."""
    match request.kind:
        case Kind.OPTIONS:
            return Choices()
        case Kind.EVENT:
            return None
        case Kind.FUNCTION:
            return Fail(str(error))
        case Kind.FORM:
            return _at_fields(request, error)
        case _:
            return Reply(f":warning: {inert(str(error))}")


def _at_fields(request: Request, error: UserError) -> Answer:
    view = request.view or {}
    fallback = notices.first_input(view)
    known = {block.get("block_id") for block in view.get("blocks") or []}
    fields = error.fields if isinstance(error, InvalidFields) else {}
    errors: dict[str, str] = {}
    for field, sentence in (fields or {"": str(error)}).items():
        block_id = field if field in known else fallback
        if block_id is None:
            return UpdateForm(notices.notice(f":warning: {inert(str(error))}"))
        errors[block_id] = f"{errors[block_id]} {sentence}" if block_id in errors else sentence
    return FormErrors(errors)


def unforeseen(request: Request, error: Exception, reference: str) -> UserError:
    """Log the trace under a reference that the person can quote."""
    log.error("Reference %s: %s %s failed.", reference, request.kind, request.name, exc_info=error)
    if is_outage(error):
        return UserError(
            "Dealdesk cannot reach its database at the moment, so nothing was saved."
            f" Try again in a minute. (Reference {reference})"
        )
    return UserError(
        "Something went wrong in Dealdesk, and nothing was saved. Try again; if it happens"
        f" again, give your administrator the reference {reference}."
    )
