"""A request for approval on its way: whose turn it is, what was said, and what follows."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.domain.conditions import Occasion
from bot.domain.people import DECIDING
from bot.domain.policies import ALL, ANY, Ruling, Step
from bot.domain.rosters import Roster


class ApprovalState(StrEnum):
    WAITING = "waiting"
    APPROVED = "approved"
    REJECTED = "rejected"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class ActKind(StrEnum):
    """What somebody did. The values are stored: never rename one."""

    APPROVE = "approve"
    REJECT = "reject"
    RETURN = "return"
    FORWARD = "forward"
    ASK = "ask"
    OPINION = "opinion"
    ESCALATE = "escalate"
    EXPIRE = "expire"


VERDICTS = (ActKind.APPROVE, ActKind.REJECT, ActKind.RETURN)
CLOSING = {ActKind.REJECT: ApprovalState.REJECTED, ActKind.RETURN: ApprovalState.RETURNED}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an approver says. `reason` is a code of the list for rejections."""

    kind: ActKind
    reason: str | None = None
    words: str | None = None


YES = Verdict(ActKind.APPROVE)


@dataclass(frozen=True, slots=True)
class Act:
    """Something done about a step. `seat_id` is whose part it was; a delegate acts `by_id`.

    `to_id` is to whom it was forwarded, who was asked, or who was added by an escalation.
    `reason` is a code of the list for rejections; names are there for those who read.
    """

    kind: ActKind
    position: int
    by_id: int | None
    at: datetime
    seat_id: int | None = None
    to_id: int | None = None
    reason: str | None = None
    words: str | None = None
    by: str | None = None
    seat: str | None = None
    to: str | None = None


@dataclass(frozen=True, slots=True)
class Approval:
    """What the policy asked for one edition of an order, and how far it has come.

    `position` is the step that waits, equal to the number of steps once all are met.
    `step_opened_at` and `due_at` are of that step.
    """

    order_id: int
    occasion: Occasion
    edition: int
    policy_version: int
    rule: str | None
    why: str
    steps: tuple[Step, ...]
    opened_at: datetime
    id: int = 0
    position: int = 0
    state: ApprovalState = ApprovalState.WAITING
    acts: tuple[Act, ...] = ()
    closed_at: datetime | None = None
    revision: int = 0
    step_opened_at: datetime | None = None
    due_at: datetime | None = None

    @property
    def waits(self) -> bool:
        return self.state is ApprovalState.WAITING

    @property
    def step(self) -> Step:
        """The step that waits, or the last one."""
        return self.steps[min(self.position, len(self.steps) - 1)]


def opened(
    ruling: Ruling,
    *,
    order_id: int,
    edition: int,
    version: int,
    at: datetime,
    occasion: Occasion = Occasion.ORDER,
) -> Approval:
    """Return what a ruling with steps asks for an edition of an order, or for its cancellation."""
    return Approval(
        order_id=order_id,
        occasion=occasion,
        edition=edition,
        policy_version=version,
        rule=ruling.rule.name if ruling.rule else None,
        why=ruling.why,
        steps=ruling.steps,
        opened_at=at,
        step_opened_at=at,
    )


def seats(
    approval: Approval, roster: Roster, *, rep_id: int, barred: Collection[int]
) -> frozenset[int]:
    """Return whose verdict counts for the step that waits.

    `barred` are those to whom the order is their own. Where too few are left the admins
    are asked besides; where there are none, the order waits for somebody to be given the role.
    """
    step = approval.step
    found = set(roster.named(step.approvers, rep_id=rep_id)) - set(barred)
    for act in approval.acts:
        if act.position != approval.position or act.to_id is None or act.to_id in barred:
            continue
        if act.kind is ActKind.ESCALATE:
            found.add(act.to_id)
        elif act.kind is ActKind.FORWARD and act.seat_id in found and _decides(roster, act.to_id):
            found.discard(act.seat_id)
            found.add(act.to_id)
    there = frozenset(found & roster.able)
    if _too_few(approval, there, roster):
        there |= roster.admins() - set(barred)
    return there


def _too_few(approval: Approval, there: frozenset[int], roster: Roster) -> bool:
    """Return whether those who are there can never be as many people as the step needs.

    Whoever has several accounts, or has approved for somebody else as well, is one of them.
    """
    given = answered(approval, roster, there)
    people = {*given.values()}
    people |= {member.id for member in roster.reachable(there) if member.id not in given}
    need = approval.step.need
    return not people if need <= ANY else roster.count_people(people) < need


def _decides(roster: Roster, member_id: int) -> bool:
    """Return whether somebody's role lets them decide for others: it may have changed since."""
    member = roster.get(member_id)
    return member is not None and member.role in DECIDING


def hands(
    approval: Approval, roster: Roster, *, actor_id: int, rep_id: int, barred: Collection[int]
) -> frozenset[int]:
    """Return the seats for which this member may give a verdict now: their own, and those
    of people who are away and named them. Empty for those to whom the order is their own.
    """
    if actor_id in barred:
        return frozenset()
    own = {actor_id} | roster.represented_by(actor_id)
    return seats(approval, roster, rep_id=rep_id, barred=barred) & own


def open_seats(
    approval: Approval, roster: Roster, *, rep_id: int, barred: Collection[int]
) -> frozenset[int]:
    """Return whose verdict the waiting step still lacks."""
    wanted = seats(approval, roster, rep_id=rep_id, barred=barred)
    return wanted - answered(approval, roster, wanted).keys()


def answered(approval: Approval, roster: Roster, wanted: Collection[int]) -> Mapping[int, int]:
    """Return which of these seats need no approval any more, each with who gave it.

    Nobody is asked twice: what somebody approved at an earlier step, for somebody else, or by
    another account of theirs, is their word for a seat of their own as well.
    """
    found: dict[int, int] = {}
    given = [act for act in approval.acts if act.kind is ActKind.APPROVE]
    for act in given:
        if act.seat_id in wanted and act.seat_id is not None and act.by_id is not None:
            found[act.seat_id] = act.by_id
    for by_id in dict.fromkeys(act.by_id for act in given if act.by_id is not None):
        for own in roster.same_people({by_id}) & set(wanted):
            found.setdefault(own, by_id)
    return found


def with_verdict(
    approval: Approval,
    verdict: Verdict,
    *,
    by_id: int,
    for_seats: Collection[int],
    at: datetime,
) -> Approval:
    """Return the approval with a verdict for each of the seats; a refusal closes it at once."""
    given = tuple(
        Act(
            verdict.kind,
            approval.position,
            by_id,
            at,
            seat_id=seat,
            reason=verdict.reason,
            words=verdict.words,
        )
        for seat in sorted(for_seats)
    )
    said = replace(approval, acts=(*approval.acts, *given))
    if verdict.kind is ActKind.APPROVE:
        return said
    return replace(said, state=CLOSING[verdict.kind], closed_at=at)


def advanced(
    approval: Approval, roster: Roster, *, rep_id: int, barred: Collection[int], at: datetime
) -> Approval:
    """Return the approval past every step that is met; approved once all are."""
    while approval.waits and _met(approval, roster, rep_id=rep_id, barred=barred):
        position = approval.position + 1
        approval = replace(approval, position=position, step_opened_at=at, due_at=None)
        if position == len(approval.steps):
            approval = replace(approval, state=ApprovalState.APPROVED, closed_at=at)
    return approval


def _met(approval: Approval, roster: Roster, *, rep_id: int, barred: Collection[int]) -> bool:
    wanted = seats(approval, roster, rep_id=rep_id, barred=barred)
    given = answered(approval, roster, wanted)
    # A delegate who approves for two seats is one person all the same.
    people = roster.count_people(given.values())
    if approval.step.need == ALL:
        # Whoever was asked since it was overdue can make up for one of those who are silent.
        first = wanted - asked_besides(approval) or wanted
        everybody = bool(wanted) and first <= given.keys()
        return everybody or (first < wanted and people >= len(first))
    return people >= approval.step.need


def escalated_to(approval: Approval) -> frozenset[int]:
    """Return who was asked besides since the waiting step was overdue, or those whom it asks
    were away with nobody to decide for them.
    """
    return frozenset(
        act.to_id
        for act in approval.acts
        if act.kind is ActKind.ESCALATE
        and act.position == approval.position
        and act.to_id is not None
    )


def asked_besides(approval: Approval) -> frozenset[int]:
    """Return who was `escalated_to`, and to whom these have forwarded it."""
    found = set(escalated_to(approval))
    for act in approval.acts:
        passes = act.kind is ActKind.FORWARD and act.position == approval.position
        if passes and act.seat_id in found and act.to_id is not None:
            found.add(act.to_id)
    return frozenset(found)
