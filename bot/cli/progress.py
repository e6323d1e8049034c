"""A progress bar for whatever may take longer than two seconds."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click


@contextmanager
def progress(label: str) -> Iterator[Callable[[int, int], None]]:
    """Show a bar on standard error; yields what is to be told (done, of how many)."""
    with click.progressbar(length=100, label=label, file=sys.stderr) as bar:
        shown = 0

        def tell(done: int, total: int) -> None:
            nonlocal shown
            percent = 100 * done // max(total, 1)
            if percent > shown:
                bar.update(percent - shown)
                shown = percent

        yield tell
