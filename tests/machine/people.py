"""Who there is in the plain model: accounts, the people behind them, roles, who is away."""

from dataclasses import dataclass, field
from datetime import datetime

CAST = ("Ravi", "Maya", "Omar", "Fay", "Ana", "Ravi's second account")
# Who is one person, whatever account they use.
PERSON = {name: name for name in CAST} | {"Ravi's second account": "Ravi"}
ROLES = {
    "Ravi": "rep",
    "Maya": "manager",
    "Omar": "manager",
    "Fay": "finance",
    "Ana": "admin",
    "Ravi's second account": "manager",
}
REPORTS_TO = {"Ravi": "Maya", "Maya": "Omar"}
DECIDES = ("manager", "finance", "admin")


@dataclass
class Away:
    who: str
    delegate: str
    since: datetime
    until: datetime


@dataclass
class People:
    roles: dict[str, str] = field(default_factory=lambda: dict(ROLES))
    ended: set[str] = field(default_factory=set)
    away: list[Away] = field(default_factory=list)
    # A user group of Slack's, whatever the roles of who is in it; None while there is none.
    desk: frozenset[str] | None = None

    def able(self) -> frozenset[str]:
        """Everybody who can do more than read."""
        return frozenset(
            name for name in CAST if name not in self.ended and self.roles[name] != "read-only"
        )

    def decides(self, name: str) -> bool:
        """Whether decisions of others can be put into these hands."""
        return name in self.able() and self.roles[name] in DECIDES

    def manages(self, name: str) -> bool:
        return name in self.able() and self.roles[name] in ("manager", "admin")

    def admins(self) -> frozenset[str]:
        return self._playing("admin")

    def named(self, who: str, *, owner: str) -> frozenset[str]:
        """Everybody whom a look of a policy means for an order of `owner`."""
        match who:
            case "managers":
                return self._playing("manager", "admin")
            case "finance":
                return self._playing("finance", "admin")
            case "admins":
                return self.admins()
            case "the desk":
                return (self.desk or frozenset()) & self.able()
            case "the rep's manager":
                return frozenset({REPORTS_TO.get(owner, "")}) & self.able()
            case name:
                return frozenset({name}) & self.able()

    def _playing(self, *roles: str) -> frozenset[str]:
        return frozenset(name for name in self.able() if self.roles[name] in roles)

    def heads_of(self, names: frozenset[str]) -> frozenset[str]:
        """To whom those of `names` report who are still there."""
        heads = {REPORTS_TO[name] for name in names - self.ended if name in REPORTS_TO}
        return frozenset(heads) & self.able()

    def same_people(self, names: set[str]) -> frozenset[str]:
        """Every account of everybody who has one of these."""
        people = {PERSON[name] for name in names}
        return frozenset(name for name in CAST if PERSON[name] in people)

    def held_by(self, name: str, at: datetime) -> frozenset[str]:
        """Whose part `name` can play now: their own, and that of those who are away.

        Who stands in for others and goes away too leaves their parts with the next one.
        """
        away = [each for each in self.away if each.since <= at < each.until]
        held = more = {name}
        while more:
            more = {
                each.who for each in away if each.delegate in held and self.decides(each.delegate)
            } - held
            held = held | more
        return frozenset(held)

    def acts_for(self, name: str, own: frozenset[str], at: datetime) -> str:
        """Who plays the part of `name` now; those of `own` do not, for it is theirs."""
        away = {each.who: each.delegate for each in self.away if each.since <= at < each.until}
        hands = [name]
        while (further := away.get(hands[-1], name)) not in hands and self.decides(further):
            hands.append(further)
        return [name, *(each for each in hands[1:] if each not in own)][-1]

    def is_away(self, name: str, at: datetime) -> bool:
        return any(each.who == name and each.since <= at < each.until for each in self.away)

    def may_decide_for(self, who: str, name: str, since: datetime, until: datetime) -> bool:
        """Whether `name` can be told to decide while `who` is away, whoever goes away later."""
        there = not self.in_the_way(name, since, until, at=since)
        return self.decides(name) and PERSON[name] != PERSON[who] and there

    def go_away(
        self, who: str, delegate: str, since: datetime, until: datetime, *, at: datetime
    ) -> None:
        """Plan an absence; what was planned for the same days before gives way."""
        for each in self.in_the_way(who, since, until, at=at):
            each.until = min(each.until, at)
        self.away.append(Away(who, delegate, since, until))

    def in_the_way(self, who: str, since: datetime, until: datetime, *, at: datetime) -> list[Away]:
        return [
            each
            for each in self.away
            if each.who == who and each.until > at and each.since < until and since < each.until
        ]

    def is_or_will_be_away(self, who: str, at: datetime) -> bool:
        return any(each.who == who and each.until > at for each in self.away)

    def come_back(self, who: str, since: datetime, at: datetime) -> None:
        self.away = [
            each for each in self.away if (each.who, each.since) != (who, since) or each.until <= at
        ]

    def is_last_admin(self, who: str) -> bool:
        return self.admins() == {who}
