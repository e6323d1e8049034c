"""How soon `dealdesk run` is ready and how much memory it holds then.

Against the same program made to import pandas and matplotlib first, as it would have to
if it drew its charts itself.
"""

import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from bench.stage import Stage, slack
from bench.table import Row, at_most
from bot.sandbox import server

HALF = 0.5
RUN = "from bot.__main__ import main; main()"
EAGER = f"import pandas, matplotlib.pyplot; {RUN}"
READY = "Dealdesk serves"


@dataclass(frozen=True)
class Start:
    """Seconds until the program said that it serves, and the megabytes it then held."""

    seconds: float
    megabytes: float


def starts(stage: Stage, *, quick: bool) -> list[Row]:
    """Start both in turns, each time a new process."""
    turns = 3 if quick else 9
    with slack() as sandbox:
        url = stage.copy("starts")
        for program in (RUN, EAGER):
            _start(program, sandbox, url)
        pairs = [(_start(RUN, sandbox, url), _start(EAGER, sandbox, url)) for _ in range(turns)]
    ours, eager = zip(*pairs, strict=True)
    seconds = [statistics.median(each.seconds for each in side) for side in (ours, eager)]
    megabytes = [statistics.median(each.megabytes for each in side) for side in (ours, eager)]
    return [
        Row(
            "dealdesk run, start to ready",
            f"{seconds[0]:.2f} s",
            f"{seconds[1]:.2f} s with pandas, matplotlib",
            seconds[0] / seconds[1],
            at_most(HALF),
        ),
        Row(
            "dealdesk run, memory when ready",
            f"{megabytes[0]:.0f} MB",
            f"{megabytes[1]:.0f} MB with pandas, matplotlib",
            megabytes[0] / megabytes[1],
            at_most(HALF),
        ),
    ]


def _start(program: str, sandbox: server.Running, database_url: str) -> Start:
    begun = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-c", program, "run"],
        env={
            "SLACK_BOT_TOKEN": sandbox.token(),
            "SLACK_APP_TOKEN": sandbox.world.seed.app_token,
            "SLACK_API_URL": sandbox.api_url,
            "DATABASE_URL": database_url,
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    try:
        line = process.stdout.readline()
        seconds = time.perf_counter() - begun
        if not line.startswith(READY):
            raise RuntimeError(f"The bot did not start: {line}")
        return Start(seconds, _resident_megabytes(process.pid))
    finally:
        process.terminate()
        process.wait(30)
        process.stdout.close()


def _resident_megabytes(process_id: int) -> float:
    status = Path(f"/proc/{process_id}/status").read_text("ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024
