"""`dealdesk demo` as a process of its own, for tests and pictures."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from signal import SIGINT

ADDRESS = re.compile(r"Open (http://\S+)/ in a browser")


@contextmanager
def demonstration(folder: Path) -> Iterator[str]:
    """The address of a demo that keeps its database in `folder` and ends with the block."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "demo", "--port", "0", "--folder", str(folder)],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        found = (ADDRESS.search(line) for line in process.stdout or ())
        told = next((each for each in found if each), None)
        if told is None:
            raise RuntimeError("The demo did not start; it says why above.")
        yield told[1]
    finally:
        process.send_signal(SIGINT)
        process.communicate()
