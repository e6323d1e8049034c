"""Charlie presses, sends and asks with ids of Acme: it shows him nothing and changes nothing."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import time, timedelta
from typing import Any

import pytest
from slack_sdk.models.views import View
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from bot.app import handlers
from bot.blocks import ids
from bot.blocks.order_button import Place, value
from bot.blocks.posts import as_dicts
from bot.blocks.reports import CHANNEL
from bot.domain.approvals import YES
from bot.domain.customers import Contact, CustomerDetails
from bot.domain.errors import UserError
from bot.domain.interactions import Direction, InteractionDetails, InteractionKind
from bot.domain.orders import Order
from bot.domain.people import Role
from bot.domain.schedules import ScheduleRule
from bot.edge import (
    Answer,
    Call,
    Choices,
    Form,
    FormFile,
    OpenForm,
    PublishHome,
    Reply,
    SlackMessage,
    StepRun,
)
from bot.edge import UpdateForm as Updated
from bot.edge.registry import Registered
from bot.services import decisions, interactions
from bot.services.orders import LineDraft, save_draft, submit
from bot.store import customers, schedules, workspaces
from bot.store.db import workspace_session
from bot.store.tables import Base
from tests import trade
from tests.conftest import ACME, GLOBEX, NOON, Cast, hire
from tests.filling import filled
from tests.listeners.test_my_settings import typed as my_settings

EDGE = handlers()
# None of them is typed by Charlie, so an answer that holds one has read it.
SECRETS = ("Nordwind", "Zephyr", "Anemone", "overdue invoice", "Ravi", "Maya", "Omar")
SHARED = json.dumps({"report": "weekly-sales", "period": "last week", "at": NOON.isoformat()})

Press = tuple[str, Form | None]


@dataclass(frozen=True, slots=True)
class Acme:
    """What there is to be seen in Acme, by id, and forms as Acme's people have them open."""

    customer: int
    contact: int
    follow_up: int
    schedule: int
    member: int
    waiting: Order
    draft: Order
    approved: Order
    forms: Mapping[str, Form]


@dataclass(frozen=True, slots=True)
class Ask:
    """A request: its handler, what it is given, and the form it comes from."""

    registered: Registered
    given: tuple[Any, ...] = ()
    form: Form | None = None

    def __call__(self, call: Call) -> Answer:
        return self.registered.handler(replace(call, form=self.form), *self.given)


@pytest.fixture
def acme(engine: Engine, cast: Cast) -> Acme:
    return furnished(engine, cast)


def furnished(engine: Engine, cast: Cast) -> Acme:
    with workspace_session(engine, ACME) as session:
        firm = customers.add(
            session, CustomerDetails("Kontor Nordwind", email="info@kontor.example"), NOON
        ).id
        contact = customers.add_contact(session, Contact(0, firm, "Anna Anemone")).id
        broom = trade.product(session, "Broom Zephyr", EUR=100_000, USD=100_000)
        wanted = trade.draft(firm, LineDraft(broom, 8), notes="overdue invoice")
        ravi, maya = cast.ravi.actor, cast.maya.actor
        approved = submit(session, wanted, by=ravi, at=NOON)
        approved = decisions.decide(session, approved.id, YES, by=maya, at=NOON)
        waiting = submit(session, wanted, by=ravi, at=NOON)
        logged = interactions.log(
            session,
            InteractionDetails(
                *(firm, InteractionKind.CALL, Direction.OUTBOUND, NOON, "overdue invoice"),
                follow_up_on=NOON.date() + timedelta(days=1),
            ),
            by=ravi,
            at=NOON,
            today=NOON.date(),
        )
        rule = ScheduleRule(frozenset({0}), time(9), "Europe/Berlin")
        made = schedules.add(
            session,
            channel="CSALES",
            report="weekly-sales",
            rule=rule,
            created_by_id=cast.maya.member.id,
            at=NOON,
        )
        found = Acme(
            *(firm, contact, logged.id, made.id, cast.ravi.member.id, waiting),
            draft=save_draft(session, wanted, by=ravi, at=NOON),
            approved=approved,
            forms={},
        )
        ana = Call(session, cast.ana.actor, workspaces.get(session), NOON)
        return replace(found, forms=opened_forms(ana, found))


def opened_forms(ana: Call, acme: Acme) -> dict[str, Form]:
    """Open every form as an admin of Acme and fill it in as far as it must be."""
    log = filled(press(ana, ids.LOG_INTERACTION, str(acme.customer)))
    member = filled(press(ana, ids.CHANGE_MEMBER, str(acme.member)))
    return {
        ids.CUSTOMER_FORM: filled(press(ana, ids.EDIT_CUSTOMER, str(acme.customer))),
        ids.CONTACT_FORM: filled(press(ana, ids.EDIT_CONTACT, str(acme.contact))),
        ids.INTERACTION_FORM: replace(
            log,
            values={
                **log.values,
                "interaction_summary": "x",
                "interaction_contact_id": str(acme.contact),
                "interaction_happened_at": int(NOON.timestamp()),
            },
        ),
        ids.ORDER_FORM: filled(press(ana, ids.EDIT_ORDER, value(acme.draft))),
        ids.REJECT_FORM: replace(
            filled(press(ana, ids.REJECT_ORDER, value(acme.waiting))),
            values={"reason": "No.", "reason_code": "price"},
        ),
        ids.RETURN_FORM: replace(
            filled(press(ana, ids.REQUEST_CHANGES, value(acme.waiting))), values={"reason": "No."}
        ),
        ids.CANCEL_FORM: replace(
            filled(press(ana, ids.CANCEL_ORDER, value(acme.waiting))), values={"reason": "No."}
        ),
        ids.FORWARD_FORM: Form({"to": str(acme.member)}, value(acme.waiting)),
        ids.ASK_FORM: Form({"to": str(acme.member)}, value(acme.waiting)),
        ids.OPINION_FORM: Form({"reason": "Fine."}, value(acme.waiting)),
        ids.HAND_OVER_FORM: Form({"to": str(acme.member)}, str(acme.waiting.id)),
        ids.ABSENCE_FORM: replace(
            filled(press(ana, ids.PLAN_ABSENCE, "")),
            values={
                "absence_first": "2026-11-24",
                "absence_last": "2026-11-24",
                "absence_delegate": str(acme.member),
            },
        ),
        ids.MEMBER_FORM: replace(member, values={**member.values, "member_team": "North"}),
        ids.BULK_FORM: Form({"bulk_chosen": [f"{acme.waiting.id}@1"]}),
        ids.SHARE_FORM: Form({CHANNEL: "CSALES"}, SHARED),
        ids.SCHEDULE_FORM: filled(press(ana, ids.SCHEDULE_REPORT, "")),
        ids.SETTINGS_FORM: filled(press(ana, ids.OPEN_SETTINGS, "")),
        ids.MY_SETTINGS_FORM: my_settings(),
        ids.HOLIDAYS_FORM: filled(press(ana, ids.OPEN_HOLIDAYS, "")),
        **POLICY_FORMS,
    }


def press(call: Call, action_id: str, pressed: str) -> View:
    answer = EDGE.buttons[action_id].handler(call, pressed)
    assert isinstance(answer, OpenForm | Updated)
    return answer.view


def presses(acme: Acme) -> dict[str, Sequence[Press]]:
    """Name, for every button there is, what it carries where it stands in Acme."""
    everywhere: tuple[Press, ...] = tuple(
        (value(order, place), None)
        for order in (acme.waiting, acme.draft, acme.approved)
        for place in Place
    )
    in_form: tuple[Press, ...] = (("0", acme.forms[ids.ORDER_FORM]),)
    customer: tuple[Press, ...] = ((str(acme.customer), None),)
    nothing: tuple[Press, ...] = (("", None),)
    order_buttons = (
        *(ids.OPEN_ORDER, ids.EDIT_ORDER, ids.SUBMIT_ORDER, ids.APPROVE_ORDER, ids.REJECT_ORDER),
        *(
            ids.EXECUTE_ORDER,
            ids.COMPLETE_ORDER,
            ids.CANCEL_ORDER,
            ids.REQUEST_CHANGES,
            ids.GIVE_OPINION,
            ids.EXPLAIN_ORDER,
            ids.COPY_ORDER,
        ),
    )
    in_order_form = (
        *(ids.ADD_ORDER_LINE, ids.REMOVE_ORDER_LINE, ids.ORDER_FORM_CHANGED, ids.ORDER_CURRENCY),
        *(ids.PRODUCT_OPTIONS, ids.SAVE_DRAFT, ids.EXPLAIN_DRAFT),
    )
    of_customer = (
        *(ids.OPEN_CUSTOMER, ids.FIND_CUSTOMER, ids.EDIT_CUSTOMER, ids.ADD_CONTACT),
        *(ids.LIST_CONTACTS, ids.NEW_ORDER, ids.LOG_INTERACTION),
    )
    of_workspace = (
        *(ids.NEW_CUSTOMER, ids.LIST_ORDERS, ids.SCHEDULE_REPORT, ids.OPEN_SETTINGS),
        *(
            ids.OPEN_POLICY,
            ids.OPEN_MY_SETTINGS,
            ids.OPEN_HOLIDAYS,
            ids.PLAN_ABSENCE,
            ids.HAND_OVER,
        ),
    )
    in_policy = {
        **dict.fromkeys((ids.SHOW_RULES, ids.BACK_TO_POLICY, ids.DISCARD_POLICY), "0"),
        **dict.fromkeys((ids.EXPORT_POLICY, ids.ADD_RULE, ids.BACK_TO_RULE, ids.ADD_STEP), "0"),
        ids.IMPORT_POLICY: "import",
        **dict.fromkeys((ids.CHANGE_RULE, ids.CHANGE_STEP), "change:0"),
        ids.RULE_DEED: "remove",
        ids.ADD_CONDITION: "amount",
        ids.CHANGE_CONDITION: "change:amount",
        ids.REHEARSE_POLICY: "30",
    }
    return {
        **dict.fromkeys(order_buttons, everywhere),
        **dict.fromkeys(in_order_form, in_form),
        **dict.fromkeys(of_customer, customer),
        **dict.fromkeys(of_workspace, nothing),
        **{name: [(value, acme.forms[ids.RULE_FORM])] for name, value in in_policy.items()},
        ids.EDIT_CONTACT: [(str(acme.contact), None)],
        ids.FOLLOW_UP_DONE: [(f"{where}:{acme.follow_up}", None) for where in ("card", "home")],
        ids.MORE_ON_ORDER: [(f"{deed}:{value(acme.waiting)}", None) for deed in ("forward", "ask")],
        ids.SHARE_REPORT: [(SHARED, None)],
        ids.END_SCHEDULE: [(str(acme.schedule), None)],
        ids.SET_ROLE: [(f"{acme.member}:admin:0", None)],
        ids.CHANGE_MEMBER: [(str(acme.member), None)],
        ids.TURN_WAITING: [("0|", None), ("0|all", None)],
        ids.APPROVE_SEVERAL: [("all", None)],
        ids.NEXT_MEMBERS: [("0", None)],
        ids.PREVIOUS_MEMBERS: [("0", None)],
    }


POLICY_TABLE = b"rule,occasion,approvers\nAll,order,finance\n"
POLICY_FORMS = {
    ids.POLICY_FILE_FORM: Form({}, "0|0|0|0", files=(FormFile("F1", "p.csv", "", POLICY_TABLE),)),
    ids.POLICY_FORM: Form({}, "0|0|0|"),
    ids.POLICY_REVIEW_FORM: Form({}, "0|0|0|"),
    ids.MOVE_RULE_FORM: Form({"rule_position": "2"}, "0|0|0|"),
    ids.RULE_FORM: Form({"rule_name": "x", "rule_occasion": "order"}, "0|0|0|"),
    ids.CONDITION_FORM: Form({"condition_from": "5"}, "0|0|0|amount"),
    ids.STEP_FORM: Form({"step_role": "admin", "step_need": "1"}, "0|0|0|0"),
    ids.TIMES_FORM: Form({"step_due": "8"}, "0|0|0|0"),
}
COMMANDS = {
    "/customer": ("", "kontor", "info@kontor.example", "new kontor"),
    "/order": ("1", "2", "3", "list", "new kontor"),
    "/log": ("kontor", ""),
    "/approvals": (
        "",
        "over 1",
        "mine",
        "all",
        "settings",
        "away",
        "away until Friday, Sam decides",
        "back",
    ),
    "/report": ("list", "last week", "schedule"),
    "/crm": ("help", "members", "status", "settings"),
}


def step_runs(acme: Acme) -> dict[str, StepRun]:
    """Every step for workflows, run with what is Acme's."""
    customer = {"customer": f"#{acme.customer}"}
    inputs: dict[str, dict[str, Any]] = {
        "request_approval": {"order_number": acme.waiting.number, "message": "Please"},
        "create_order": {**customer, "product": "Broom", "quantity": 1, "then": "send"},
        "look_up_customer": customer,
        "log_interaction": {**customer, "kind": "note", "summary": "x"},
        "run_report": {"report": "weekly-sales", "channel": "CSALES"},
    }
    return {name: StepRun(f"Fx-{name}", "Wx1", given) for name, given in inputs.items()}


def requests(acme: Acme) -> list[Ask]:
    """Everything that Charlie can ask of the bot, with what he knows of Acme."""
    message = SlackMessage("CSALES", "1.0", "kontor", "URAVI", None, "kontor-nordwind", "Anna")
    opened = {"type": "app_home_opened", "user": "UCHARLIE", "tab": "home"}
    return [
        *(
            Ask(EDGE.buttons[name], (text,), form)
            for name, carried in presses(acme).items()
            for text, form in carried
        ),
        *(Ask(EDGE.forms[name], (form,)) for name, form in acme.forms.items()),
        *(Ask(EDGE.commands[name], (text,)) for name, texts in COMMANDS.items() for text in texts),
        *(
            Ask(source, (typed,), acme.forms[around(name)])
            for name, source in EDGE.option_sources.items()
            for typed in ("", "kontor", "a")
        ),
        *(Ask(shortcut, (message,)) for shortcut in EDGE.message_shortcuts.values()),
        *(Ask(shortcut) for shortcut in EDGE.global_shortcuts.values()),
        Ask(EDGE.events["app_home_opened"], (opened,)),
        *(Ask(EDGE.functions[name], (run,)) for name, run in step_runs(acme).items()),
    ]


def around(source: str) -> str:
    own = {
        ids.PRODUCT_OPTIONS: ids.ORDER_FORM,
        ids.MANAGER_OPTIONS: ids.MEMBER_FORM,
        ids.RECEIVER_OPTIONS: ids.HAND_OVER_FORM,
        ids.ADVISER_OPTIONS: ids.ASK_FORM,
    }
    return own.get(source, ids.INTERACTION_FORM)


def told(answer: Answer) -> str:
    """Return all that an answer would show, hidden values included."""
    match answer:
        case Reply():
            return f"{answer.text} {list(as_dicts(answer.blocks))}"
        case OpenForm(view) | Updated(view) | PublishHome(view):
            return str(view.to_dict())
        case Choices(options):
            return str(options)
    return str(answer)


def everything(session: Session) -> dict[str, list[Any]]:
    """Return every row of Acme's."""
    bind = session.connection()
    return {
        table.name: sorted(
            bind.execute(select(table).where(table.c.workspace_id == ACME)).all(), key=str
        )
        for table in Base.metadata.sorted_tables
        if "workspace_id" in table.c
    }


def test_every_button_form_and_command_is_tried(acme: Acme) -> None:
    assert set(presses(acme)) == set(EDGE.buttons)
    assert set(acme.forms) == set(EDGE.forms)
    assert set(COMMANDS) == set(EDGE.commands)
    assert set(step_runs(acme)) == set(EDGE.functions)


def test_charlie_sees_and_changes_nothing_of_acme(engine: Engine, acme: Acme) -> None:
    with workspace_session(engine, GLOBEX) as session:
        charlie = hire(session, "Charlie", Role.ADMIN).actor
    with workspace_session(engine, ACME, reading=True) as session:
        before = everything(session)

    for ask in requests(acme):
        try:
            with workspace_session(engine, GLOBEX) as session:
                seen = told(ask(Call(session, charlie, workspaces.get(session), NOON)))
        except UserError as refusal:
            seen = str(refusal)
        assert [secret for secret in SECRETS if secret in seen] == []

    with workspace_session(engine, ACME, reading=True) as session:
        assert everything(session) == before


def test_the_same_requests_show_acme_what_is_its_own(
    engine: Engine, cast: Cast, acme: Acme
) -> None:
    seen = ""
    for ask in requests(acme):
        with workspace_session(engine, ACME) as session:
            try:
                seen += told(ask(Call(session, cast.ana.actor, workspaces.get(session), NOON)))
            except UserError as refusal:
                seen += str(refusal)

    assert [secret for secret in SECRETS if secret not in seen] == []
