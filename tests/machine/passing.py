"""Bringing others in: forwarding, handing over, asking what somebody thinks."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule
from sqlalchemy.orm import Session

from bot.services import passing
from tests.machine import orders as plain
from tests.machine.draws import picks, somebody
from tests.machine.orders import Passed
from tests.machine.play import Play


class PassingOn(Play):
    @precondition(lambda self: self.waiting())
    @rule(pick=picks, who=somebody, to=somebody)
    def forward(self, pick: int, who: str, to: str) -> None:
        self._forward(self.some_waiting(pick), who, to)

    @precondition(lambda self: self.waiting())
    @rule(pick=picks, voice=picks, to=somebody)
    def forward_as_one_who_is_asked(self, pick: int, voice: int, to: str) -> None:
        kept = self.some_waiting(pick)
        asked = self.asked(kept)
        if asked:
            self._forward(kept, asked[voice % len(asked)], to)

    def _forward(self, kept: plain.Order, who: str, to: str) -> None:
        def send_on(session: Session) -> None:
            by, order = self.actor(session, who), self.order(session, kept)
            to_id = self.members[to].id
            passing.forward(session, order.id, to_id=to_id, by=by, at=self.now, words="Please")

        if self.do(send_on, may=self._may_forward(kept, who, to)):
            self._pass(kept, who, to)

    def _may_forward(self, kept: plain.Order, who: str, to: str) -> bool:
        """Not to their own, nor to who has a say or has had one: that would be two votes."""
        request, people = kept.waits, self.model.people
        if request is None or not self.model.may_speak_for(kept, who, self.now):
            return False
        accounts = people.same_people({to})
        heard = {name for said in request.said for name in (said.seat, said.by)}
        taken = self.model.seats(kept, request) | heard | self.model.own(kept)
        return people.decides(to) and not accounts & taken

    def _pass(self, kept: plain.Order, who: str, to: str) -> None:
        if kept.request is None:
            return
        for seat in sorted(self.model.may_speak_for(kept, who, self.now), key=self._by_id):
            kept.request.passed.append(Passed(kept.request.look, seat, to))
            self.model.note("step.forwarded", kept, who, seat)

    def _by_id(self, name: str) -> int:
        return self.members[name].id

    @precondition(lambda self: self.waiting())
    @rule(chosen=st.lists(picks, min_size=1, max_size=3), who=somebody, to=somebody)
    def hand_over(self, chosen: list[int], who: str, to: str) -> None:
        """What cannot go to the other stays where it is."""
        kept = list({self.some_waiting(pick).number: self.some_waiting(pick) for pick in chosen})
        passed: list[int] = []

        def give(session: Session) -> None:
            ids = [self.order(session, self.model.orders[number]).id for number in kept]
            by = self.actor(session, who)
            handed = passing.hand_over(session, ids, to_id=self.members[to].id, by=by, at=self.now)
            passed.extend(order.number for order in handed.passed)

        if self.do(give, may=who in self.model.people.able()):
            wanted = [
                number for number in kept if self._may_forward(self.model.orders[number], who, to)
            ]
            assert passed == wanted
            for number in wanted:
                self._pass(self.model.orders[number], who, to)

    @precondition(lambda self: self.waiting())
    @rule(pick=picks, voice=picks, to=somebody)
    def ask_what_another_thinks(self, pick: int, voice: int, to: str) -> None:
        kept = self.some_waiting(pick)
        asked = self.asked(kept)
        if not asked or kept.request is None:
            return
        who, request = asked[voice % len(asked)], kept.request
        may = (
            to in self.model.people.able()
            and to != who
            and to not in self.model.own(kept) | request.opinions
        )

        def ask(session: Session) -> None:
            by, order = self.actor(session, who), self.order(session, kept)
            passing.ask(session, order.id, to_id=self.members[to].id, by=by, at=self.now)

        if self.do(ask, may=may):
            request.opinions.add(to)
            self.model.note("opinion.asked", kept, who)

    @precondition(lambda self: self.waiting())
    @rule(pick=picks, who=somebody)
    def say_what_one_thinks(self, pick: int, who: str) -> None:
        """It decides nothing, whatever it says."""
        kept = self.some_waiting(pick)
        request, own = kept.request, self.model.own(kept)
        if request is None:
            return
        may = who in request.opinions - own and who in self.model.people.able()

        def say(session: Session) -> None:
            by, order = self.actor(session, who), self.order(session, kept)
            passing.give_opinion(session, order.id, "I approve", by=by, at=self.now)

        if self.do(say, may=may):
            request.opinions.discard(who)
            self.model.note("opinion.given", kept, who)
