"""Cards of what waits follow who has which role, manager and account, on every database."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.domain.approvals import YES
from bot.domain.memberships import Membership
from bot.domain.orders import Order
from bot.domain.people import Member, Role
from bot.domain.policies import Approvers, Policy, Rule, Step
from bot.services import customers, decisions, passing, policies, settings
from bot.services import members as service
from bot.store import customers as customer_store
from bot.store import members
from bot.store import orders as order_store
from bot.store.tables import PostRow
from tests.conftest import NOON, Cast, Person, hire
from tests.trade import large_order


def change(session: Session, cast: Cast, person: Person, **values: object) -> None:
    seen = Membership.of(members.get(session, person.member.id))
    wanted = replace(seen, **values)  # type: ignore[arg-type] # by name
    service.change(session, person.member.id, wanted, by=cast.ana.actor, at=NOON)


def cards(session: Session, slack_id: str, order: Order) -> list[str]:
    """Return the cards of the order on their way to somebody; none of these is sent yet."""
    rows = session.scalars(
        select(PostRow)
        .where(PostRow.destination == slack_id, PostRow.subject.startswith(f"order:{order.id}"))
        .order_by(PostRow.id)
        .execution_options(populate_existing=True)
    )
    return [str(row.payload["blocks"]) for row in rows]


def test_whoever_becomes_a_manager_gets_what_waits_for_managers_once(
    session: Session, cast: Cast
) -> None:
    omar, order = cast.omar, large_order(session, cast.ravi)
    change(session, cast, omar, role=Role.REP)
    before = len(cards(session, "UOMAR", order))

    change(session, cast, omar, role=Role.MANAGER)
    change(session, cast, omar, team="North")

    assert len(cards(session, "UOMAR", order)) == before + 1
    assert "Approve" in cards(session, "UOMAR", order)[-1]
    assert len(cards(session, "UMAYA", order)) == 1


def test_the_card_of_whoever_lost_the_role_loses_its_buttons_and_goes_on_to_be_true(
    session: Session, cast: Cast
) -> None:
    order = large_order(session, cast.ravi)

    change(session, cast, cast.maya, role=Role.REP)

    (card,) = cards(session, "UMAYA", order)
    assert "Approve" not in card
    assert "Approve" in cards(session, "UOMAR", order)[0]
    shown = session.scalars(select(PostRow).where(PostRow.destination == "UMAYA")).all()
    assert order_store.get(session, order.id).revision in {each.revision for each in shown}


def test_a_card_tells_who_is_asked_later_now_that_somebody_has_left(
    session: Session, cast: Cast
) -> None:
    then_omar = (
        Step(Approvers(member_ids=(cast.maya.member.id,))),
        Step(Approvers(member_ids=(cast.omar.member.id,))),
    )
    policies.put_in_force(
        session, Policy(0, (Rule("Two looks", steps=then_omar),)), by=cast.ana.actor, at=NOON
    )
    order = large_order(session, cast.ravi)
    assert "Omar" in cards(session, "UMAYA", order)[0]

    change(session, cast, cast.omar, active=False)

    (card,) = cards(session, "UMAYA", order)
    assert "Omar" not in card
    assert "an admin" in card


def test_a_rep_who_is_given_a_manager_lets_that_one_be_asked(session: Session, cast: Cast) -> None:
    rule = Rule("All", steps=(Step(Approvers(manager_of_rep=True)),))
    policies.put_in_force(session, Policy(0, (rule,)), by=cast.ana.actor, at=NOON)
    order = large_order(session, cast.ravi)
    assert cards(session, "UANA", order)

    change(session, cast, cast.ravi, manager_id=cast.maya.member.id)

    assert "Approve" in cards(session, "UMAYA", order)[0]
    assert "Approve" not in cards(session, "UANA", order)[0]


def test_an_imported_manager_gets_what_waits_with_their_account(
    session: Session, cast: Cast
) -> None:
    order = large_order(session, cast.ravi)
    kim = members.add(session, Member(0, "Kim", Role.MANAGER, external_key="K"))

    service.link(session, kim, "UKIM", at=NOON)

    assert "Approve" in cards(session, "UKIM", order)[0]


def ask_in(session: Session, cast: Cast, channel: str | None, at: datetime = NOON) -> None:
    settings.change(
        session, currency="EUR", zone="UTC", approvals_channel=channel, by=cast.ana.actor, at=at
    )


def test_a_new_channel_gets_what_waits_already_once(session: Session, cast: Cast) -> None:
    waiting, decided = large_order(session, cast.ravi), large_order(session, cast.ravi)
    decisions.decide(session, decided.id, YES, by=cast.maya.actor, at=NOON)

    for day, channel in enumerate(("CAPPROVALS", "CSALES", "CAPPROVALS")):
        ask_in(session, cast, channel, NOON + timedelta(days=day))
        service.rename(session, "URAVI", f"Ravi {day}", at=NOON)

    assert "Approve" in cards(session, "CAPPROVALS", waiting)[0]
    assert len(cards(session, "CAPPROVALS", waiting)) == 1
    assert len(cards(session, "CSALES", waiting)) == 1
    assert not cards(session, "CAPPROVALS", decided)


def test_without_a_channel_any_more_approvers_get_what_waits(session: Session, cast: Cast) -> None:
    ask_in(session, cast, "CAPPROVALS")
    order = large_order(session, cast.ravi)
    assert not cards(session, "UMAYA", order)

    ask_in(session, cast, None)

    assert "Approve" in cards(session, "UMAYA", order)[0]


def test_a_channel_that_shows_it_to_all_is_not_told_again(session: Session, cast: Cast) -> None:
    ask_in(session, cast, "CAPPROVALS")
    order = large_order(session, cast.ravi)

    change(session, cast, cast.ravi, role=Role.MANAGER)
    change(session, cast, cast.maya, role=Role.REP)

    assert len(cards(session, "CAPPROVALS", order)) == 1
    assert not cards(session, "URAVI", order)


def test_every_card_shows_the_new_name_of_a_customer(session: Session, cast: Cast) -> None:
    waiting, approved = large_order(session, cast.ravi), large_order(session, cast.ravi)
    decisions.decide(session, approved.id, YES, by=cast.maya.actor, at=NOON)

    for order in (waiting, approved):
        known = customer_store.get(session, order.customer_id)
        customers.change(
            session,
            known.id,
            replace(known.details, name="Kontor Nord"),
            seen_revision=known.revision,
            by=cast.ravi.actor,
            at=NOON,
        )

    shown = [cards(session, slack_id, waiting)[-1] for slack_id in ("UMAYA", "UOMAR")]
    shown += [cards(session, "URAVI", approved)[-1], cards(session, "UMAYA", approved)[-1]]
    assert all("Kontor Nord" in card for card in shown)
    assert all("Acme Tools" not in card for card in shown)


def test_every_card_shows_the_new_name_of_who_had_a_part_in_it(
    session: Session, cast: Cast
) -> None:
    bea = hire(session, "Bea", Role.FINANCE).member
    approved, waiting = large_order(session, cast.ravi), large_order(session, cast.ravi)
    decisions.decide(session, approved.id, YES, by=cast.maya.actor, at=NOON)
    passing.forward(session, waiting.id, to_id=bea.id, by=cast.omar.actor, at=NOON, words=None)

    service.rename(session, "UMAYA", "Maya Rao", at=NOON)
    service.rename(session, "UOMAR", "Omar Said", at=NOON)

    assert "Approved by Maya Rao" in cards(session, "URAVI", approved)[-1]
    assert "Omar Said forwarded it to Bea" in cards(session, str(bea.slack_id), waiting)[-1]


def test_what_is_over_is_not_drawn_anew_for_a_name(session: Session, cast: Cast) -> None:
    order = large_order(session, cast.ravi)
    decisions.decide(session, order.id, YES, by=cast.maya.actor, at=NOON)
    decisions.execute(session, order.id, by=cast.ravi.actor, at=NOON)
    over = decisions.complete(session, order.id, by=cast.ravi.actor, at=NOON)

    service.rename(session, "UMAYA", "Maya Rao", at=NOON)

    assert order_store.get(session, order.id).revision == over.revision


def test_who_a_file_names_is_called_so_whatever_slack_says(session: Session, cast: Cast) -> None:
    members.save(session, replace(cast.maya.member, external_key="M1"))

    service.rename(session, "UMAYA", "Maya Rao", at=NOON)
    service.rename(session, "UNOBODY", "Nobody", at=NOON)

    assert members.get(session, cast.maya.member.id).name == "Maya"
    assert "Nobody" not in {each.name for each in members.known(session)}
