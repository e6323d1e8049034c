"""Writes that depend on what was read: done only where it still is so."""

from typing import Any, cast

from sqlalchemy import CursorResult, Update
from sqlalchemy.orm import Session


def changed_one(session: Session, statement: Update, **bound: object) -> bool:
    """Run a guarded UPDATE; return whether it found its row as its WHERE wants it.

    `bound` holds new values by their columns, and what the WHERE of a statement that is made once
    compares with.
    """
    return cast("CursorResult[Any]", session.execute(statement, bound)).rowcount == 1
