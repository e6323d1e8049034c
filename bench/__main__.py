"""`python -m bench`: measure everything and print one table."""

import argparse
import importlib.metadata
import os
import platform
import sys
import time
from pathlib import Path

from bench import measures
from bench.deciding import deciding
from bench.explaining import explanations
from bench.page import page
from bench.stage import stage
from bench.starts import starts
from bench.table import Row, draw

PACKAGES = (
    *("slack-bolt", "slack-sdk", "sqlalchemy", "uvicorn", "starlette"),
    *("pandas", "matplotlib"),
)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer and shorter rounds")
    quick = parser.parse_args().quick
    print(_machine())
    begun = time.monotonic()
    rows: list[Row] = []
    with stage() as company:
        for name, measure in (
            ("start and memory", starts),
            ("a command that does nothing", measures.noop),
            ("acks beside reports", measures.acks_beside_reports),
            ("customers", measures.customers),
            ("orders", measures.orders),
            # Before the rush, whose two hundred threads leave this process slower than it began.
            ("explanations", explanations),
            ("decisions", deciding),
            ("the sandbox's page", page),
        ):
            print(f"Measuring {name} …", file=sys.stderr, flush=True)
            rows += measure(company, quick=quick)
    print(f"\n{draw(rows)}\n")
    missed = [row.name for row in rows if row.met is False]
    took = time.monotonic() - begun
    print(f"{len(rows)} figures in {took:.0f} s; aims missed: {', '.join(missed) or 'none'}.")


def _machine() -> str:
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in PACKAGES)
    return (
        f"{_processor()}, {os.cpu_count()} cores, {platform.system()} {platform.release()},"
        f" load {os.getloadavg()[0]:.1f}\nPython {platform.python_version()}, {versions}; SQLite"
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor()
    named = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return named[0] if named else platform.machine()


if __name__ == "__main__":
    main()
