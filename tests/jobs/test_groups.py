"""Slack's user groups, asked for when it is time and whenever Slack says that one changed."""

import json

import pytest

from bot.domain.approvals import YES
from bot.domain.deciding import MayNotDecide
from bot.domain.orders import Order, OrderStatus
from bot.domain.policies import Approvers, Policy, Rule, Step
from bot.edge import Edge
from bot.edge.downloads import Downloads
from bot.edge.people import Directory
from bot.edge.requests import Kind, Request
from bot.edge.work import Worker
from bot.jobs.groups import EVERY, GroupSync
from bot.listeners import groups as listener
from bot.sandbox.records import UserGroup as InSlack
from bot.services import decisions, orders, policies
from bot.services.orders import LineDraft
from bot.store import audit, groups, outbox
from bot.store import orders as order_store
from bot.store.db import workspace_session
from tests import trade
from tests.conftest import ACME, Cast
from tests.jobs.conftest import Office

GROUP = "SMANAGERS"


def sync(office: Office) -> int:
    return GroupSync(office.engine, office.teams, office.clock).sync_due()


def later(office: Office) -> None:
    office.clock.pass_by(seconds=EVERY.total_seconds())


def users(office: Office) -> dict[str, frozenset[str]]:
    with workspace_session(office.engine, ACME, reading=True) as session:
        return {group.handle: group.users for group in groups.known(session)}


def failure(office: Office) -> str | None:
    with workspace_session(office.engine, ACME, reading=True) as session:
        last = groups.last_sync(session)
    assert last is not None
    return last.failure


def in_slack(office: Office, group: str = GROUP) -> InSlack:
    return office.sandbox.world.workspaces[ACME].usergroups[group]


def ask_the_group(office: Office, cast: Cast) -> Order:
    """Let the policy ask the group, once it is known, about an order of Ravi's."""
    sync(office)
    asks = Step(Approvers(group_ids=(GROUP,)))
    with workspace_session(office.engine, ACME) as session:
        policy = Policy(0, (Rule("All orders", steps=(asks,)),))
        policies.put_in_force(session, policy, by=None, at=office.clock())
        firm = trade.customer(session, "Firm")
        draft = trade.draft(firm, LineDraft(trade.product(session), 1))
        return orders.submit(session, draft, by=cast.ravi.actor, at=office.clock())


def test_groups_are_asked_for_when_it_is_time_and_by_one_process(office: Office) -> None:
    assert (sync(office), sync(office)) == (1, 0)
    assert users(office)["managers"] == {"UMAYA", "UOMAR"}

    office.person("UANA").sets_user_group(GROUP, "UOMAR")
    assert sync(office) == 0
    later(office)

    assert sync(office) == 1
    assert users(office)["managers"] == {"UOMAR"}
    assert len(office.calls("usergroups.list")) == 2
    assert office.calls("usergroups.users.list") == []


def test_a_group_that_the_policy_names_is_asked_for_by_itself(office: Office, cast: Cast) -> None:
    ask_the_group(office, cast)
    in_slack(office).users = [f"U{number}" for number in range(700)]
    later(office)

    sync(office)

    assert len(users(office)["managers"]) == 700
    (asked,) = office.calls("usergroups.users.list")
    assert asked["payload"] == {"usergroup": GROUP}


@pytest.mark.parametrize("event", listener.EVENTS)
def test_an_event_lets_slack_be_asked_at_once(office: Office, cast: Cast, event: str) -> None:
    sync(office)
    edge = Edge()
    listener.register(edge)
    worker = Worker(
        edge, office.engine, Directory(office.teams), Downloads(office.teams), office.clock
    )
    in_slack(office).users = ["UMAYA"]

    done = worker.run(Request(Kind.EVENT, event, ACME, "", event={"type": event}))

    assert done.wakes
    assert sync(office) == 1
    assert users(office)["managers"] == {"UMAYA"}


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ({"kind": "status", "status": 500, "error": "internal_error"}, "internal_error"),
        ({"kind": "status", "status": 429, "retry_after": 0}, "ratelimited"),
        ({"kind": "error", "error": "service_unavailable"}, "service_unavailable"),
    ],
)
def test_what_was_known_counts_while_slack_is_in_trouble(
    office: Office, fault: dict[str, object], code: str
) -> None:
    sync(office)
    office.breaks(method="usergroups.list", times=5, **fault)  # type: ignore[arg-type]
    later(office)

    assert sync(office) == 0
    assert users(office)["managers"] == {"UMAYA", "UOMAR"}
    assert failure(office) == code


def test_a_plan_without_groups_leaves_nobody_in_them_until_there_is_another_plan(
    office: Office,
) -> None:
    sync(office)
    office.sandbox.world.workspaces[ACME].plan = "free"
    later(office)

    assert sync(office) == 1
    assert (users(office), failure(office)) == ({}, "plan_upgrade_required")

    office.sandbox.world.workspaces[ACME].plan = "std"
    later(office)
    assert sync(office) == 1
    assert users(office)["managers"] == {"UMAYA", "UOMAR"}
    assert failure(office) is None


def test_a_permission_that_is_missing_breaks_nothing(office: Office) -> None:
    office.breaks("error", method="usergroups.list", error="missing_scope")

    assert sync(office) == 0
    assert failure(office) == "missing_scope"


def test_whoever_is_in_the_group_now_decides_and_is_asked(office: Office, cast: Cast) -> None:
    order = ask_the_group(office, cast)
    office.person("UANA").sets_user_group(GROUP, "UOMAR", "UANA")
    with workspace_session(office.engine, ACME) as session:
        asked = outbox.waiting_count(session)
        with pytest.raises(MayNotDecide):
            decisions.decide(session, order.id, YES, by=cast.ana.actor, at=office.clock())

    later(office)
    sync(office)

    with workspace_session(office.engine, ACME) as session:
        assert outbox.waiting_count(session) == asked + 1
        with pytest.raises(MayNotDecide):
            decisions.decide(session, order.id, YES, by=cast.maya.actor, at=office.clock())
        decided = decisions.decide(session, order.id, YES, by=cast.ana.actor, at=office.clock())
    assert decided.status is OrderStatus.APPROVED


def test_where_nobody_is_in_the_group_the_admins_decide(office: Office, cast: Cast) -> None:
    order = ask_the_group(office, cast)
    office.sandbox.world.workspaces[ACME].plan = "free"
    later(office)

    sync(office)

    with workspace_session(office.engine, ACME) as session:
        decisions.decide(session, order.id, YES, by=cast.ana.actor, at=office.clock())
        assert order_store.get(session, order.id).status is OrderStatus.APPROVED


def test_the_admins_hear_once_that_a_group_of_the_policy_is_gone(
    office: Office, cast: Cast
) -> None:
    ask_the_group(office, cast)
    del office.sandbox.world.workspaces[ACME].usergroups[GROUP]
    for _ in range(2):
        later(office)
        sync(office)
        office.deliver()

    (told,) = of_losses(office)
    assert (
        "Rule 1 “All orders” asks @managers, a user group that Slack no longer shows; the admins"
        " are asked as well. Name somebody else: `/crm settings`."
    ) in told


def test_the_admins_hear_that_a_group_of_the_policy_has_nobody_left_who_can_approve(
    office: Office, cast: Cast
) -> None:
    ask_the_group(office, cast)
    office.person("UANA").sets_user_group(GROUP, "UGUS")
    later(office)
    sync(office)
    office.deliver()

    (told,) = of_losses(office)
    assert "Rule 1 “All orders” has too few people left who can approve" in told


def test_with_all_groups_gone_the_admins_hear_why(office: Office, cast: Cast) -> None:
    ask_the_group(office, cast)
    office.sandbox.world.workspaces[ACME].plan = "free"
    later(office)
    sync(office)
    office.deliver()

    (told,) = of_losses(office)
    assert "User groups are not in this workspace's plan with Slack" in told
    assert "Rule 1 “All orders” asks @managers" in told


def test_a_group_that_no_rule_names_goes_without_a_word(office: Office, cast: Cast) -> None:
    ask_the_group(office, cast)
    for other in set(office.sandbox.world.workspaces[ACME].usergroups) - {GROUP}:
        del office.sandbox.world.workspaces[ACME].usergroups[other]
    office.person("UANA").sets_user_group(GROUP, "UOMAR")
    later(office)
    assert sync(office) == 1
    office.deliver()

    assert of_losses(office) == []


def of_losses(office: Office) -> list[str]:
    """Return what Ana reads of rules that have lost somebody."""
    found = office.person("UANA").messages()
    return [str(each["text"]) for each in found if "is no longer there" in str(each["text"])]


def test_who_came_and_who_left_is_in_the_audit(office: Office, cast: Cast) -> None:
    sync(office)
    office.person("UANA").sets_user_group(GROUP, "UOMAR", "UANA")
    later(office)
    sync(office)

    with workspace_session(office.engine, ACME, reading=True) as session:
        (newest,) = audit.newest(session, audit.Verb.GROUP_CHANGED, limit=1)
    assert (newest.by_id, newest.at) == (None, office.clock())
    assert json.loads(newest.details) == {
        "group": GROUP,
        "handle": "managers",
        "joined": ["UANA"],
        "left": ["UMAYA"],
    }
