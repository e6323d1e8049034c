"""Forward, ask for an opinion, give one, hand over: the menu on a card and its forms."""

from collections.abc import Callable, Sequence
from itertools import islice

from bot.blocks import approvals as approval_blocks
from bot.blocks import ids
from bot.blocks import orders as order_blocks
from bot.blocks import passing as passing_blocks
from bot.blocks.order_button import ASK, FORWARD, pressed
from bot.blocks.text import mention, plain
from bot.domain.deciding import check_decidable
from bot.domain.errors import InvalidFields, UserError
from bot.domain.orders import Order
from bot.domain.passing import TO, WORDS, check_asked, may_advise, may_receive
from bot.domain.people import Member
from bot.domain.rosters import Roster
from bot.edge import Call, Choices, Edge, Form, OpenForm, UpdateForm
from bot.edge.notices import notice
from bot.listeners.redrawing import listed
from bot.services import order_posts, passing
from bot.store import members, orders, rosters

FORMS = {
    FORWARD: passing_blocks.forward_form,
    ASK: passing_blocks.ask_form,
}
MOST_OPTIONS = 100


def register(edge: Edge) -> None:
    edge.button(ids.MORE_ON_ORDER, choose, opens_form=True)
    edge.form(ids.FORWARD_FORM, forward)
    edge.form(ids.ASK_FORM, ask)
    edge.button(ids.GIVE_OPINION, ask_opinion, opens_form=True)
    edge.form(ids.OPINION_FORM, give_opinion)
    edge.button(ids.HAND_OVER, list_waiting, opens_form=True)
    edge.form(ids.HAND_OVER_FORM, hand_over)
    edge.options(ids.RECEIVER_OPTIONS, receivers)
    edge.options(ids.ADVISER_OPTIONS, advisers)


def choose(call: Call, chosen: str) -> OpenForm:
    """Open the form of what was chosen in the menu of a card."""
    deed, _, carried = chosen.partition(":")
    order = orders.get(call.session, pressed(carried).order_id)
    roster = rosters.current(call.session, at=call.now)
    check_decidable(order, roster=roster, by=call.actor)
    if deed == FORWARD:
        _check_receivable([order], roster)
    return OpenForm(FORMS[deed](order, pressed(carried)))


def forward(call: Call, submitted: Form) -> UpdateForm:
    order = passing.forward(
        call.session,
        pressed(submitted.carried).order_id,
        to_id=_to(submitted),
        by=call.actor,
        at=call.now,
        words=submitted.text(WORDS) or None,
    )
    news = f"Order {order.number} is forwarded to {_named(call, submitted)}, who decides instead."
    return _result(call, "Order forwarded", order, news)


def ask(call: Call, submitted: Form) -> UpdateForm:
    order = passing.ask(
        call.session,
        pressed(submitted.carried).order_id,
        to_id=_to(submitted),
        by=call.actor,
        at=call.now,
        words=submitted.text(WORDS) or None,
    )
    news = f"{_named(call, submitted)} is asked about order {order.number}; it is yours to decide."
    return _result(call, "Opinion asked", order, news)


def ask_opinion(call: Call, button: str) -> OpenForm:
    order = orders.get(call.session, pressed(button).order_id)
    check_asked(order, roster=rosters.current(call.session, at=call.now), by=call.actor)
    return OpenForm(passing_blocks.opinion_form(order, pressed(button)))


def give_opinion(call: Call, submitted: Form) -> UpdateForm:
    order = passing.give_opinion(
        call.session,
        pressed(submitted.carried).order_id,
        submitted.text(WORDS),
        by=call.actor,
        at=call.now,
    )
    news = f"Your opinion stands on every card of order {order.number}."
    return _result(call, "Opinion given", order, news)


def list_waiting(call: Call, value: str) -> OpenForm:
    waiting, _ = listed(call, value)
    if not waiting.orders:
        raise UserError("Nothing waits for your approval, so there is nothing to hand over.")
    _check_receivable(waiting.orders, rosters.current(call.session, at=call.now))
    return OpenForm(passing_blocks.hand_over_form(waiting.orders))


def hand_over(call: Call, submitted: Form) -> UpdateForm:
    done = passing.hand_over(
        call.session,
        [int(each) for each in submitted.carried.split(",")],
        to_id=_to(submitted),
        by=call.actor,
        at=call.now,
    )
    numbers = ", ".join(str(order.number) for order in done.passed) or "none"
    lines = [f"Handed over to {_named(call, submitted)}: {numbers}."]
    lines += [f"Order {order.number} stays: {plain(why, limit=200)}" for order, why in done.kept]
    return UpdateForm(notice("\n".join(lines)[:2_900]))


def receivers(call: Call, typed: str) -> Choices:
    """Offer those in whose hands the order of the form could be, or one of several."""
    roster, found = rosters.current(call.session, at=call.now), _of_form(call)
    return _choices(
        typed,
        roster.members,
        lambda member: any(may_receive(order, member, roster=roster) for order in found),
    )


def advisers(call: Call, typed: str) -> Choices:
    """Offer those who could be asked what they think of the order of the form."""
    roster, found = rosters.current(call.session, at=call.now), _of_form(call)
    return _choices(
        typed,
        roster.members,
        lambda member: any(
            may_advise(order, member, roster=roster, by=call.actor) for order in found
        ),
    )


def _check_receivable(found: Sequence[Order], roster: Roster) -> None:
    """Raise UserError where the form would have nobody to offer."""
    if not any(
        may_receive(order, member, roster=roster) for order in found for member in roster.members
    ):
        raise UserError(
            "There is nobody else to decide: everybody who could is asked already, has approved,"
            " or it is their own. Ask for an opinion instead."
        )


def _of_form(call: Call) -> list[Order]:
    carried = call.form.carried if call.form else ""
    return [orders.get(call.session, pressed(each).order_id) for each in carried.split(",") if each]


def _choices(typed: str, members: Sequence[Member], fits: Callable[[Member], bool]) -> Choices:
    wanted = typed.strip().casefold()
    found = (each for each in members if wanted in each.name.casefold() and fits(each))
    return Choices([(each.name, str(each.id)) for each in islice(found, MOST_OPTIONS)])


def _to(submitted: Form) -> int:
    chosen = submitted.text(TO)
    if not chosen:
        raise InvalidFields({TO: "Choose somebody."})
    return int(chosen)


def _named(call: Call, submitted: Form) -> str:
    member = members.get(call.session, _to(submitted))
    return mention(member.slack_id, member.name)


def _result(call: Call, title: str, order: Order, news: str) -> UpdateForm:
    waits = order_posts.awaited(call.session, order, at=call.now)
    return UpdateForm(approval_blocks.result(title, order_blocks.result(order, waits, news=news)))
