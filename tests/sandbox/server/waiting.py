"""Waiting for what happens in its own time."""

import time
from collections.abc import Callable


def until(there: Callable[[], object], *, within: float = 10.0) -> None:
    """Return once `there()` is true; an assertion fails when it never is."""
    end = time.monotonic() + within
    while not there():
        assert time.monotonic() < end, "It never came to that."
        time.sleep(0.005)
