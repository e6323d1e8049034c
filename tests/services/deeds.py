"""Every deed that a service does, each tried on one of everything."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.domain.approvals import YES, ActKind, Verdict
from bot.domain.cancellations import CancelReason, Unwanted
from bot.domain.conditions import Condition, Field, Occasion, Words
from bot.domain.customers import Contact, CustomerDetails
from bot.domain.holidays import Holiday
from bot.domain.leave import Days
from bot.domain.memberships import Membership
from bot.domain.people import Member, Role
from bot.domain.policies import ADMINS, ALL, Approvers, Policy, Rule, Step
from bot.domain.preferences import Preferences
from bot.domain.user_groups import NOT_IN_PLAN, UserGroup
from bot.services import (
    absences,
    cancelling,
    customers,
    decisions,
    groups,
    holidays,
    interactions,
    members,
    orders,
    passing,
    policies,
    policy_edits,
    preferences,
    queues,
    reports,
    reweighing,
    settings,
    workflow_waits,
    workflows,
)
from bot.services import workspaces as workspace_services
from bot.services.orders import LineDraft, OrderDraft
from bot.store import customers as customer_store
from bot.store import groups as group_store
from bot.store import members as member_store
from bot.store import orders as order_store
from bot.store import rosters, workflow_steps
from bot.store.audit import Verb
from bot.store.workflow_steps import Begun
from tests.conftest import NOON
from tests.services.scene import LATER, Scene, add_schedule


def _link(scene: Scene, *, at: Any) -> object:
    waiting = member_store.add(scene.session, Member(0, "Zoe", Role.REP, email="zoe@acme.example"))
    return members.link(scene.session, waiting, "UZOE", at=at)


def _change_contact(scene: Scene, **who: Any) -> object:
    before = scene.contact
    wanted = replace(before, name="Anne")
    return customers.change_contact(scene.session, wanted, seen=before.fingerprint, **who)


def _change_draft(scene: Scene, **who: Any) -> object:
    order = scene.saved
    revision = order.revision
    return orders.change_draft(scene.session, order.id, scene.draft, revision=revision, **who)


def _change(scene: Scene, **who: Any) -> object:
    order = scene.saved
    return orders.change(scene.session, order.id, scene.draft, revision=order.revision, **who)


def _replace_holidays(scene: Scene, **who: Any) -> object:
    days = [Holiday(NOON.date(), "Eve")]
    return holidays.replace(scene.session, days, since=NOON.date(), until=None, **who)


def _come_back(scene: Scene, *, at: Any) -> None:
    workspace_services.remove(scene.session, at=NOON)
    workspace_services.welcome_back(scene.session, at=at)


def _give_opinion(scene: Scene, *, by: Any, at: Any) -> object:
    waiting, maya = scene.waiting, scene.cast.maya.actor
    passing.ask(scene.session, waiting, to_id=by.member_id, by=maya, at=NOON)
    return passing.give_opinion(scene.session, waiting, "Fine.", by=by, at=at)


def _reweigh(scene: Scene, *, by: Any, at: Any) -> None:
    rules = (
        Rule("At home", (Condition(Field.REGION, Words(("Germany",))),), (Step(ADMINS),)),
        Rule("Else"),
    )
    policies.put_in_force(scene.session, Policy(0, rules), by=scene.cast.ana.actor, at=NOON)
    order = order_store.get(scene.session, scene.waiting)
    firm = customer_store.get(scene.session, order.customer_id)
    moved = replace(firm, details=replace(firm.details, country="Germany"))
    customer_store.save(scene.session, moved)
    reweighing.follow(scene.session, firm.id, firm.details, by=by, at=at)


def _reweigh_lines(scene: Scene, *, at: Any) -> None:
    order_id = scene.approved
    everything = Policy(0, (Rule("Everything", steps=(Step(ADMINS),)),))
    policies.put_in_force(scene.session, everything, by=scene.cast.ana.actor, at=NOON)
    reweighing.follow_lines(scene.session, [order_id], at=at)


def _begin_anew(scene: Scene, *, at: Any) -> object:
    """Maya, who approved the first step, turns out to be Ravi."""
    session, maya = scene.session, scene.cast.maya
    rules = (Rule("Twice", steps=(Step(), Step(ADMINS))),)
    policies.put_in_force(session, Policy(0, rules), by=scene.cast.ana.actor, at=NOON)
    waiting = scene.waiting
    decisions.decide(session, waiting, YES, by=maya.actor, at=NOON)
    member_store.save(session, replace(maya.member, email="ravi+maya@acme.example"))
    return reweighing.begin_anew(session, waiting, rosters.current(session, at=at), at=at)


def _cancel_line(scene: Scene, **who: Any) -> object:
    session, order = scene.session, order_store.get(scene.session, scene.approved)
    (line,) = order.lines
    two = OrderDraft(
        order.customer_id, order.currency, (LineDraft(line.product_id, 1),) * 2, order.notes
    )
    changed = orders.change(session, order.id, two, revision=order.revision, by=who["by"], at=NOON)
    unwanted = Unwanted(frozenset({1}), "stock", "")
    return cancelling.cancel_lines(session, order.id, unwanted, seen_edition=changed.edition, **who)


def _end_request(scene: Scene, *, at: Any) -> None:
    rule = Rule("Leaving", (), (Step(ADMINS),), Occasion.CANCELLATION)
    order_id, by = scene.approved, scene.cast.ana.actor
    policies.put_in_force(scene.session, Policy(0, (rule,)), by=by, at=NOON)
    cancelling.cancel(
        scene.session, order_id, by=scene.cast.maya.actor, at=NOON, words="Gone.", code="other"
    )
    cancelling.end_requests(scene.session, [order_id], at=at)


def _settle(scene: Scene, *, at: Any) -> object:
    cast, both = scene.cast, (scene.cast.maya.member, scene.cast.omar.member)
    step = Step(Approvers(member_ids=tuple(each.id for each in both)), ALL)
    rule = Rule("Both", steps=(step,))
    policies.put_in_force(scene.session, Policy(0, (rule,)), by=cast.ana.actor, at=NOON)
    waiting = scene.waiting
    decisions.decide(scene.session, waiting, YES, by=cast.maya.actor, at=NOON)
    member_store.save(scene.session, replace(cast.omar.member, active=False))
    return decisions.settle(scene.session, waiting, at=at)


def _leave(scene: Scene, **who: Any) -> object:
    days, omar = Days(LATER.date(), LATER.date()), scene.cast.omar.member.id
    return absences.leave(scene.session, days, delegate_id=omar, **who)


def _come_back_early(scene: Scene, *, by: Any, at: Any) -> object:
    _leave(scene, by=by, at=NOON)
    return absences.back(scene.session, by=by, at=at)


def _let_absence_end(scene: Scene, *, at: Any) -> object:
    two_days_before = at - timedelta(days=2)
    days = Days(two_days_before.date(), two_days_before.date())
    maya, omar = scene.cast.maya.actor, scene.cast.omar.member.id
    absences.leave(scene.session, days, delegate_id=omar, by=maya, at=two_days_before)
    return absences.due(scene.session, at=at)


def _save_policy(scene: Scene, **who: Any) -> object:
    policy_edits.change(scene.session, (Rule("All"),), revision=0, **who)
    return policy_edits.save(scene.session, **who)


def _end_wait(scene: Scene, *, at: Any) -> None:
    order = order_store.get(scene.session, scene.approved)
    begun = Begun("Fx1", "request_approval", "URAVI")
    workflow_steps.wait(scene.session, begun, order_id=order.id, at=NOON)
    workflow_waits.decided(scene.session, order, at=at)


def _take_groups(scene: Scene, *, at: Any) -> None:
    lease = group_store.claim(scene.session, now=at, every=timedelta(0))
    deals = UserGroup("SDEALS", "deal-desk", "Deal desk", frozenset({"UMAYA"}))
    groups.take(scene.session, [deals], lease=lease or at, at=at)


def _lose_groups(scene: Scene, *, at: Any) -> None:
    _take_groups(scene, at=NOON)
    lease = group_store.claim(scene.session, now=at, every=timedelta(0))
    groups.lose(scene.session, NOT_IN_PLAN, lease=lease or at, at=at)


Deed = Callable[..., object]
DEEDS: dict[str, tuple[Verb, Deed]] = {
    "customers.create": (
        Verb.CUSTOMER_CREATED,
        lambda s, **who: customers.create(s.session, CustomerDetails("New"), **who),
    ),
    "customers.change": (
        Verb.CUSTOMER_CHANGED,
        lambda s, **who: customers.change(
            s.session, s.customer, CustomerDetails("Other"), seen_revision=0, **who
        ),
    ),
    "customers.add_contact": (
        Verb.CONTACT_CREATED,
        lambda s, **who: customers.add_contact(s.session, Contact(0, s.customer, "Bo"), **who),
    ),
    "customers.change_contact": (Verb.CONTACT_CHANGED, _change_contact),
    "orders.submit": (
        Verb.ORDER_SUBMITTED,
        lambda s, **who: orders.submit(s.session, s.draft, **who),
    ),
    "orders.save_draft": (
        Verb.ORDER_CREATED,
        lambda s, **who: orders.save_draft(s.session, s.draft, **who),
    ),
    "orders.change": (Verb.ORDER_SUBMITTED, _change),
    "orders.change_draft": (Verb.ORDER_CHANGED, _change_draft),
    "orders.send": (
        Verb.ORDER_SUBMITTED,
        lambda s, **who: orders.send(s.session, s.saved.id, **who),
    ),
    "decisions.decide": (
        Verb.ORDER_REJECTED,
        lambda s, **who: decisions.decide(
            s.session, s.waiting, Verdict(ActKind.REJECT, "price", "No."), **who
        ),
    ),
    "queues.approve": (
        Verb.ORDER_APPROVED,
        lambda s, *, by, at: queues.approve(s.session, [(s.usual, 1)], by=by, at=at),
    ),
    "reweighing.follow": (Verb.ORDER_REWEIGHED, _reweigh),
    "reweighing.follow_lines": (Verb.ORDER_REWEIGHED, lambda s, *, at: _reweigh_lines(s, at=at)),
    "reweighing.begin_anew": (Verb.ORDER_REWEIGHED, _begin_anew),
    "passing.forward": (
        Verb.STEP_FORWARDED,
        lambda s, **who: passing.forward(s.session, s.waiting, to_id=s.finance.member.id, **who),
    ),
    "passing.hand_over": (
        Verb.STEP_FORWARDED,
        lambda s, **who: passing.hand_over(
            s.session, [s.waiting], to_id=s.finance.member.id, **who
        ),
    ),
    "passing.ask": (
        Verb.OPINION_ASKED,
        lambda s, **who: passing.ask(s.session, s.waiting, to_id=s.finance.member.id, **who),
    ),
    "passing.give_opinion": (Verb.OPINION_GIVEN, _give_opinion),
    "absences.leave": (Verb.ABSENCE_PLANNED, _leave),
    "absences.back": (Verb.ABSENCE_ENDED, _come_back_early),
    "absences.due": (Verb.ABSENCE_OVER, _let_absence_end),
    "decisions.settle": (Verb.STEP_SETTLED, _settle),
    "decisions.execute": (
        Verb.ORDER_EXECUTING,
        lambda s, **who: decisions.execute(s.session, s.approved, **who),
    ),
    "decisions.complete": (
        Verb.ORDER_COMPLETED,
        lambda s, **who: decisions.complete(s.session, s.executing, **who),
    ),
    "decisions.cancel": (
        Verb.ORDER_CANCELLED,
        lambda s, **who: decisions.cancel(
            s.session, s.approved, reason="Gone.", code=CancelReason.OTHER, **who
        ),
    ),
    "cancelling.cancel": (
        Verb.ORDER_CANCELLED,
        lambda s, **who: cancelling.cancel(
            s.session, s.approved, words="Gone.", code="other", **who
        ),
    ),
    "cancelling.end_requests": (Verb.CANCELLATION_ENDED, _end_request),
    "cancelling.cancel_lines": (Verb.LINES_CANCELLED, _cancel_line),
    "interactions.log": (
        Verb.INTERACTION_LOGGED,
        lambda s, **who: interactions.log(s.session, s.call, today=NOON.date(), **who),
    ),
    "interactions.finish_follow_up": (
        Verb.FOLLOW_UP_DONE,
        lambda s, **who: interactions.finish_follow_up(s.session, s.logged, **who),
    ),
    "members.set_role": (
        Verb.MEMBER_CHANGED,
        lambda s, **who: members.set_role(s.session, s.cast.ravi.member.id, Role.MANAGER, **who),
    ),
    "groups.take": (Verb.GROUP_CHANGED, lambda s, *, at: _take_groups(s, at=at)),
    "groups.lose": (Verb.GROUP_CHANGED, _lose_groups),
    "members.change": (
        Verb.MEMBER_CHANGED,
        lambda s, **who: members.change(
            s.session,
            s.cast.ravi.member.id,
            Membership(Role.REP, team="North", manager_id=s.cast.maya.member.id),
            **who,
        ),
    ),
    "members.link": (Verb.MEMBER_LINKED, lambda s, *, at: _link(s, at=at)),
    "reports.ask": (
        Verb.REPORT_REQUESTED,
        lambda s, **who: reports.ask(
            s.session, report="weekly-sales", period="last week", destination="CSALES", **who
        ),
    ),
    "reports.schedule": (Verb.SCHEDULE_CREATED, add_schedule),
    "reports.end_schedule": (
        Verb.SCHEDULE_ENDED,
        lambda s, **who: reports.end_schedule(s.session, s.schedule, **who),
    ),
    "members.rename": (
        Verb.MEMBER_CHANGED,
        lambda s, *, at: members.rename(s.session, "UMAYA", "Maya Rao", at=at),
    ),
    "preferences.change": (
        Verb.PREFERENCES_CHANGED,
        lambda s, *, by, at: preferences.change(
            s.session, Preferences(by.member_id, "Asia/Tokyo"), by=by, at=at
        ),
    ),
    "holidays.add": (
        Verb.HOLIDAYS_SET,
        lambda s, **who: holidays.add(s.session, [Holiday(NOON.date(), "Eve")], **who),
    ),
    "holidays.replace": (Verb.HOLIDAYS_SET, _replace_holidays),
    "settings.change": (
        Verb.SETTINGS_CHANGED,
        lambda s, **who: settings.change(
            s.session, currency="USD", zone="UTC", approvals_channel=None, **who
        ),
    ),
    "policies.put_in_force": (
        Verb.POLICY_SET,
        lambda s, **who: policies.put_in_force(s.session, Policy(0, ()), **who),
    ),
    "policy_edits.save": (Verb.POLICY_SET, _save_policy),
    "workflows.create_order": (
        Verb.ORDER_SUBMITTED,
        lambda s, **who: workflows.create_order(s.session, s.wanted, send=True, **who),
    ),
    "workflows.ask_for_approval": (
        Verb.ORDER_SUBMITTED,
        lambda s, **who: workflows.ask_for_approval(s.session, s.saved.id, **who),
    ),
    "workflow_waits.decided": (Verb.WORKFLOW_STEP_ENDED, lambda s, *, at: _end_wait(s, at=at)),
    "workspaces.remove": (
        Verb.WORKSPACE_UNINSTALLED,
        lambda s, *, at: workspace_services.remove(s.session, at=at),
    ),
    "workspaces.welcome_back": (
        Verb.WORKSPACE_INSTALLED,
        lambda s, *, at: _come_back(s, at=at),
    ),
}
OF_ITSELF = {
    "reweighing.begin_anew",
    "members.rename",
    "reweighing.follow_lines",
    "cancelling.end_requests",
    "groups.take",
    "groups.lose",
    "decisions.settle",
    "absences.due",
    "members.link",
    "workflow_waits.decided",
    "workspaces.remove",
    "workspaces.welcome_back",
}
