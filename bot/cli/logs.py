"""The log: lines for people at a terminal, logfmt for machines elsewhere. To standard error."""

import json
import logging
import re
import sys
import time

# They tell of every connection and every job; only a search for a fault needs that.
TALKATIVE = ("slack_sdk", "slack_bolt", "apscheduler", "aiohttp", "asyncio", "alembic")
BARE = re.compile(r"[^\s\"=\\]+")


def configure(level: str) -> None:
    """Send the log of every library through one format; `level` is a name in small letters."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Lines() if sys.stderr.isatty() else Logfmt())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    if level != "debug":
        for name in TALKATIVE:
            logging.getLogger(name).setLevel(logging.WARNING)


class Lines(logging.Formatter):
    """For people: the time where they are, and a trace below where there is one."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(message)s  (%(name)s)", "%H:%M:%S")


class Logfmt(logging.Formatter):
    """For machines: one line an entry, its parts named, the time in UTC."""

    def format(self, record: logging.LogRecord) -> str:
        moment = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created))
        parts = {
            "timestamp": f"{moment}.{int(record.msecs):03d}Z",
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
        }
        if record.exc_info:
            parts["exception"] = self.formatException(record.exc_info)
        return " ".join(f"{name}={_quoted(value)}" for name, value in parts.items())


def _quoted(value: str) -> str:
    return value if BARE.fullmatch(value) else json.dumps(value, ensure_ascii=False)
