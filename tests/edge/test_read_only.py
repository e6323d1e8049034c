"""Whoever is read-only presses, sends and types everything there is, and changes no row."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Engine

from bot.blocks import ids
from bot.blocks import settings as settings_blocks
from bot.blocks.holidays import LINES
from bot.blocks.posts import as_dicts
from bot.blocks.reports import CHANNEL, DAYS, TIME, ZONE
from bot.commands import ALL
from bot.domain.errors import UserError
from bot.domain.people import Role
from bot.edge import Answer, Call, Form, PublishHome, Reply, SlackMessage
from bot.edge.call import Value
from bot.edge.downloads import Downloads
from bot.edge.people import Directory
from bot.edge.registry import Registered
from bot.edge.requests import Kind, Request
from bot.edge.teams import Teams, sign_in
from bot.edge.work import Worker
from bot.sandbox import server
from bot.store import audit, members, workspaces
from bot.store.db import workspace_session
from tests.conftest import ACME, NOON, Cast, Person
from tests.listeners import test_strangers as strangers
from tests.listeners.test_strangers import EDGE, Acme
from tests.running_bot import MANIFEST

MESSAGE = SlackMessage("CSALES", "2.0", "kontor", "UMAYA", None, "kontor-nordwind", "Anna")
# Nobody stands behind these: Slack tells them of the workspace as a whole.
OF_THE_WORKSPACE = {"app_uninstalled", "tokens_revoked", "user_change"}
# What is typed into forms that would change nothing as they were opened.
TYPED: dict[str, dict[str, Value]] = {
    ids.CUSTOMER_FORM: {"customer_city": "Kiel"},
    ids.CONTACT_FORM: {"contact_title": "Buyer"},
    ids.ORDER_FORM: {"notes": "By Friday."},
    ids.SCHEDULE_FORM: {CHANNEL: "CSALES", DAYS: ["4"], TIME: "07:15", ZONE: "UTC"},
    ids.MY_SETTINGS_FORM: {},
    ids.HOLIDAYS_FORM: {LINES: "2026-12-25 Christmas"},
    ids.SETTINGS_FORM: {settings_blocks.CURRENCY: "USD"},
}
TABLES = {
    Kind.COMMAND: EDGE.commands,
    Kind.BUTTON: EDGE.buttons,
    Kind.FORM: EDGE.forms,
    Kind.MESSAGE_SHORTCUT: EDGE.message_shortcuts,
    Kind.GLOBAL_SHORTCUT: EDGE.global_shortcuts,
    Kind.OPTIONS: EDGE.option_sources,
    Kind.EVENT: EDGE.events,
    Kind.FUNCTION: EDGE.functions,
}


@pytest.fixture
def acme(engine: Engine, cast: Cast) -> Acme:
    return strangers.furnished(engine, cast)


@pytest.fixture
def worker(engine: Engine) -> Iterator[Worker]:
    with server.running(manifest=MANIFEST) as sandbox:
        teams = Teams(
            sign_in((sandbox.token(ACME),), api_url=sandbox.api_url), api_url=sandbox.api_url
        )
        yield Worker(EDGE, engine, Directory(teams), Downloads(teams), lambda: NOON)


def typed(acme: Acme) -> dict[str, list[str]]:
    """Return every usage of every command, with something of Acme's where one may choose."""
    chosen = {"<number>": str(acme.waiting.number), "<": "kontor", "[": "kontor"}

    def word(shown: str) -> str:
        return next((meant for sign, meant in chosen.items() if shown.startswith(sign)), shown)

    found = {name: list(texts) for name, texts in strangers.COMMANDS.items()}
    for command in ALL:
        for usage, _ in command.usages:
            found[command.name].append(" ".join(map(word, usage.split()[1:])))
    return found


def touched(name: str, form: Form) -> Form:
    """Return the form with something of its own in it, as it was opened without."""
    return replace(form, values={**form.values, **TYPED.get(name, {})})


def requests(acme: Acme, user: str) -> list[Request]:
    """Everything that Slack can bring us from one person."""
    who: tuple[str, str, str] = (ACME, user, ACME)
    view = {"id": "V1", "hash": "1", "type": "modal", "blocks": []}
    event = {"user": user, "tab": "home"}
    return [
        *(
            Request(Kind.FORM, name, *who, form=touched(name, form), view=view)
            for name, form in acme.forms.items()
        ),
        *(
            Request(Kind.BUTTON, name, *who, text=text, form=form, view=view if form else None)
            for name, carried in strangers.presses(acme).items()
            for text, form in carried
        ),
        *(
            Request(Kind.COMMAND, name, *who, text=text)
            for name, texts in typed(acme).items()
            for text in texts
        ),
        *(
            Request(Kind.OPTIONS, name, *who, text="k", form=acme.forms[strangers.around(name)])
            for name in EDGE.option_sources
        ),
        *(Request(Kind.MESSAGE_SHORTCUT, n, *who, message=MESSAGE) for n in EDGE.message_shortcuts),
        *(Request(Kind.GLOBAL_SHORTCUT, name, *who) for name in EDGE.global_shortcuts),
        *(
            Request(Kind.EVENT, name, *who, event={**event, "type": name})
            for name in sorted(set(EDGE.events) - OF_THE_WORKSPACE)
        ),
        *(
            Request(Kind.FUNCTION, name, *who, step=run, receipt=f"step:{run.execution_id}:{user}")
            for name, run in strangers.step_runs(acme).items()
        ),
    ]


def rows(engine: Engine) -> dict[str, list[Any]]:
    """Return every row but what the record itself is made of, what workflows are told, what a
    Home shows, and a report for oneself.
    """
    with workspace_session(engine, ACME, reading=True) as session:
        found = strangers.everything(session)
        settings = workspaces.get(session)
    left_out = {"audit", "receipts", "counters", "workflow_steps", "homes", "home_orders"}
    found = {name: stored for name, stored in found.items() if name not in left_out}
    for_others = [row for row in found["runs"] if row.destination[0] != "U"]
    return {**found, "runs": for_others, "workspaces": [settings]}


def read_only(engine: Engine, person: Person) -> Person:
    with workspace_session(engine, ACME) as session:
        return Person(members.save(session, replace(person.member, role=Role.READ_ONLY)))


@pytest.fixture(params=["ravi", "omar"])
def reader(request: pytest.FixtureRequest, engine: Engine, cast: Cast, acme: Acme) -> Person:
    """Ravi, to whom all orders belong, or Omar, who was to approve them."""
    return read_only(engine, getattr(cast, request.param))


def test_everything_that_is_registered_is_asked(acme: Acme) -> None:
    asked = {(request.kind, request.name) for request in requests(acme, "URAVI")}

    registered = {(kind, name) for kind, table in TABLES.items() for name in table}
    assert asked == registered - {(Kind.EVENT, name) for name in OF_THE_WORKSPACE}


def changed_by(
    engine: Engine, acme: Acme, user: str, ask: Callable[[Request], object]
) -> dict[str, set[str]]:
    """Ask everything, and return what it changed: tables by the request's name."""
    found: dict[str, set[str]] = {}
    before = rows(engine)
    for request in requests(acme, user):
        ask(request)
        after = rows(engine)
        if changed := {name for name in after if after[name] != before[name]}:
            found.setdefault(f"{request.kind} {request.name}", set()).update(changed)
            before = after
    return found


def test_who_only_reads_changes_nothing(
    engine: Engine, acme: Acme, worker: Worker, reader: Person
) -> None:
    assert changed_by(engine, acme, str(reader.member.slack_id), worker.run) == {}


def test_without_the_edge_the_rules_refuse_it_too(
    engine: Engine, acme: Acme, reader: Person
) -> None:
    def ask(request: Request) -> None:
        registered = TABLES[request.kind][request.name]
        try:
            with workspace_session(engine, ACME) as session:
                form = request.form if request.kind is not Kind.FORM else None
                call = Call(session, reader.actor, workspaces.get(session), NOON, form=form)
                _handled(registered, call, request)
        except UserError:
            pass

    assert changed_by(engine, acme, str(reader.member.slack_id), ask) == {}


def _handled(registered: Registered, call: Call, request: Request) -> Answer:
    given = {
        Kind.FORM: (request.form,),
        Kind.MESSAGE_SHORTCUT: (request.message,),
        Kind.GLOBAL_SHORTCUT: (),
        Kind.EVENT: (request.event,),
        Kind.FUNCTION: (request.step,),
    }
    return registered.handler(call, *given.get(request.kind, (request.text,)))


def test_the_same_requests_of_an_admin_do_change_something(
    engine: Engine, acme: Acme, worker: Worker
) -> None:
    changed = changed_by(engine, acme, "UANA", worker.run)

    assert {f"form {name}" for name in TYPED} <= set(changed)
    assert {"button follow_up_done", "button set_role"} <= set(changed)
    steps = {name for name in EDGE.functions if f"step {name}" in changed}
    assert steps == {"create_order", "log_interaction", "run_report"}


def test_a_refusal_is_one_sentence_and_in_the_audit(
    engine: Engine, acme: Acme, worker: Worker, cast: Cast
) -> None:
    read_only(engine, cast.ravi)

    refused = worker.run(Request(Kind.COMMAND, "/order", ACME, "URAVI", ACME, text="new")).answer

    assert isinstance(refused, Reply)
    assert refused.text == (
        ":warning: Your role is read-only, so you cannot change anything."
        " Ask an admin for another role: `/crm members` shows who is one."
    )
    with workspace_session(engine, ACME, reading=True) as session:
        (newest,) = audit.newest(session, audit.Verb.REQUEST_REFUSED, limit=1)
    assert '"refusal": "NotAllowed"' in newest.details


@pytest.mark.parametrize(
    ("command", "text", "shown"),
    [
        ("/customer", "kontor", "Kontor Nordwind"),
        ("/order", "list", "Your orders"),
        ("/order", "1", "Order 1"),
        ("/approvals", "", "waits"),
        ("/report", "last week", "is on its way to your messages"),
        ("/crm", "members", "4 members"),
        ("/crm", "help", "/customer"),
    ],
)
def test_who_only_reads_sees_what_the_others_see(
    engine: Engine, acme: Acme, worker: Worker, cast: Cast, command: str, text: str, shown: str
) -> None:
    read_only(engine, cast.ravi)

    answer = worker.run(Request(Kind.COMMAND, command, ACME, "URAVI", ACME, text=text)).answer

    assert isinstance(answer, Reply)
    assert shown in f"{answer.text} {list(as_dicts(answer.blocks))}"


def test_home_offers_no_beginnings_to_who_only_reads(
    engine: Engine, acme: Acme, worker: Worker, cast: Cast
) -> None:
    read_only(engine, cast.ravi)
    opened = {"type": "app_home_opened", "user": "URAVI", "tab": "home"}

    answer = worker.run(
        Request(Kind.EVENT, "app_home_opened", ACME, "URAVI", ACME, event=opened)
    ).answer

    assert isinstance(answer, PublishHome)
    drawn = str(answer.view.to_dict())
    assert ids.FIND_CUSTOMER in drawn
    assert f"'{ids.NEW_CUSTOMER}'" not in drawn
