"""auth.*, apps.*, team.*, bots.* and blocks.*: the app itself."""

from bot.sandbox import validation
from bot.sandbox.calls import Call, Method, Refused
from bot.sandbox.records import Json
from bot.sandbox.shapes import people


def auth_test(call: Call) -> Json:
    return {
        "url": f"{call.world.base_url}/",
        "team": call.workspace.name,
        "user": call.workspace.people[call.workspace.bot_user].name,
        "team_id": call.workspace.id,
        "user_id": call.workspace.bot_user,
        "bot_id": call.workspace.bot_id,
        "is_enterprise_install": False,
    }


def auth_revoke(call: Call) -> Json:
    if call.flag("test"):
        return {"revoked": False}
    call.workspace.installed = False
    return {"revoked": True}


def uninstall(call: Call) -> Json:
    """The app takes itself away; it names itself by the id and secret it was given."""
    if not call.text("client_id") or not call.text("client_secret"):
        raise Refused("invalid_client_id")
    call.workspace.installed = False
    call.world.journal.changed()
    return {}


def api_test(call: Call) -> Json:
    if call.text("error"):
        raise Refused(call.text("error"), args=_said(call))
    return {"args": _said(call)} if _said(call) else {}


def _said(call: Call) -> Json:
    return {name: value for name, value in call.arguments.items() if name != "token"}


def emoji(_: Call) -> Json:
    """The workspace's own emoji: it has none."""
    return {"emoji": {}, "cache_ts": ""}


def team_info(call: Call) -> Json:
    return {"team": people.team(call.world, call.workspace)}


def billing(call: Call) -> Json:
    """https://docs.slack.dev/reference/methods/team.billing.info"""
    return {"plan": call.workspace.plan}


def bots_info(call: Call) -> Json:
    if call.text("bot", call.workspace.bot_id) != call.workspace.bot_id:
        raise Refused("bot_not_found")
    return {"bot": people.bot(call.world, call.workspace)}


def validate(call: Call) -> Json:
    """Any of `blocks`, `message` and `view`; finds what is wrong without posting anything.

    https://docs.slack.dev/reference/methods/blocks.validate
    """
    blocks, message, view = call.json("blocks"), call.json("message"), call.json("view")
    problems: list[validation.Problem] = []
    if isinstance(blocks, list):
        problems = validation.validate_blocks(blocks)
    elif isinstance(message, dict):
        problems = validation.validate_message(message)
    elif isinstance(view, dict):
        problems = validation.validate_view(view)
    else:
        raise Refused("invalid_arguments")
    if problems:
        raise Refused(
            validation.error_name(problems),
            response_metadata={"messages": [str(problem) for problem in problems]},
        )
    return {}


METHODS = {
    "auth.test": Method(auth_test),
    "auth.revoke": Method(auth_revoke),
    "apps.uninstall": Method(uninstall),
    "api.test": Method(api_test, needs_token=False),
    "emoji.list": Method(emoji, "emoji:read"),
    "team.billing.info": Method(billing, "team.billing:read"),
    "team.info": Method(team_info, "team:read"),
    "bots.info": Method(bots_info, "users:read"),
    "blocks.validate": Method(validate, needs_token=False),
}
