"""An imported rep and an account that turn out to be one person become one member."""

from dataclasses import replace
from typing import cast

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from bot.domain.people import Member, Role
from bot.domain.policies import Approvers, Policy, Rule, Step
from bot.store import (
    homes,
    member_links,
    members,
    orders,
    policies,
    policy_drafts,
    preferences,
)
from bot.store.tables import (
    Base,
    CustomerRow,
    HomeOrderRow,
    HomeRow,
    MemberRow,
    PolicyDraftRow,
    PreferenceRow,
)
from tests.conftest import NOON, Cast
from tests.trade import large_order


def imported(session: Session, name: str = "Ravi P.") -> Member:
    return members.add(session, Member(0, name, Role.REP, external_key="7", title="Rep"))


def test_the_imported_member_gets_the_account_and_its_role(session: Session, cast: Cast) -> None:
    member = imported(session)

    linked = member_links.absorb(session, member, cast.maya.member, at=NOON)

    assert linked.id == member.id
    assert linked.slack_id == "UMAYA"
    assert linked.email == "maya@acme.example"
    assert linked.role is Role.MANAGER
    assert linked.external_key == "7"
    assert members.by_slack_id(session, "UMAYA") == linked


def test_the_other_row_stays_but_answers_to_nothing(session: Session, cast: Cast) -> None:
    member_links.absorb(session, imported(session), cast.ravi.member, at=NOON)

    left = members.get(session, cast.ravi.member.id)

    assert not left.active
    assert left.slack_id is None
    assert members.by_email(session, "ravi@acme.example") is None


def test_orders_go_along_so_that_nobody_approves_their_own(session: Session, cast: Cast) -> None:
    order = large_order(session, cast.ravi)
    member = imported(session)

    member_links.absorb(session, member, cast.ravi.member, at=NOON)

    session.expire_all()
    assert member.id in orders.get(session, order.id).owned_by
    assert cast.ravi.member.id not in orders.get(session, order.id).owned_by


def test_whoever_was_named_as_approver_still_is(session: Session, cast: Cast) -> None:
    rule = Rule(
        "Everything",
        steps=(Step(Approvers(member_ids=(cast.maya.member.id, cast.omar.member.id))),),
    )
    policies.add_version(session, Policy(0, (rule,)), by_id=None, at=NOON)
    order = large_order(session, cast.ravi)
    member = imported(session)

    member_links.absorb(session, member, cast.maya.member, at=NOON)

    session.expire_all()
    named = (member.id, cast.omar.member.id)
    asked = orders.get(session, order.id).approval
    assert asked is not None
    assert asked.steps[0].approvers.member_ids == named
    assert policies.in_force(session).rules[0].steps[0].approvers.member_ids == named


def test_nobody_becomes_their_own_manager(session: Session, cast: Cast) -> None:
    member = members.save(session, replace(imported(session), manager_id=cast.maya.member.id))

    assert member_links.absorb(session, member, cast.maya.member, at=NOON).manager_id is None


def test_customers_change_hands_too(session: Session, cast: Cast) -> None:
    customer = CustomerRow(name="Acme Tools", name_key="acme tools", created_at=NOON, revision=0)
    customer.owner_id = cast.ravi.member.id
    session.add(customer)
    session.flush()
    member = imported(session)

    member_links.absorb(session, member, cast.ravi.member, at=NOON)

    session.refresh(customer)
    assert customer.owner_id == member.id


def test_every_reference_to_a_member_is_a_foreign_key_that_is_followed() -> None:
    """A column that names a member without one would be left behind. The audit's is, on purpose."""
    references = {
        f"{mapper.local_table.name}.{column}"  # type: ignore[attr-defined]
        for mapper in Base.registry.mappers
        for constraint in cast("Table", mapper.local_table).foreign_key_constraints
        if constraint.referred_table is MemberRow.__table__
        for column in constraint.column_keys
        if column != "workspace_id"
    }
    named = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if column.name in {"owner_id", "rep_id", "manager_id"} or column.name.endswith("by_id")
    }

    assert named - references == {"audit.by_id"}


def test_what_each_has_once_only_is_left_once_and_the_account_keeps_its_home(
    session: Session, cast: Cast
) -> None:
    member, order = imported(session), large_order(session, cast.ravi)
    for each, digest in ((member, "old"), (cast.maya.member, "of the account")):
        homes.opened(session, each.id, shows=[order.id], digest=digest, at=NOON)
        preferences.note_zone(session, each.id, "Europe/Berlin", at=NOON)
        policy_drafts.begin(session, policies.in_force(session), member_id=each.id, at=NOON)

    member_links.absorb(session, member, cast.maya.member, at=NOON)
    homes.write_pending(session)

    session.expire_all()
    assert [(row.member_id, row.digest) for row in session.scalars(select(HomeRow))] == [
        (member.id, "of the account")
    ]
    assert [row.order_id for row in session.scalars(select(HomeOrderRow))] == [order.id]
    assert [row.member_id for row in session.scalars(select(PreferenceRow))] == [member.id]
    assert [row.member_id for row in session.scalars(select(PolicyDraftRow))] == [member.id]
