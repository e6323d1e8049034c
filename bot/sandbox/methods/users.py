"""users.*: who is in the workspace."""

from bot.sandbox.calls import Call, Method, Refused, page
from bot.sandbox.methods.conversations import visible
from bot.sandbox.records import Json, Person
from bot.sandbox.shapes import conversations, people


def _shown(call: Call, person: Person) -> Json:
    return people.user(call.world, call.workspace, person)


def info(call: Call) -> Json:
    return {"user": _shown(call, call.person(call.required("user")))}


def profile(call: Call) -> Json:
    """Of the bot itself when nobody is named."""
    told = dict(_shown(call, call.person(call.text("user", call.workspace.bot_user)))["profile"])
    told.pop("team")
    return {"profile": told}


def presence(call: Call) -> Json:
    """Everybody in the sandbox is there."""
    call.person(call.text("user", call.workspace.bot_user))
    return {"presence": "active"}


def list_all(call: Call) -> Json:
    found, cursor = page(call, list(call.workspace.people.values()), limit=1000)
    return {
        "members": [_shown(call, person) for person in found],
        "cache_ts": int(call.world.clock.now()),
        "response_metadata": {"next_cursor": cursor},
    }


def lookup_by_email(call: Call) -> Json:
    wanted = call.required("email").lower()
    for person in call.workspace.people.values():
        if person.email.lower() == wanted and not person.deleted:
            return {"user": _shown(call, person)}
    raise Refused("users_not_found")


def conversations_of(call: Call) -> Json:
    """Conversations a person is in (the bot when nobody is named)."""
    user = call.text("user", call.workspace.bot_user)
    call.person(user)
    joined = [channel for channel in visible(call, user=user) if user in channel.members]
    found, cursor = page(call, joined, limit=100)
    shown = [conversations.channel(call.workspace, each, viewer=user) for each in found]
    for each in shown:
        each.pop("is_member", None)
    return {"channels": shown, "response_metadata": {"next_cursor": cursor}}


METHODS = {
    "users.info": Method(info, "users:read"),
    "users.list": Method(list_all, "users:read"),
    "users.lookupByEmail": Method(lookup_by_email, "users:read.email"),
    "users.profile.get": Method(profile, "users.profile:read"),
    "users.getPresence": Method(presence, "users:read"),
    "users.conversations": Method(conversations_of),
}
