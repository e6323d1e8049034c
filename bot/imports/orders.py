"""Files of orders: their heads; the lines come in a file of their own."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.domain.errors import UserError
from bot.domain.orders import MOVES, REFUSED, OrderStatus
from bot.imports import cards, columns, leaving
from bot.imports.checking import Numbered
from bot.imports.entries import OrderEntry
from bot.imports.kinds import Desk, Kind, Plan, Sorted, given, sort_out
from bot.services import cancelling, reweighing
from bot.store import loading, members, order_loading
from bot.store.order_loading import LoadedOrder

LONGEST_NUMBER = 9
# Files mostly hold what is long done; an order without a state waits for nobody.
UNSTATED = OrderStatus.COMPLETED


def plan(desk: Desk, entries: Sequence[Numbered[OrderEntry]]) -> Plan:
    stored = order_loading.orders(desk.session, [row.entry.order_id for row in entries])
    customers = loading.customer_ids(desk.session, {row.entry.customer_id for row in entries})
    reps = {
        member.external_key: member.id
        for member in members.ever(desk.session)
        if member.external_key
    }

    def build(entry: OrderEntry, before: LoadedOrder | None) -> LoadedOrder:
        if entry.customer_id not in customers:
            raise UserError(
                f"There is no customer {entry.customer_id}. Import the customers first."
            )
        if entry.rep_id not in reps:
            raise UserError(f"There is no rep {entry.rep_id}. Import the reps first.")
        told = {
            "customer_id": customers[entry.customer_id],
            "requested_by_id": reps[entry.rep_id],
            "ordered_at": entry.order_date,
            **given(notes=entry.notes, currency=entry.currency, status=entry.status),
        }
        if before is None:
            return replace(_blank(entry, desk.workspace.currency), **told)  # type: ignore[arg-type]
        if before.policy_version is not None:
            # When it was sent is known here: an earlier day would hide it from the day's others.
            told["ordered_at"] = before.ordered_at
        order = replace(before, **told)  # type: ignore[arg-type]
        _check_change(order, before)
        if before.policy_version is not None and _is_cancelled(order, before):
            cancelling.check_free(desk.session, order.id, at=desk.at)
        return order

    found = sort_out(entries, key=lambda entry: entry.order_id, stored=stored, build=build)
    kept = leaving.leaving(desk, [order for order, _ in found.changed])
    return found.plan(lambda: _write(desk, found, kept), leaving.news(kept))


def _write(desk: Desk, found: Sorted[LoadedOrder], kept: Sequence[LoadedOrder]) -> None:
    if found.added:
        last = order_loading.lock_counter(desk.session)
        wanted = filter(None, (wanted_number(order.external_key) for order in found.added))
        taken = order_loading.taken_numbers(desk.session, wanted)
        numbered = _numbered(found.added, taken=taken, last=last)
        order_loading.add_orders(desk.session, numbered, at=desk.at)
        order_loading.raise_counter(desk.session, max(order.number for order in numbered))
    changed = [(order, before.status) for order, before in found.changed]
    order_loading.save_orders(desk.session, changed, at=desk.at)
    cancelling.end_requests(desk.session, [order.id for order in kept], at=desk.at)
    said = [order.id for order, before in found.changed if not _only_executed(order, before)]
    again = {*order_loading.judged_here(desk.session, said), *_written_here(found)}
    reweighing.follow_lines(desk.session, sorted(again), at=desk.at)
    cards.refresh(desk, [order.id for order, _ in changed])


def _only_executed(order: LoadedOrder, before: LoadedOrder) -> bool:
    """Return whether the order is being executed, and is what it was otherwise."""
    same = (order.customer_id, order.requested_by_id) == (
        before.customer_id,
        before.requested_by_id,
    )
    return order.status is OrderStatus.EXECUTING and same


def _written_here(found: Sorted[LoadedOrder]) -> set[int]:
    """Return the drafts that somebody has changed here and that their file calls sent by now."""
    sent = (OrderStatus.PENDING, OrderStatus.APPROVED)
    return {
        order.id
        for order, before in found.changed
        if before.status is OrderStatus.DRAFT and before.author_ids and order.status in sent
    }


def wanted_number(key: str) -> int | None:
    """Return the number that an order's key is, None where it is none that fits."""
    fits = key.isascii() and key.isdecimal() and len(key) <= LONGEST_NUMBER
    return int(key) or None if fits else None


def _numbered(added: Sequence[LoadedOrder], *, taken: set[int], last: int) -> list[LoadedOrder]:
    """Give each order the file's number where it is one and free, else the next of all."""
    used, numbers = set(taken), dict[str, int]()
    for order in added:
        wanted = wanted_number(order.external_key)
        if wanted and wanted not in used:
            numbers[order.external_key] = wanted
            used.add(wanted)
    following = max(last, *used) if used else last
    for order in added:
        if order.external_key not in numbers:
            following += 1
            numbers[order.external_key] = following
    return [replace(order, number=numbers[order.external_key]) for order in added]


def _blank(entry: OrderEntry, currency: str) -> LoadedOrder:
    return LoadedOrder(
        id=0,
        number=0,
        customer_id=0,
        currency=currency,
        status=UNSTATED,
        requested_by_id=0,
        ordered_at=entry.order_date,
        notes=None,
        external_key=entry.order_id,
    )


def _check_change(order: LoadedOrder, before: LoadedOrder) -> None:
    """Raise UserError where a file would turn back what happened here."""
    if order.currency != before.currency and before.net_minor:
        raise UserError(
            f"Order {before.number} has lines in {before.currency} and cannot become"
            f" one in {order.currency}."
        )
    if order.status is not before.status and order.status not in REACHABLE[before.status]:
        raise UserError(
            f"Order {before.number} is {before.status} here and cannot become {order.status} again."
        )
    if _is_undecided(before) and order.status in (OrderStatus.EXECUTING, OrderStatus.COMPLETED):
        raise UserError(
            f"Order {before.number} is {before.status} here and cannot become {order.status}"
            " before the approval policy's approvers have approved it."
        )


def _is_undecided(order: LoadedOrder) -> bool:
    """Return whether the policy has a say before the order goes on: it was sent or written here."""
    if order.status is OrderStatus.DRAFT:
        return bool(order.author_ids)
    return order.policy_version is not None and order.status in (OrderStatus.PENDING, *REFUSED)


def _is_cancelled(order: LoadedOrder, before: LoadedOrder) -> bool:
    return order.status is OrderStatus.CANCELLED and before.status is not OrderStatus.CANCELLED


def _reachable(
    moves: Mapping[OrderStatus, Sequence[OrderStatus]],
) -> dict[OrderStatus, set[OrderStatus]]:
    """Return what can become of each state: between two files an order may move several times."""
    found = {status: set(following) for status, following in moves.items()}
    for _ in moves:
        for reached in found.values():
            reached.update(*(found[status] for status in tuple(reached)))
    return found


REACHABLE = _reachable(MOVES)
ORDERS = Kind("orders", columns.ORDERS, OrderEntry, plan)
