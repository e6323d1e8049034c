"""Files of reps, who may not have a Slack account yet."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace

from bot.domain.memberships import Membership
from bot.domain.people import Member, Role
from bot.imports import columns
from bot.imports.checking import Numbered
from bot.imports.entries import RepEntry
from bot.imports.kinds import Desk, Kind, Plan, Sorted, given, sort_out
from bot.imports.report import Refusal
from bot.services import following
from bot.store import audit, homes, members, rosters

# Stands for a manager who gets an id in this import.
NEW = 0


def plan(desk: Desk, entries: Sequence[Numbered[RepEntry]]) -> Plan:
    """Plan new members and changes; a manager may stand later in the same file.

    A member without a key, such as one who came from Slack by themselves, is the
    same person where the e-mail address is. Roles are only given to new members:
    `/crm members` changes them later, and a file run again must not take that back.
    """
    team = members.ever(desk.session)
    managed, refusals = _with_known_managers(entries, team)
    keys = {member.external_key: member.id for member in team if member.external_key}

    def build(entry: RepEntry, before: Member | None) -> Member:
        known = before or Member(0, entry.name, entry.role or Role.REP)
        # Slack tells the address of an account, by which other accounts of theirs are known.
        in_slack = known.slack_id is not None and known.email is not None
        told = given(
            name=entry.name,
            email=None if in_slack else entry.email,
            title=entry.title,
            team=entry.team,
            manager_id=keys.get(entry.manager_id, NEW) if entry.manager_id else None,
        )
        return replace(known, external_key=entry.rep_id, **told)  # type: ignore[arg-type]

    found = sort_out(
        managed, key=lambda entry: entry.rep_id, stored=_matches(managed, team), build=build
    )
    found.refusals += refusals
    bosses = {row.entry.rep_id: row.entry.manager_id for row in managed if row.entry.manager_id}
    return found.plan(lambda: _write(desk, found, bosses))


def _write(desk: Desk, found: Sorted[Member], bosses: Mapping[str, str]) -> None:
    there = rosters.current(desk.session, at=desk.at)
    known = {before.id: before for _, before in found.changed}
    stored = [members.add(desk.session, replace(new, manager_id=None)) for new in found.added]
    stored += [changed for changed, _ in found.changed]
    ids = {member.external_key: member.id for member in members.ever(desk.session)}
    # One who was known by e-mail alone has had no key so far.
    ids |= {member.external_key: member.id for member in stored}
    for member in stored:
        boss = bosses.get(str(member.external_key))
        managed = replace(member, manager_id=ids[boss]) if boss else member
        _record(desk, members.save(desk.session, managed), known.get(member.id))
    homes.follow_all(desk.session)
    following.people(desk.session, there, at=desk.at)
    for changed, before in found.changed:
        if changed.name != before.name:
            following.member_name(desk.session, before.id, at=desk.at)


def _record(desk: Desk, member: Member, before: Member | None) -> None:
    """Note what the approval policy goes by, as for a change in Slack."""
    now, was = _weighed(member), _weighed(before) if before else {}
    new = {name: value for name, value in now.items() if name not in was or value != was[name]}
    if new:
        changed = audit.Verb.MEMBER_CHANGED
        audit.record(desk.session, changed, by=None, at=desk.at, member_id=member.id, **new)


def _weighed(member: Member) -> dict[str, object]:
    # Two accounts are one person by their address.
    return {**asdict(Membership.of(member)), "email": member.email}


def _matches(entries: Iterable[Numbered[RepEntry]], team: Iterable[Member]) -> dict[str, Member]:
    by_key = {member.external_key: member for member in team if member.external_key}
    by_email = {member.email: member for member in team if member.email and not member.external_key}
    found = {}
    for row in entries:
        match = by_key.get(row.entry.rep_id) or by_email.pop(row.entry.email or "", None)
        if match:
            found[row.entry.rep_id] = match
    return found


def _with_known_managers(
    entries: Sequence[Numbered[RepEntry]], team: Iterable[Member]
) -> tuple[list[Numbered[RepEntry]], list[Refusal]]:
    """Leave out rows whose manager is unknown, or is refused for the same reason, or themselves."""
    team = list(team)
    stored = {member.external_key for member in team}
    over = _stored_bosses(entries, team)
    kept = list(entries)
    refusals: list[Refusal] = []
    while True:
        known = stored | {row.entry.rep_id for row in kept}
        bosses = over | {
            row.entry.rep_id: row.entry.manager_id for row in kept if row.entry.manager_id
        }
        wrong = {row.line: reason for row in kept if (reason := _objection(row, known, bosses))}
        if not wrong:
            return kept, refusals
        refusals += (Refusal(line, reason) for line, reason in wrong.items())
        kept = [row for row in kept if row.line not in wrong]


def _stored_bosses(
    entries: Iterable[Numbered[RepEntry]], team: Iterable[Member]
) -> dict[str, str | None]:
    """Return who reports to whom already, by keys; who has none is called by their id."""
    known = {member.id: member.external_key or f"#{member.id}" for member in team}
    known |= {member.id: key for key, member in _matches(entries, team).items()}
    return {
        known[member.id]: known.get(member.manager_id)
        for member in team
        if member.manager_id is not None
    }


def _objection(
    row: Numbered[RepEntry], known: set[str | None], bosses: Mapping[str, str | None]
) -> str | None:
    boss = row.entry.manager_id
    if boss is None:
        return None
    if boss not in known:
        return (
            f"There is no rep {boss} to be the manager. Add them to the file, or import them first."
        )
    above, seen = boss, set()
    while above and above not in seen:
        if above == row.entry.rep_id:
            return f"{above} would be their own manager. Check the manager_id columns."
        seen.add(above)
        above = bosses.get(above) or ""
    return None


REPS = Kind("reps", columns.REPS, RepEntry, plan)
