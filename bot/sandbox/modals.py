"""Opening, pushing, updating and closing views, whoever asks for it."""

import secrets

from bot.sandbox.calls import Refused
from bot.sandbox.checking import checked_view
from bot.sandbox.elements import initial_state, kept_state
from bot.sandbox.records import Json, View, Workspace
from bot.sandbox.world import World

# https://docs.slack.dev/surfaces/modals: one view and two on top of it.
DEEPEST_STACK = 3


def new_hash(world: World) -> str:
    return f"{int(world.clock.now())}.{secrets.token_hex(4)}"


def made(
    world: World,
    workspace: Workspace,
    user: str,
    sent: object,
    *,
    kind: str = "modal",
    channel: str | None = None,
) -> View:
    """A checked view that nobody sees yet; raises Refused where Slack would.

    `channel` is the conversation it is opened from, the preset of menus that ask for it.
    """
    body = checked_view(world, workspace, sent)
    if body["type"] != kind:
        raise Refused("invalid_arguments")
    _check_external_id(workspace, body)
    view = View(id=world.new_id("V"), user=user, body=body, hash=new_hash(world))
    view.state = initial_state(view.blocks, current_channel=channel)
    view.root_view_id = view.id
    return view


def _check_external_id(workspace: Workspace, body: Json, *, besides: str = "") -> None:
    wanted = body.get("external_id")
    if wanted and any(
        view.body.get("external_id") == wanted and view.id != besides
        for view in workspace.views.values()
    ):
        raise Refused("duplicate_external_id")


def put_on_top(world: World, workspace: Workspace, view: View) -> View:
    """Add a view to its person's stack."""
    stack = workspace.modal_stack(view.user)
    if len(stack) >= DEEPEST_STACK:
        raise Refused("push_limit_reached")
    if stack:
        view.root_view_id = stack[0].id
        view.previous_view_id = stack[-1].id
    stack.append(view)
    workspace.views[view.id] = view
    world.journal.changed()
    return view


def replace(world: World, workspace: Workspace, view: View, sent: object) -> View:
    """Give a view a new body; what was typed under the same ids stays."""
    body = checked_view(world, workspace, sent)
    if body["type"] != view.type:
        raise Refused("invalid_arguments")
    _check_external_id(workspace, body, besides=view.id)
    view.body = body
    view.hash = new_hash(world)
    view.errors = {}
    view.state = kept_state(view.state, initial_state(view.blocks))
    world.journal.changed()
    return view


def close(world: World, workspace: Workspace, view: View) -> None:
    """Take one view off its stack."""
    stack = workspace.modal_stack(view.user)
    if view in stack:
        stack.remove(view)
    workspace.views.pop(view.id, None)
    world.journal.changed()


def close_all(world: World, workspace: Workspace, user: str) -> list[View]:
    """Take the whole stack away; answers what was on it, top first."""
    stack = list(reversed(workspace.modal_stack(user)))
    for view in stack:
        close(world, workspace, view)
    return stack
