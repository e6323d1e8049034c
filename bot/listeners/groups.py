"""A user group of Slack's that changed: Slack is asked for all of them at once."""

from collections.abc import Mapping
from typing import Any

from bot.edge import Call, Edge
from bot.store import groups, outbox

EVENTS = ("subteam_created", "subteam_members_changed", "subteam_updated")


def register(edge: Edge) -> None:
    for event in EVENTS:
        edge.event(event, changed)


def changed(call: Call, _event: Mapping[str, Any]) -> None:
    """The event may come late, twice or cut short; what counts is what Slack says when asked."""
    groups.make_due(call.session, at=call.now)
    outbox.tell(call.session)
