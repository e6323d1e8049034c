"""What the app's manifest says of it, for the people who use the app."""

from bot.sandbox.manifest import Manifest
from bot.sandbox.records import Json
from bot.sandbox.world import World


def app(world: World, bot_user: str) -> Json:
    """Who the app is and which tabs its conversation has."""
    manifest = world.manifest
    return {
        "id": world.app_id,
        "name": manifest.name,
        "bot_user": bot_user,
        "color": manifest.background_color,
        "home_tab": manifest.home_tab,
        "messages_tab": manifest.messages_tab,
        "read_only": manifest.messages_tab_read_only,
    }


def about(manifest: Manifest) -> Json:
    """The words for the About tab."""
    return {
        "description": manifest.description,
        "long_description": manifest.long_description,
        "scopes": sorted(manifest.scopes or ()),
        "events": sorted(manifest.events or ()),
        "unfurl_domains": list(manifest.unfurl_domains),
    }
