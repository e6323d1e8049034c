"""The policy from a file in a form: refused by its cells, or shown with what it changes."""

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from bot.domain.errors import NotAllowed, UserError
from bot.domain.people import Role
from bot.domain.policies import EVERYTHING_ELSE, Policy, Rule, default_policy
from bot.domain.policy_people import Directory
from bot.edge import Call, Form, FormFile, Reply, UpdateForm
from bot.exports.policy import policy_file
from bot.listeners import policies, policy_files
from bot.services import policies as policy_service
from bot.store import members, policy_drafts
from bot.store import policies as policy_store
from tests.conftest import NOON, Cast
from tests.imports.test_dmn import table
from tests.listeners.policy_screen import Screen, shown

HEADER = "rule,occasion,total,segment,approvers,needed\n"
# No rule fits an order below the amount, which is a warning.
WARNED = f"{HEADER}Large,order,>= 7000 EUR,,manager,\n"
WHOLE = f"{HEADER}Large order,order,>= 7000 EUR,,manager,\nRest,order,,,nobody,\n"
BROKEN = f"{HEADER}Large,order,a lot,,manager,some\nRest,order,,,Nobody Known,\n"


class Desk(Screen):
    """An admin with the form for a file before them."""

    def __init__(self, call: Call, cast: Cast) -> None:
        super().__init__(replace(call, actor=cast.ana.actor), cast.ana)
        self.call = replace(call, actor=cast.ana.actor)
        self.ask()

    def ask(self) -> "Desk":
        self.press(policy_files.ask, "import")
        return self

    def add(self, content: str | bytes, name: str = "policy.csv") -> object:
        held = content if isinstance(content, bytes) else content.encode()
        file = FormFile("F1", name, content=held)
        answer = policy_files.take(
            self.call, Form({}, self.view.private_metadata or "", files=(file,))
        )
        if isinstance(answer, UpdateForm):
            self.view = shown(answer)
        return answer


@pytest.fixture
def desk(call: Call, cast: Cast) -> Desk:
    return Desk(call, cast)


def in_force(session: Session) -> tuple[int, list[str]]:
    found = policy_store.in_force(session)
    return found.version, [rule.name for rule in found.rules]


def test_a_file_is_shown_with_what_it_changes_and_then_put_in_force(
    desk: Desk, session: Session
) -> None:
    before = in_force(session)

    desk.add(WHOLE)
    assert desk.view.callback_id == "policy_review_form"
    assert "*Added:* Rest\\n*Changed:* Large order\\n*Removed:* " in desk.text
    assert in_force(session) == before

    answer = desk.send(policies.put_in_force)
    assert isinstance(answer, Reply)
    assert (
        "Version 1 of the policy is in force now.\n*Added:* Rest\n*Changed:* Large order"
        in answer.text
    )
    assert in_force(session) == (1, ["Large order", "Rest"])
    assert policy_drafts.of_member(session, desk.call.actor.member_id) is None


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_what_was_exported_comes_back_once_it_was_changed(
    desk: Desk, session: Session, suffix: str
) -> None:
    team = policy_service.team(session, at=NOON)
    rules = (*default_policy("EUR").rules[:1], EVERYTHING_ELSE)

    desk.add(policy_file(suffix, rules, Directory(team)), f"policy{suffix}")
    desk.send(policies.put_in_force)

    assert policy_store.in_force(session) == Policy(1, rules)


def test_a_decision_table_is_taken(desk: Desk, session: Session) -> None:
    columns = ("Total (EUR)",)
    rows = ((">= 7000", '"Maya"', '"Large"'), ("-", '"nobody"', '"Rest"'))

    desk.add(table(*rows, columns=columns, outputs=("approvers", "rule")), "policy.dmn")
    desk.send(policies.put_in_force)

    assert in_force(session) == (1, ["Large", "Rest"])


def test_a_table_of_which_one_rule_may_fit_is_held_to_that(desk: Desk, session: Session) -> None:
    columns = ("Total (EUR)",)
    rows = ((">= 7000", '"manager"'), (">= 6000", '"admin"'), ("-", '"nobody"'))

    desk.add(table(*rows, columns=columns, policy=' hitPolicy="UNIQUE"'), "policy.dmn")

    assert "of this table only one rule may fit an order" in desk.text
    assert policy_drafts.of_member(session, desk.call.actor.member_id) is None


def test_every_wrong_cell_is_named_and_nothing_is_kept(desk: Desk, session: Session) -> None:
    desk.add(BROKEN)

    assert desk.view.callback_id == "policy_file_form"
    assert "Nothing was changed." in desk.text
    assert "Line 2, total: " in desk.text
    assert "Line 3, approvers: " in desk.text
    assert "Line 2, needed: " in desk.text
    assert policy_drafts.of_member(session, desk.call.actor.member_id) is None

    desk.add(WHOLE)
    assert desk.view.callback_id == "policy_review_form"


def test_the_field_is_empty_again_after_a_broken_file(desk: Desk) -> None:
    block = str(desk.view.blocks[1].block_id)
    desk.add(BROKEN)

    assert block == "policy_file"
    assert str(desk.view.blocks[3].block_id) == "policy_file_F1"


def test_rules_that_cannot_stand_are_refused(desk: Desk, session: Session) -> None:
    desk.add(f"{HEADER}All,order,,,nobody,\nLarge,order,>= 7000 EUR,,manager,\n")

    assert "Rule 2 “Large” can never match" in desk.text
    assert policy_drafts.of_member(session, desk.call.actor.member_id) is None


def test_who_has_left_is_named(desk: Desk, session: Session, cast: Cast) -> None:
    members.save(session, replace(cast.omar.member, active=False))

    desk.add(f"{HEADER}Large,order,,,Omar,\n")

    assert "Line 2, approvers: " in desk.text
    assert "Omar" in desk.text


def test_warnings_stand_below_the_changes(desk: Desk, session: Session) -> None:
    desk.add(WARNED)

    assert desk.view.callback_id == "policy_review_form"
    assert "*Added:* Large" in desk.text
    assert "goes to the admins" in desk.text
    assert isinstance(desk.send(policies.put_in_force), Reply)
    assert in_force(session) == (1, ["Large"])


def test_back_from_the_review_the_rules_of_the_file_can_still_be_changed(desk: Desk) -> None:
    desk.add(WHOLE)
    desk.press(policies.back, "back")

    assert "1. Large order" in desk.text
    assert "2. Rest" in desk.text
    desk.press(policies.change_rule, "up:1")
    assert [rule.name for rule in desk.rules] == ["Rest", "Large order"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "The file is empty"),
        ("a,b\n1,2\n", "approval policy"),
        (HEADER, "The file has no rules"),
        (b"\x00\x81\xff\xfe", "neither UTF-8 nor Windows-1252"),
        (b"PK\x03\x04rubbish", "cannot be read"),
        ("<html></html>", "DMN"),
    ],
    ids=["empty", "other", "no rules", "bytes", "workbook", "page"],
)
def test_what_is_no_policy_is_refused_in_a_sentence(
    desk: Desk, content: str | bytes, said: str
) -> None:
    desk.add(content)

    assert desk.view.callback_id == "policy_file_form"
    assert "Nothing was changed." in desk.text
    assert said in desk.text


def test_the_rules_in_force_are_nothing_to_change(desk: Desk, session: Session, cast: Cast) -> None:
    desk.add(WHOLE)
    desk.send(policies.put_in_force)
    again = Desk(desk.call, cast)

    with pytest.raises(UserError, match="version 1, in force, has just these rules"):
        again.add(WHOLE)


def test_who_forgets_the_file_is_told(desk: Desk) -> None:
    with pytest.raises(UserError, match="Add a file first"):
        desk.send(policy_files.take)


def test_a_file_is_not_taken_over_what_another_admin_saved_meanwhile(
    desk: Desk, session: Session
) -> None:
    other = Policy(0, (Rule("Theirs"),))
    policy_service.put_in_force(session, other, by=None, at=NOON)

    desk.add(WHOLE)
    assert "Somebody else put version 1 of the policy in force meanwhile" in desk.text
    assert policy_drafts.of_member(session, desk.call.actor.member_id) is None
    assert in_force(session) == (1, ["Theirs"])

    desk.add(WHOLE)
    assert "*Added:* Large order, Rest\\n*Removed:* Theirs" in desk.text
    desk.send(policies.put_in_force)
    assert in_force(session) == (2, ["Large order", "Rest"])


def test_a_file_is_not_taken_over_changes_that_were_not_seen(
    desk: Desk, session: Session, call: Call, cast: Cast
) -> None:
    elsewhere = Screen(call, cast.ana).press(policies.change_rule, "down:0")
    kept = elsewhere.rules

    desk.add(WHOLE)

    assert "You changed the rules elsewhere meanwhile" in desk.text
    assert elsewhere.rules == kept


def test_unsaved_changes_are_spoken_of_before_they_are_replaced(
    desk: Desk, session: Session
) -> None:
    assert "your changes that are not saved" not in desk.text
    desk.press(policies.back, "back").press(policies.change_rule, "down:0")
    desk.ask()

    assert "your changes that are not saved" in desk.text
    desk.add(WHOLE)
    assert [rule.name for rule in desk.rules] == ["Large order", "Rest"]


def test_changes_to_an_older_version_do_not_keep_a_file_from_counting(
    desk: Desk, session: Session
) -> None:
    desk.press(policies.back, "back").press(policies.change_rule, "down:0")
    policy_service.put_in_force(session, Policy(0, (Rule("Theirs"),)), by=None, at=NOON)
    desk.ask()

    desk.add(WHOLE)
    desk.send(policies.put_in_force)

    assert in_force(session) == (2, ["Large order", "Rest"])


def test_only_an_admin_imports(call: Call, cast: Cast, session: Session) -> None:
    looking = Screen(call, cast.maya)
    assert "Import a file" not in looking.text

    with pytest.raises(NotAllowed, match="Only an admin can change the approval policy"):
        looking.press(policy_files.ask, "import")
    file = FormFile("F1", "policy.csv", content=WHOLE.encode())
    for person in (cast.maya, cast.ravi):
        with pytest.raises(NotAllowed):
            policy_files.take(replace(call, actor=person.actor), Form({}, "0|0|0|0", files=(file,)))
    assert in_force(session)[0] == 0


def test_words_of_a_file_wake_nobody(desk: Desk) -> None:
    desk.add(f"{HEADER}<!channel> *x*,order,,<!here>,nobody,\n")

    assert desk.view.callback_id == "policy_review_form"
    assert "<!channel>" not in desk.text
    assert "<!here>" not in desk.text


def test_a_file_of_many_rules_fits_the_form(desk: Desk) -> None:
    rules = "".join(
        f"Rule {each} {'x' * 50},order,>= {9_000 - each} EUR,,manager,\n" for each in range(300)
    )

    desk.add(f"{HEADER}{rules}")

    assert "and 290 more" in desk.text
    desk.ask()
    desk.add(f"{HEADER}{rules.replace('manager', 'Nobody At All')}")
    assert "and 288 more" in desk.text


def test_a_demoted_admin_is_refused_when_the_file_comes(desk: Desk, cast: Cast) -> None:
    demoted = replace(desk.call.actor, role=Role.REP)

    with pytest.raises(NotAllowed):
        policy_files.take(
            replace(desk.call, actor=demoted), Form({}, desk.view.private_metadata or "")
        )
