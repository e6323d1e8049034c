"""The App Home tab, drawn whenever somebody opens it."""

from collections.abc import Mapping
from typing import Any

from bot.edge import Call, Edge, PublishHome
from bot.services import home


def register(edge: Edge) -> None:
    edge.event("app_home_opened", opened)


def opened(call: Call, event: Mapping[str, Any]) -> PublishHome | None:
    """Draw Home. The event comes for the Messages tab too, where there is nothing to draw.

    https://docs.slack.dev/reference/events/app_home_opened
    """
    if event.get("tab") != "home":
        return None
    shown = home.show(call.session, by=call.actor, at=call.now, today=call.today)
    return PublishHome(shown.view)
