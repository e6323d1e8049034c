"""A request's work: find who asks, open the transaction, run the handler, sort its errors.

Synchronous; runs in a thread of the pool.
"""

import logging
import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.blocks.text import inert
from bot.domain.errors import NotAllowed, UserError
from bot.domain.people import Actor, Role, demand
from bot.edge import notices, people, refusals, workflows
from bot.edge.answers import Answer, Fail, FormErrors, UpdateForm
from bot.edge.call import Call
from bot.edge.downloads import Downloads
from bot.edge.registry import Edge, Registered
from bot.edge.requests import Kind, Request
from bot.store import audit, outbox, preferences, receipts, rosters, workspaces
from bot.store.db import in_workspace, is_outage

log = logging.getLogger(__name__)

# Deeds of these kinds may be delivered twice, so each is noted with its key.
NOTED = (Kind.BUTTON, Kind.FORM, Kind.EVENT, Kind.FUNCTION)
GONE = (
    "This no longer works here: Dealdesk has changed since it was drawn."
    " Use the command again to get a fresh one."
)


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a request. `wakes` says whether something waits now to be sent or made."""

    answer: Answer
    wakes: bool = False


class _RolledBack(Exception):
    def __init__(self, answer: Answer) -> None:
        super().__init__()
        self.answer = answer


class _Newcomer(Exception):
    pass


class Worker:
    """Runs handlers. `clock` returns aware UTC."""

    def __init__(
        self,
        edge: Edge,
        engine: Engine,
        directory: people.Directory,
        downloads: Downloads,
        clock: Callable[[], datetime],
    ) -> None:
        self._edge = edge
        self._engine = engine
        self._directory = directory
        self._downloads = downloads
        self._clock = clock
        # The zones known to be stored, so that a request costs no query for it.
        self._zones: dict[tuple[str, str], str] = {}

    def find(self, request: Request) -> Registered | None:
        """Return who handles the request, if anybody does."""
        tables = {
            Kind.COMMAND: self._edge.commands,
            Kind.BUTTON: self._edge.buttons,
            Kind.FORM: self._edge.forms,
            Kind.MESSAGE_SHORTCUT: self._edge.message_shortcuts,
            Kind.GLOBAL_SHORTCUT: self._edge.global_shortcuts,
            Kind.OPTIONS: self._edge.option_sources,
            Kind.EVENT: self._edge.events,
            Kind.FUNCTION: self._edge.functions,
        }
        return tables[request.kind].get(request.name)

    def run(self, request: Request) -> Done:
        """Do what was asked, in one transaction; never raises."""
        try:
            return self._run(request)
        except _RolledBack as refusal:
            return Done(refusal.answer)
        except NotAllowed as error:
            self._note_refusal(request, error)
            return self._refused(request, error)
        except UserError as error:
            return self._refused(request, error)
        except Exception as error:  # noqa: BLE001 - the last resort, logged with its reference
            reference = secrets.token_hex(4).upper()
            self._note_failure(request, error, reference)
            return self._refused(request, refusals.unforeseen(request, error, reference))

    def _refused(self, request: Request, error: UserError) -> Done:
        """Say why; to a workflow in the way of all its ends, as long as there is a database."""
        answer = self._drawn_anew(request, error) or refusals.refused(request, error)
        if not isinstance(answer, Fail):
            return Done(answer)
        try:
            in_workspace(
                self._engine,
                request.team_id,
                lambda session: workflows.keep_refusal(session, request, answer, at=self._clock()),
            )
        except Exception:
            log.exception("The end of a workflow's step could not be kept.")
            return Done(answer)
        return Done(None, wakes=True)

    def _drawn_anew(self, request: Request, error: UserError) -> Answer:
        """Let whoever drew a button that is refused say so with its place as it is now."""
        explain = self._edge.refusals.get(request.name)
        if explain is None or request.kind is not Kind.BUTTON:
            return None

        def work(session: Session) -> Answer:
            call = self._call_of(session, request)
            return explain(call, request.text, inert(str(error))) if call else None

        try:
            return in_workspace(self._engine, request.team_id, work)
        except UserError:
            return None
        except Exception:
            log.exception("The place of a refused button could not be drawn.")
            return None

    def _call_of(self, session: Session, request: Request) -> Call | None:
        """Return the call of a press, unless it is a stranger's or who pressed only reads."""
        if request.home_team_id not in {None, request.team_id}:
            return None
        now = self._clock()
        profile = self._directory.profile(request.team_id, request.user_id, now=now)
        actor = people.actor_of(session, profile)
        if actor is None or not actor.has(Role.REP):
            return None
        form, channel = request.form, request.channel
        return Call(session, actor, workspaces.get(session), now, channel=channel, form=form)

    def _run(self, request: Request) -> Done:
        registered = self.find(request)
        if registered is None:
            raise UserError(workflows.GONE if request.kind is Kind.FUNCTION else GONE)
        if request.home_team_id not in {None, request.team_id}:
            raise NotAllowed(people.STRANGER)
        if request.kind is Kind.FUNCTION:
            workflows.check_named(request)
        if request.kind is Kind.EVENT and not request.user_id:
            return in_workspace(
                self._engine,
                request.team_id,
                lambda session: self._handle(session, request, registered, None),
            )
        now = self._clock()
        profile = self._directory.profile(request.team_id, request.user_id, now=now)
        if registered.most_bytes and request.form is not None:
            # Before the transaction, which may not wait for Slack.
            form = self._downloads.filled(
                request.team_id,
                request.form,
                most_bytes=registered.most_bytes,
                unfold=registered.unfold,
            )
            request = replace(request, form=form)
        try:
            return self._as(profile, request, registered)
        except _Newcomer:
            # Somebody's first two requests may come at the same moment; one of them joins.
            with suppress(IntegrityError):
                in_workspace(
                    self._engine, request.team_id, lambda session: self._join(session, profile, now)
                )
            return self._as(profile, request, registered)

    def _join(self, session: Session, profile: people.Profile, now: datetime) -> None:
        before = rosters.current(session, at=now)
        people.join(session, profile, at=now)
        for follow in self._edge.joined:
            follow(session, before, now)

    def _as(self, profile: people.Profile, request: Request, registered: Registered) -> Done:
        def work(session: Session) -> Done:
            actor = people.actor_of(session, profile)
            if actor is None:
                raise _Newcomer
            if moved and actor.has(Role.REP):
                preferences.note_zone(session, actor.member_id, actor.zone, at=self._clock())
            return self._handle(session, request, registered, actor)

        reading = request.kind is Kind.OPTIONS or registered.meanwhile is not None
        who = (request.team_id, profile.slack_id)
        moved = not reading and self._zones.get(who) != profile.zone
        done = in_workspace(self._engine, request.team_id, work, reading=reading)
        if moved:
            self._zones[who] = profile.zone
        return done

    def _handle(
        self, session: Session, request: Request, registered: Registered, actor: Actor | None
    ) -> Done:
        demand(actor or Actor.nobody(), registered.needs(request.text), "change anything")
        now = self._clock()
        # What only reads may be done twice.
        noted = request.kind in NOTED and request.receipt is not None and not registered.meanwhile
        if noted and not receipts.take(session, str(request.receipt), at=now):
            return Done(_repeated(request))
        # An event of the workspace as a whole has nobody behind it.
        by = actor or Actor.nobody()
        if request.kind is Kind.FUNCTION:
            by = workflows.acting(by)
        call = Call(
            session=session,
            actor=by,
            workspace=workspaces.get(session),
            now=now,
            channel=request.channel,
            form=request.form if request.kind is not Kind.FORM else None,
        )
        answer = _call(registered, call, request)
        if isinstance(answer, FormErrors):
            raise _RolledBack(answer)
        if request.kind is Kind.FUNCTION:
            workflows.keep(session, request, registered, answer, by=by, at=now)
            answer = None
        return Done(answer, wakes=outbox.has_news(session))

    def _note_refusal(self, request: Request, error: NotAllowed) -> None:
        self._note(
            request, audit.Verb.REQUEST_REFUSED, slack_id=request.user_id, refusal=_kind(error)
        )

    def _note_failure(self, request: Request, error: Exception, reference: str) -> None:
        """Keep the reference for /crm status; while the database is out, the log has it."""
        if not is_outage(error):
            self._note(request, audit.Verb.REQUEST_FAILED, reference=reference, error=_kind(error))

    def _note(self, request: Request, verb: audit.Verb, **details: object) -> None:
        try:
            in_workspace(
                self._engine,
                request.team_id,
                lambda session: audit.record(
                    session,
                    verb,
                    by=None,
                    at=self._clock(),
                    kind=request.kind,
                    name=request.name,
                    **details,
                ),
            )
        except Exception:
            log.exception("A request could not be noted in the audit.")


def _kind(error: Exception) -> str:
    return type(error).__name__


def _call(registered: Registered, call: Call, request: Request) -> Answer:
    match request.kind:
        case Kind.FORM:
            return registered.handler(call, request.form)
        case Kind.MESSAGE_SHORTCUT:
            return registered.handler(call, request.message)
        case Kind.GLOBAL_SHORTCUT:
            return registered.handler(call)
        case Kind.EVENT:
            return registered.handler(call, request.event)
        case Kind.FUNCTION:
            return registered.handler(call, request.step)
        case _:
            return registered.handler(call, request.text)


def _repeated(request: Request) -> Answer:
    if request.kind is Kind.FORM:
        return UpdateForm(notices.notice("This form has been sent already; once is enough."))
    return None
