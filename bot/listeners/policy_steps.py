"""The steps of a rule that is being changed: whom they ask, by when, and who else then."""

from collections.abc import Callable
from dataclasses import replace

from bot.blocks import ids, step_form
from bot.blocks.policies import Place
from bot.domain import policy_rows
from bot.domain.errors import UserError
from bot.domain.people import Role, demand
from bot.domain.policies import ANY, Approvers, Step
from bot.edge import Answer, Call, Edge, Form, FormErrors, UpdateForm
from bot.listeners import policy_views as views
from bot.services import policy_edits
from bot.services.policy_edits import Desk

HOURS = {
    step_form.DUE: "due_hours",
    step_form.REMIND: "remind_hours",
    step_form.EXPIRE: "expire_hours",
}


def register(edge: Edge) -> None:
    edge.button(ids.CHANGE_STEP, change_step)
    edge.button(ids.ADD_STEP, add_step)
    edge.form(ids.STEP_FORM, take_step)
    edge.form(ids.TIMES_FORM, take_times)


def add_step(call: Call, _value: str) -> Answer:
    form = views.form_of(call)
    typed = views.typed_rule(call, form)
    if typed is None:
        return views.stale(call, Place.read(form.carried))
    _, place, rule = typed
    found = views.with_rule(call, place, replace(rule, steps=(*rule.steps, Step())))
    if found is None:
        return views.stale(call, place)
    return _ask_step(found, place, len(rule.steps))


def change_step(call: Call, value: str) -> Answer:
    """Do what the menu beside a step says: "change:0", "times:0", "up:1" or "remove:1"."""
    form = views.form_of(call)
    typed = views.typed_rule(call, form)
    deed, _, number = value.partition(":")
    if typed is None or int(number) >= len(typed[2].steps):
        return views.stale(call, Place.read(form.carried))
    _, place, rule = typed
    index, steps = int(number), list(rule.steps)
    if deed == "remove":
        del steps[index]
    elif deed == "up" and index > 0:
        steps[index - 1 : index + 1] = steps[index], steps[index - 1]
    if deed in {"remove", "up"}:
        return views.keep(call, place, replace(rule, steps=tuple(steps)))
    found = views.with_rule(call, place, rule)
    if found is None:
        return views.stale(call, place)
    return _ask_step(found, place, index, times=deed == "times")


def _ask_step(found: Desk, place: Place, index: int, *, times: bool = False) -> UpdateForm:
    step = found.rules[place.rule].steps[index]
    at = replace(place, revision=found.revision, part=str(index))
    draw = step_form.times_form if times else step_form.step_form
    return UpdateForm(draw(step, found.team, at))


def take_step(call: Call, form: Form) -> Answer:
    asked = approvers_of(form)
    if asked.is_empty:
        return FormErrors({step_form.PEOPLE: "Choose a role, people, or another who approves."})
    need = int(form.text(step_form.NEED) or ANY)
    return _with_step(call, form, lambda step: replace(step, approvers=asked, need=need))


def take_times(call: Call, form: Form) -> Answer:
    wrong: dict[str, str] = {}
    hours: dict[str, int | None] = {}
    for block_id, name in HOURS.items():
        typed = form.text(block_id)
        try:
            hours[name] = policy_rows.hours(typed) if typed else None
        except UserError as error:
            wrong[block_id] = str(error)
    due, remind, expire = (hours.get(name) for name in HOURS.values())
    if remind is not None and (due is None or remind >= due):
        wrong.setdefault(step_form.REMIND, "Remind fewer hours before than it takes to be due.")
    if expire is not None and due is not None and expire < due:
        wrong.setdefault(step_form.EXPIRE, "Let it end later than it is due.")
    backup = approvers_of(form)
    if not backup.is_empty and due is None:
        wrong.setdefault(step_form.DUE, "Say after how many hours the backup is asked.")
    if wrong:
        return FormErrors(wrong)
    named = None if backup.is_empty else backup
    return _with_step(
        call,
        form,
        lambda step: replace(
            step, due_hours=due, remind_hours=remind, expire_hours=expire, backup=named
        ),
    )


def _with_step(call: Call, form: Form, change: Callable[[Step], Step]) -> Answer:
    demand(call.actor, Role.ADMIN, policy_edits.DEED)
    typed = views.typed_rule(call, form)
    if typed is None or int(typed[1].part) >= len(typed[2].steps):
        return views.stale(call, Place.read(form.carried))
    _, place, rule = typed
    steps = list(rule.steps)
    steps[int(place.part)] = change(steps[int(place.part)])
    return views.keep(call, place, replace(rule, steps=tuple(steps)))


def approvers_of(form: Form) -> Approvers:
    role = form.text(step_form.ROLE)
    return Approvers(
        Role(role) if role else None,
        tuple(int(each) for each in form.choices(step_form.PEOPLE)),
        tuple(form.choices(step_form.GROUPS)),
        step_form.YES in form.choices(step_form.MANAGER),
    )
