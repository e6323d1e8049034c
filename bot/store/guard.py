"""Writes that depend on what was read: done only where it still is so."""

from typing import Any, cast

from sqlalchemy import CursorResult, Update
from sqlalchemy.orm import Session


def changed_one(session: Session, statement: Update) -> bool:
    """Run a guarded UPDATE; return whether it found its row as its WHERE wants it."""
    return cast("CursorResult[Any]", session.execute(statement)).rowcount == 1
