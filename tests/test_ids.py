"""Every id that is drawn is listened for, and those that were released stay."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.app import handlers
from bot.blocks import ids
from bot.edge.registry import Registered

BOT = Path(__file__).parent.parent / "bot"
NAMED = {name: value for name, value in vars(ids).items() if name.isupper()}
# Old messages keep their ids for ever: a button drawn by 0.1.0 must work in any later version.
RELEASED = frozenset(
    {
        *("new_order", "log_interaction", "log_message"),
        *("open_customer", "new_customer", "edit_customer", "add_contact", "find_customer"),
        *("new_order_for_customer", "open_order", "edit_order", "list_orders"),
        *("approve_order", "reject_order", "execute_order", "complete_order", "cancel_order"),
        *("log_interaction_for_customer", "follow_up_done"),
        *("share_report", "schedule_report", "end_schedule"),
        *("open_settings", "set_role", "next_members", "previous_members"),
    }
)
# Elements that act by themselves, wherever they stand.
BUTTONS = {"ButtonElement", "OverflowMenuElement"}
WITH_TYPE_AHEAD = {"ExternalDataSelectElement", "ExternalDataMultiSelectElement"}


def listened() -> set[str]:
    edge = handlers()
    tables = (
        edge.buttons,
        edge.forms,
        edge.option_sources,
        edge.global_shortcuts,
        edge.message_shortcuts,
    )
    return {name for table in tables for name in table}


def test_every_id_is_listened_for_and_every_listener_has_its_id() -> None:
    assert listened() == set(NAMED.values())


def test_no_two_ids_are_the_same() -> None:
    assert len(set(NAMED.values())) == len(NAMED)


def test_released_ids_are_still_there() -> None:
    assert set(NAMED.values()) >= RELEASED


def drawn(kinds: set[str], keyword: str) -> Iterator[tuple[str, ast.expr]]:
    """Find what is passed as `keyword` where an element or view is made."""
    for folder in ("blocks", "edge"):
        for path in sorted((BOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") in kinds:
                    for given in node.keywords:
                        if given.arg == keyword:
                            yield f"{path.name}:{node.lineno}", given.value


def names_of(expression: ast.AST) -> set[str]:
    return {
        NAMED[node.attr]
        for node in ast.walk(expression)
        if isinstance(node, ast.Attribute) and node.attr in NAMED
    }


def test_buttons_have_ids_from_the_list_and_somebody_listens() -> None:
    heard = set(handlers().buttons)

    found = {place: names_of(value) for place, value in drawn(BUTTONS, "action_id")}

    assert len(found) > 10
    assert {place: names for place, names in found.items() if not names <= heard} == {}


def test_selects_with_type_ahead_have_a_source() -> None:
    heard = set(handlers().option_sources)

    found = {place: names_of(value) for place, value in drawn(WITH_TYPE_AHEAD, "action_id")}

    assert found
    assert {place: names for place, names in found.items() if not names <= heard} == {}


def test_forms_have_ids_from_the_list_and_somebody_listens() -> None:
    heard = set(handlers().forms)

    found = {place: names_of(value) for place, value in drawn({"View"}, "callback_id")}

    assert {place: names for place, names in found.items() if not names <= heard} == {}


def test_every_id_is_drawn_somewhere() -> None:
    """What nobody draws nobody can press: such a listener is dead."""
    shortcuts = {name for table in shortcut_tables() for name in table}
    named = {
        name
        for path in (BOT / "blocks").rglob("*.py")
        for name in names_of(ast.parse(path.read_text("utf-8")))
    }

    assert set(NAMED.values()) - named == shortcuts


def shortcut_tables() -> tuple[dict[str, Registered], dict[str, Registered]]:
    edge = handlers()
    return edge.global_shortcuts, edge.message_shortcuts


@pytest.mark.parametrize("name", sorted(NAMED))
def test_ids_are_short_and_plain(name: str) -> None:
    assert NAMED[name] == NAMED[name].lower()
    assert len(NAMED[name]) <= 40
