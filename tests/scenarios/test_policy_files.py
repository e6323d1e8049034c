"""An admin brings the policy as a file, and it counts for the next order."""

from collections.abc import Mapping
from dataclasses import replace
from urllib.request import urlopen

import pytest

from bot.domain.people import Role
from bot.domain.policies import Policy
from bot.sandbox.person import Person
from bot.sandbox.reading import readable
from bot.store import audit, members, policies
from bot.store.db import workspace_session
from tests.conftest import ACME
from tests.imports.test_dmn import table
from tests.running_bot import wait_until
from tests.scenarios.conftest import APPROVALS, Office
from tests.scenarios.test_orders import raise_order

TABLE = table(
    (">= 100", '"Maya"', '"From a hundred"'),
    ("-", '"nobody"', '"Rest"'),
    columns=("Total (EUR)",),
    outputs=("approvers", "rule"),
)
BROKEN = b"rule,total,approvers\nLarge,plenty,manager\nRest,,Nobody Known\n"


REVIEW = "Before it counts"


def open_policy(admin: Person) -> None:
    admin.types("/crm settings")
    admin.modal(titled="Show and change", within=30)
    admin.clicks("open_policy")
    admin.modal(titled="Import a file", within=30)


def ask_for_a_file(admin: Person) -> None:
    open_policy(admin)
    admin.clicks("import_policy")
    admin.modal(titled="Policy from a file", within=30)


def bring(admin: Person, name: str, content: bytes) -> None:
    ask_for_a_file(admin)
    admin.submits({"policy_file": [admin.uploads(name, content)]})


def put_in_force(admin: Person) -> str:
    """Press the last button, once the file is read, and return what is said then."""
    admin.modal(titled=REVIEW, within=30)
    admin.submits()
    said = readable(admin.modal(titled="is in force now"))
    admin.closes(everything=True)
    return said


def in_force(office: Office) -> Policy:
    with workspace_session(office.engine, ACME, reading=True) as session:
        return policies.in_force(session)


def exported(admin: Person) -> Mapping[str, bytes]:
    """Return the files that the program sends of the policy, by how their names end."""
    open_policy(admin)
    admin.clicks("export_policy")
    admin.closes(everything=True)
    sent = admin.sees("in the thread of this message")
    found: dict[str, bytes] = {}

    def came() -> bool:
        for reply in admin.messages(thread_ts=sent["ts"]):
            for file in reply.get("files") or []:
                with urlopen(file["url_private"]) as answer:
                    found[file["name"].partition(".")[2]] = answer.read()
        return set(found) == {"csv", "xlsx"}

    wait_until(came)
    return found


def test_each_kind_of_file_is_brought_and_counts(office: Office) -> None:
    ana = office.desk.person("UANA")
    bring(ana, "who-approves.dmn", TABLE)
    shown = readable(ana.modal(titled=REVIEW))
    assert "*Added:* From a hundred, Rest" in shown
    assert "*Removed:* Large order" in shown
    assert in_force(office).version == 0
    assert "Version 1 of the policy is in force now." in put_in_force(ana)

    raise_order(office.ravi, chairs=1, chai=1)
    office.ravi.closes(everything=True)
    assert "From a hundred" in readable(office.maya.sees("Order 1", channel=APPROVALS))

    first, files = in_force(office), exported(ana)
    changed = files["csv"].replace(b">= 100 EUR", b">= 900 EUR")
    bring(ana, "policy-1.csv", changed)
    assert "*Changed:* From a hundred\n1 rule stays as it is." in readable(ana.modal(titled=REVIEW))
    put_in_force(ana)
    raise_order(office.ravi, chairs=1, chai=1)
    assert "approved" in readable(office.ravi.modal())

    bring(ana, "policy-1.xlsx", files["xlsx"])
    put_in_force(ana)
    assert in_force(office) == Policy(3, first.rules)
    with workspace_session(office.engine, ACME, reading=True) as session:
        record = audit.newest(session, audit.Verb.POLICY_SET, limit=5)
        admin = members.by_slack_id(session, "UANA")
    assert admin is not None
    assert [entry.by_id for entry in record] == [admin.id] * 3


def test_a_broken_file_is_refused_by_its_cells_and_the_mended_one_is_taken(office: Office) -> None:
    ana = office.desk.person("UANA")

    bring(ana, "policy.csv", BROKEN)
    shown = readable(ana.modal(titled="Nothing was changed."))
    assert "Line 2, total: " in shown
    assert "Line 3, approvers: " in shown
    assert in_force(office).version == 0

    mended = BROKEN.replace(b"plenty", b">= 100 EUR").replace(b"Nobody Known", b"nobody")
    ana.submits({"File": [ana.uploads("policy.csv", mended)]})
    assert "Version 1" in put_in_force(ana)
    assert [rule.name for rule in in_force(office).rules] == ["Large", "Rest"]


@pytest.mark.parametrize("delivery", ["socket"], indirect=True)
def test_what_cannot_be_fetched_is_told_and_another_file_is_taken(office: Office) -> None:
    ana = office.desk.person("UANA")
    large = b"rule,approvers\n".ljust(5_000_001)

    bring(ana, "policy.csv", large)
    assert "policy.csv is larger than the 5 MB" in told(ana)
    ana.submits({"policy_file": [ana.uploads("policy.csv", b"a,b\n1,2\n")]})
    assert ana.modal(titled="Nothing was changed.", within=30)
    assert in_force(office).version == 0


def told(person: Person) -> str:
    """Return what stands at the fields, or above them where the answer came late."""
    view = person.modal(titled="Its rules take the place", within=30)
    return f"{view['errors']} {readable(view)}"


@pytest.mark.parametrize("delivery", ["socket"], indirect=True)
def test_the_file_of_the_slower_admin_changes_nothing(office: Office) -> None:
    with workspace_session(office.engine, ACME) as session:
        maya = members.by_slack_id(session, "UMAYA")
        assert maya is not None
        members.save(session, replace(maya, role=Role.ADMIN))
    ask_for_a_file(office.maya)
    ana = office.desk.person("UANA")
    bring(ana, "policy.dmn", TABLE)
    put_in_force(ana)

    mine = b"rule,approvers\nAll,admin\n"
    office.maya.submits({"policy_file": [office.maya.uploads("policy.csv", mine)]})

    assert office.maya.modal(titled="Somebody else put version 1")
    assert [rule.name for rule in in_force(office).rules] == ["From a hundred", "Rest"]


@pytest.mark.parametrize("delivery", ["socket"], indirect=True)
def test_a_manager_is_offered_no_import(office: Office) -> None:
    office.maya.types("/crm settings")

    assert "Import a file" not in readable(office.maya.modal())
