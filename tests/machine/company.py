"""What happens around the orders: the policy, who is there, the clock, and crashes."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule
from sqlalchemy.orm import Session

from bot.domain.leave import Days
from bot.domain.memberships import Membership
from bot.domain.people import Role
from bot.domain.rosters import Absence
from bot.jobs.approvals import Reminder
from bot.services import absences
from bot.services import members as member_service
from bot.store import members
from tests.machine.model import Look, Tiers
from tests.machine.people import ROLES
from tests.machine.play import Crash, Play, cancelling, picks, somebody, tiers
from tests.machine.time import look_at_the_clock


class Politics(Play):
    @precondition(lambda self: len(self.model.orders) % 3 == 2)
    @rule(found=tiers, rest=st.booleans(), agree=cancelling)
    def change_the_policy(self, found: Tiers, *, rest: bool, agree: tuple[Look, ...]) -> None:
        self.put_policy(found, rest=rest, agree=agree)


class ComingAndGoing(Play):
    @rule(who=somebody, delegate=somebody, first=st.integers(0, 1), days=st.integers(0, 1))
    def go_away(self, who: str, delegate: str, first: int, days: int) -> None:
        """What the program takes as an absence lasts as it says; it need not take every one."""
        self._leave(who, delegate, first=first, days=days)

    @precondition(lambda self: self.waiting())
    @rule(pick=picks, voice=picks)
    def one_who_is_asked_lets_another_of_them_decide(self, pick: int, voice: int) -> None:
        """Who then speaks for two is one person all the same."""
        asked = self.asked(self.some_waiting(pick))
        if len(asked) > 1:
            who, delegate = asked[voice % len(asked)], asked[(voice + 1) % len(asked)]
            self._leave(who, delegate, first=0, days=0)

    @precondition(lambda self: self.waiting())
    @rule(pick=picks, delegate=somebody)
    def whose_order_waits_lets_another_decide(self, pick: int, delegate: str) -> None:
        """Nobody can speak for them about what is their own."""
        self._leave(self.some_waiting(pick).owner, delegate, first=0, days=0)

    def _leave(self, who: str, delegate: str, *, first: int, days: int) -> None:
        begins = self.now.date() + timedelta(days=first)
        away = Days(begins, begins + timedelta(days=days))
        planned: list[Absence] = []

        def leave(session: Session) -> None:
            by, delegate_id = self.actor(session, who), self.members[delegate].id
            planned.append(
                absences.leave(session, away, delegate_id=delegate_id, by=by, at=self.now)
            )

        if self.do(leave, may=None):
            taken = planned[-1]
            people = self.model.people
            people.go_away(who, delegate, taken.starts_at, taken.ends_at, at=self.now)

    @rule(who=somebody)
    def come_back(self, who: str) -> None:
        ended: list[Absence] = []
        people = self.model.people

        def back(session: Session) -> None:
            ended.append(absences.back(session, by=self.actor(session, who), at=self.now))

        if self.do(back, may=people.is_or_will_be_away(who, self.now) and who in people.able()):
            people.come_back(who, ended[-1].starts_at, self.now)


class Careers(Play):
    @rule(who=somebody, role=st.sampled_from(["rep", "read-only", "manager", "finance", "admin"]))
    def give_a_role(self, who: str, role: str) -> None:
        self._employ(who, role, active=who not in self.model.people.ended)

    @rule(who=somebody)
    def end_a_membership(self, who: str) -> None:
        self._employ(who, self.model.people.roles[who], active=False)

    @precondition(lambda self: self._elsewhere())
    @rule()
    def everybody_is_back_in_their_role(self) -> None:
        for who in sorted(self._elsewhere(), key=lambda name: ROLES[name] != "admin"):
            self._employ(who, ROLES[who], active=True)

    def _elsewhere(self) -> list[str]:
        people = self.model.people
        return [
            who for who, role in ROLES.items() if who in people.ended or people.roles[who] != role
        ]

    def _employ(self, who: str, role: str, *, active: bool) -> None:
        people = self.model.people
        stays_admin = active and role == "admin"

        def employ(session: Session) -> None:
            seen = Membership.of(members.get(session, self.members[who].id))
            wanted = replace(seen, role=Role(role), active=active)
            member_service.change(session, self.members[who].id, wanted, by=None, at=self.now)

        if self.do(employ, may=stays_admin or not people.is_last_admin(who)):
            people.roles[who] = role
            people.ended = people.ended - {who} if active else people.ended | {who}
            self.model.settle(self.now)


class TimeAndChance(Play):
    @rule(minutes=st.integers(1, 600))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @rule()
    def the_next_deed_crashes(self) -> None:
        self.crashes = True

    @rule(hours=st.sampled_from([0, 0, 5, 12, 24, 48]))
    def the_clock_is_looked_at(self, hours: int) -> None:
        """What is overdue is asked of others besides, and what was asked too long ago ends."""
        self.now += timedelta(hours=hours)
        crashing, self.crashes = self.crashes, False

        def fault(_where: str) -> None:
            if crashing:
                raise Crash

        Reminder(self.engine, lambda: self.now, fault=fault).run_due()
        if not crashing:
            look_at_the_clock(self.model, self.now)
