"""What happens around the orders: the policy, who is there, the clock, and crashes."""

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule
from sqlalchemy.orm import Session

from bot.domain.leave import Days
from bot.domain.memberships import Membership
from bot.domain.people import Role
from bot.domain.rosters import Absence
from bot.domain.user_groups import NOT_GRANTED
from bot.jobs.approvals import Reminder
from bot.services import absences
from bot.services import groups as group_service
from bot.services import members as member_service
from bot.store import groups, members, step_clock
from bot.store.db import workspace_session
from tests.conftest import ACME
from tests.machine.draws import cancelling, picks, somebody, tiers
from tests.machine.enacting import DESK
from tests.machine.people import ROLES
from tests.machine.play import Crash, Play
from tests.machine.policy import Look, Tiers
from tests.machine.time import look_at_the_clock


class Politics(Play):
    @precondition(lambda self: len(self.model.orders) % 3 == 2)
    @rule(found=tiers, rest=st.booleans(), agree=cancelling)
    def change_the_policy(self, found: Tiers, *, rest: bool, agree: tuple[Look, ...]) -> None:
        self.put_policy(found, rest=rest, agree=agree)


class ComingAndGoing(Play):
    @rule(who=somebody, delegate=somebody, first=st.integers(0, 1), days=st.integers(0, 1))
    def go_away(self, who: str, delegate: str, first: int, days: int) -> None:
        """Who decides meanwhile may go away later: then they still decide."""
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
        midnight = self.now.replace(hour=0, minute=0, second=0, microsecond=0)
        since = max(midnight + timedelta(days=first), self.now)
        until = midnight + timedelta(days=first + days + 1)
        people = self.model.people

        def leave(session: Session) -> None:
            by, delegate_id = self.actor(session, who), self.members[delegate].id
            absences.leave(session, away, delegate_id=delegate_id, by=by, at=self.now)

        may = who in people.able() and people.may_decide_for(who, delegate, since, until)
        if self.do(leave, may=may):
            self.model.note("absence.planned", None, who)
            for _ in people.in_the_way(who, since, until, at=self.now):
                self.model.note("absence.ended", None, who)
            people.go_away(who, delegate, since, until, at=self.now)

    @rule(who=somebody)
    def come_back(self, who: str) -> None:
        ended: list[Absence] = []
        people = self.model.people

        def back(session: Session) -> None:
            ended.append(absences.back(session, by=self.actor(session, who), at=self.now))

        if self.do(back, may=people.is_or_will_be_away(who, self.now) and who in people.able()):
            self.model.note("absence.ended", None, who)
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
            self.model.employ(who, role, active=active, at=self.now)


class Desk(Play):
    @rule(members=st.sets(somebody))
    def slack_tells_who_is_on_the_desk(self, members: set[str]) -> None:
        self._hear_of_the_desk(frozenset(members))

    @precondition(lambda self: self.model.people.desk)
    @rule(pick=picks)
    def one_leaves_the_desk(self, pick: int) -> None:
        members = sorted(self.model.people.desk or ())
        self._hear_of_the_desk(frozenset(members) - {members[pick % len(members)]})

    def _hear_of_the_desk(self, members: frozenset[str]) -> None:
        slack_ids = frozenset(self.members[name].slack_id or "" for name in members)
        told = replace(DESK, users=slack_ids)

        def take(session: Session) -> None:
            lease = self._turn_to_ask(session)
            group_service.take(session, [told], lease=lease, at=self.now)

        if self.do(take):
            self.model.staff_the_desk(members, self.now)

    @rule(lasting=st.booleans())
    def slack_tells_of_no_groups(self, *, lasting: bool) -> None:
        """Where that lasts nobody is in any; until then what was known counts."""
        failure = NOT_GRANTED if lasting else "ratelimited"

        def lose(session: Session) -> None:
            lease = self._turn_to_ask(session)
            group_service.lose(session, failure, lease=lease, at=self.now)

        if self.do(lose) and lasting:
            self.model.staff_the_desk(None, self.now)

    def _turn_to_ask(self, session: Session) -> datetime:
        groups.make_due(session, at=self.now)
        lease = groups.claim(session, now=self.now, every=timedelta(minutes=5))
        assert lease is not None
        return lease


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

        with workspace_session(self.engine, ACME, reading=True) as session:
            due = step_clock.due(session, now=self.now)
        Reminder(self.engine, lambda: self.now, fault=fault).run_due()
        if not crashing:
            look_at_the_clock(self.model, self.now)
            self._another_process_comes_late(due)

    def _another_process_comes_late(self, due: list[step_clock.DueStep]) -> None:
        """It found the same to be done, and then finds it done."""
        with workspace_session(self.engine, ACME) as session:
            assert not [step for step in due if step_clock.take(session, step)]
