"""The log: a line for people, logfmt for machines, and one line whatever happened."""

import logging
import sys

import pytest

from bot.cli.logs import Lines, Logfmt


def entry(message: str, *values: object, error: Exception | None = None) -> logging.LogRecord:
    """A warning of the deliverer's at noon."""
    trace = (type(error), error, error.__traceback__) if error else None
    record = logging.LogRecord(
        "bot.jobs.delivery", logging.WARNING, __file__, 1, message, values, trace
    )
    record.created, record.msecs = 1795435200.25, 250.0
    return record


def test_machines_read_named_parts() -> None:
    assert Logfmt().format(entry("Post %s was sent.", "report:1")) == (
        "timestamp=2026-11-23T12:00:00.250Z level=warning logger=bot.jobs.delivery"
        ' event="Post report:1 was sent."'
    )


@pytest.mark.parametrize("message", ['a "quoted" word', "two\nlines", "name=value", "", "back\\"])
def test_an_entry_is_one_line_whose_parts_can_be_told_apart(message: str) -> None:
    line = Logfmt().format(entry("%s", message))

    assert "\n" not in line
    assert line.rpartition(" event=")[2].startswith('"')


def test_a_trace_stays_in_its_line() -> None:
    try:
        sys.exit("gone")
    except SystemExit as gone:
        line = Logfmt().format(entry("It ended.", error=OSError(str(gone))))

    assert "\n" not in line
    assert 'exception="OSError: gone"' in line


def test_people_read_a_sentence_and_then_where_it_comes_from() -> None:
    line = Lines().format(entry("Post %s was sent.", "report:1"))

    assert line.endswith(" WARNING Post report:1 was sent.  (bot.jobs.delivery)")
