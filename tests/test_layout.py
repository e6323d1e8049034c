"""What no linter checks: files stay short, and every statement of the store is narrowed."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
BOT = ROOT / "bot"
STORE = BOT / "store"
LONGEST = 300
# What the ORM gives, and passes through the session's filter by workspace.
STATEMENTS = {"select", "update", "insert", "delete"}
# Ways around the session, in SQLAlchemy's own words.
AROUND = {"text", "Table", "table", "literal_column", "exec_driver_sql", "from_statement"}


def files(folder: Path) -> list[Path]:
    left_out = {"migrations", "node_modules"}
    return [path for path in sorted(folder.rglob("*.py")) if not left_out & set(path.parts)]


@pytest.mark.parametrize("path", files(BOT), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_file_is_longer_than_a_person_reads(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= LONGEST


@pytest.mark.parametrize("path", files(BOT), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_file_says_what_it_is(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text("utf-8")))


def _name(node: ast.expr) -> str:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def statements_around(source: str) -> list[str]:
    """Find what would slip past the filter by workspace."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and node.attr in {"__table__", "sorted_tables"}:
            found.append(f"line {node.lineno}: {node.attr} in a statement")
        if isinstance(node, ast.Call) and _name(node.func) in AROUND:
            found.append(f"line {node.lineno}: {_name(node.func)}()")
    return found


# db.py sets SQLite up; member_links.py compares tables, and makes no statement of them;
# migrate.py reads Alembic's own table, which belongs to no workspace.
EXCEPTED = {
    "db.py": {"exec_driver_sql"},
    "member_links.py": {"__table__"},
    "migrate.py": {"text("},
}


@pytest.mark.parametrize(
    "path", [path for path in files(STORE) if path.parent == STORE], ids=lambda path: path.name
)
def test_every_statement_of_the_store_goes_through_the_session(path: Path) -> None:
    allowed = EXCEPTED.get(path.name, set())

    found = [
        each
        for each in statements_around(path.read_text("utf-8"))
        if not any(word in each for word in allowed)
    ]

    assert found == []


@pytest.mark.parametrize(
    "source",
    [
        "session.execute(text('SELECT 1'))",
        "session.execute(sqlalchemy.text('SELECT 1'))",
        "connection.exec_driver_sql('SELECT 1')",
        "session.execute(select(CustomerRow.__table__))",
    ],
)
def test_the_check_itself_finds_ways_around(source: str) -> None:
    assert len(statements_around(source)) == 1


def test_statements_are_made_of_rows_alone() -> None:
    """select(...) and the like start from a row class, one of its columns, or a function."""
    wrong = []
    for path in files(STORE):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and _name(node.func) in STATEMENTS and node.args:
                first = node.args[0]
                if isinstance(first, ast.Constant):
                    wrong.append(f"{path.name}:{node.lineno}")
    assert wrong == []


def test_sql_is_spoken_in_the_store_alone() -> None:
    """Sessions and engines may pass through; statements may not be made elsewhere."""
    speaking = {
        str(path.relative_to(ROOT))
        for path in files(BOT)
        if STORE not in path.parents
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom)
        and node.module is not None
        and node.module.startswith("sqlalchemy")
        and {alias.name for alias in node.names} & (STATEMENTS | {"text"})
    }

    # The health check asks whether the database answers at all.
    assert speaking <= {"bot/app.py"}


# The outbox posts for every deed; the edge answers whoever asked, where nothing else is left.
POSTERS = {
    "jobs/sending.py": {"chat_postMessage", "chat_update"},
    "edge/show.py": {"chat_postMessage"},
}


def test_posts_leave_through_the_outbox_alone() -> None:
    found: dict[str, set[str]] = {}
    for path in files(BOT):
        place = path.relative_to(BOT).as_posix()
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr.startswith("chat_"):
                found.setdefault(place, set()).add(node.attr)

    reads = {"chat_getPermalink"}
    posting = {place: calls - reads for place, calls in found.items() if calls - reads}
    assert {place: calls for place, calls in posting.items() if "sandbox" not in place} == POSTERS
