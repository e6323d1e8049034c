"""Who is asked, as one cell of a table: "manager, Maya, @legal", and back."""

from collections import defaultdict
from collections.abc import Iterable

from bot.domain import unary_tests
from bot.domain.errors import UserError
from bot.domain.people import Member, Role
from bot.domain.policies import Approvers
from bot.domain.policy_asking import Team

ROLES = {role.value: role for role in (Role.MANAGER, Role.FINANCE, Role.ADMIN)}
MANAGER_OF_REP, NOBODY = "rep's manager", "nobody"
RESERVED = frozenset({*ROLES, MANAGER_OF_REP, NOBODY, "not"})


class Directory:
    """Names of people and user groups, as somebody would write them into a table."""

    def __init__(self, team: Team) -> None:
        self._members = {member.id: member for member in team.roster.members}
        self._groups = dict(team.groups)
        self._handles: dict[str, set[int]] = defaultdict(set)
        for member in team.roster.members:
            for handle in _handles(member):
                self._handles[_same(handle)].add(member.id)

    def member(self, text: str) -> int:
        """Return the id of the one member with this name, e-mail, Slack id or "#12".

        Raises UserError where there is none, or several.
        """
        if text.startswith("#") and text[1:].isdecimal():
            found = {int(text[1:])} & set(self._members)
        else:
            found = self._handles.get(_same(text), set())
        if len(found) == 1:
            return next(iter(found))
        if found:
            others = ", ".join(self._unmistakable(self._members[each]) for each in sorted(found))
            raise UserError(f"{len(found)} members are called “{text}”. Write one of {others}.")
        raise UserError(
            f"No member is called “{text}”, or they have left. Write a name as `/crm members`"
            " shows it, or an e-mail address."
        )

    def name(self, member_id: int) -> str:
        """Return what `member` reads back as this member, quoted where it must be."""
        member = self._members.get(member_id)
        if member is None:
            return f'"#{member_id}"'
        for handle in (member.name, member.email, member.slack_id):
            if handle and self._handles[_same(handle)] == {member_id} and handle.strip():
                return unary_tests.quoted(" ".join(handle.split()), reserved=RESERVED)
        return f'"#{member_id}"'

    def _unmistakable(self, member: Member) -> str:
        return next(
            handle
            for handle in (member.email, member.slack_id, f"#{member.id}")
            if handle and self._handles.get(_same(handle), {member.id}) == {member.id}
        )

    def group(self, text: str) -> str:
        """Return the Slack id of the user group with this handle; raises UserError."""
        wanted = text.removeprefix("@").casefold()
        found = [
            slack_id
            for slack_id, handle in sorted(self._groups.items())
            if wanted in {handle.casefold(), slack_id.casefold()}
        ]
        if not found:
            known = ", ".join(sorted(f"@{handle}" for handle in self._groups.values()))
            raise UserError(
                f"Slack has no user group {text}."
                + (f" Write one of {known}." if known else " Write people or a role.")
            )
        return found[0]

    def handle(self, slack_id: str) -> str:
        """Return what `group` reads back as this user group."""
        handle = self._groups.get(slack_id)
        alike = [each for each in self._groups.values() if each == handle]
        return f"@{slack_id if handle is None or len(alike) > 1 else handle}"

    def read(self, text: str) -> Approvers | None:
        """Read a cell of approvers; None is what says that nobody is asked.

        Raises UserError with a sentence.
        """
        found = [self._one(word, quoted=quoted) for word, quoted in unary_tests.items(text)]
        if None in found:
            if len(found) > 1:
                raise UserError("“nobody” stands alone. Remove it, or all the others.")
            return None
        return _joined(each for each in found if each is not None)

    def _one(self, word: str, *, quoted: bool) -> Approvers | None:
        known = word.casefold().replace("’", "'")
        if not quoted:
            if known == NOBODY:
                return None
            if known in ROLES:
                return Approvers(ROLES[known])
            if known == MANAGER_OF_REP:
                return Approvers(manager_of_rep=True)
            if known.startswith("@"):
                return Approvers(group_ids=(self.group(word),))
        return Approvers(member_ids=(self.member(word),))

    def write(self, approvers: Approvers) -> str:
        said = [approvers.role.value] if approvers.role else []
        said += [self.name(each) for each in approvers.member_ids]
        said += [MANAGER_OF_REP] if approvers.manager_of_rep else []
        said += [self.handle(each) for each in approvers.group_ids]
        return unary_tests.write_words(said)


def _joined(several: Iterable[Approvers]) -> Approvers:
    roles: list[Role] = []
    members: list[int] = []
    groups: list[str] = []
    manager = False
    for each in several:
        roles += [each.role] if each.role else []
        members += each.member_ids
        groups += each.group_ids
        manager = manager or each.manager_of_rep
    if len(roles) > 1:
        raise UserError(
            "Only one role can be asked in a step. Name people besides it, or make a step of each."
        )
    for named in (members, groups):
        if len(set(named)) < len(named):
            raise UserError("Somebody is named twice. Remove one of them.")
    return Approvers(roles[0] if roles else None, tuple(members), tuple(groups), manager)


def _handles(member: Member) -> Iterable[str]:
    handles = (member.name, member.email, member.slack_id, member.external_key)
    return [handle for handle in handles if handle]


def _same(handle: str) -> str:
    return " ".join(handle.split()).casefold()
