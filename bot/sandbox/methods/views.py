"""views.*: modals and the Home tab."""

from bot.sandbox import modals
from bot.sandbox.calls import Call, Method, Refused
from bot.sandbox.records import Json, View
from bot.sandbox.shapes import views as shapes
from bot.sandbox.triggers import Trigger, TriggerRefused


def _exchanged(call: Call) -> Trigger:
    trigger_id = call.text("trigger_id") or call.text("interactivity_pointer")
    if not trigger_id:
        raise Refused("invalid_arguments")
    try:
        return call.world.triggers.exchange(trigger_id, call.workspace.id)
    except TriggerRefused as refusal:
        raise Refused(refusal.code) from None


def _answer(call: Call, view: View) -> Json:
    return {"view": shapes.view(call.world, call.workspace, view)}


def open_modal(call: Call) -> Json:
    """Opened from inside a modal it goes on top of it; otherwise it is the only one."""
    sent = call.json("view")
    trigger = _exchanged(call)
    view = modals.made(call.world, call.workspace, trigger.user, sent, channel=trigger.channel)
    if trigger.view_id is None:
        modals.close_all(call.world, call.workspace, trigger.user)
    return _answer(call, modals.put_on_top(call.world, call.workspace, view))


def push(call: Call) -> Json:
    """Only from inside an open modal."""
    sent = call.json("view")
    trigger = _exchanged(call)
    stack = call.workspace.modal_stack(trigger.user)
    if not stack or trigger.view_id not in {view.id for view in stack}:
        raise Refused("invalid_trigger_id")
    view = modals.made(call.world, call.workspace, trigger.user, sent)
    return _answer(call, modals.put_on_top(call.world, call.workspace, view))


def update(call: Call) -> Json:
    view_id, external_id = call.text("view_id"), call.text("external_id")
    if not view_id and not external_id:
        raise Refused("invalid_arguments")
    for view in call.workspace.views.values():
        if view.id == view_id or (external_id and view.body.get("external_id") == external_id):
            break
    else:
        raise Refused("not_found")
    _check_hash(call, view)
    return _answer(call, modals.replace(call.world, call.workspace, view, call.json("view")))


def publish(call: Call) -> Json:
    person = call.person(call.required("user_id"))
    sent = call.json("view")
    view = call.workspace.homes.get(person.id)
    if view is not None:
        _check_hash(call, view)
        return _answer(call, modals.replace(call.world, call.workspace, view, sent))
    view = modals.made(call.world, call.workspace, person.id, sent, kind="home")
    call.workspace.homes[person.id] = view
    call.workspace.views[view.id] = view
    call.world.journal.changed()
    return _answer(call, view)


def _check_hash(call: Call, view: View) -> None:
    told = call.text("hash")
    if told and told != view.hash:
        raise Refused("hash_conflict")


METHODS = {
    "views.open": Method(open_modal),
    "views.push": Method(push),
    "views.update": Method(update),
    "views.publish": Method(publish),
}
