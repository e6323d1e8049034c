"""The process that draws: alone with the heavy imports, and replaceable."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.domain.periods import parse
from bot.reports.report import ReportRequest, SalesData, SalesLine
from bot.reports.worker import ReportTookTooLong, ReportWorker, prepare

NOON = datetime(2026, 8, 12, 12, tzinfo=UTC)
LINE = SalesLine(
    order_id=1,
    ordered_at=datetime(2026, 8, 4, 9, tzinfo=UTC),
    customer_id=1,
    customer="Chairs Ltd",
    rep_id=1,
    rep="Ravi",
    product_id=1,
    product="Oak chair",
    category="Chairs",
    quantity=4,
    currency="EUR",
    net_minor=39_996,
)
REQUEST = ReportRequest(
    report="weekly-sales",
    workspace="Acme",
    period=parse("last week", today=NOON.date()),
    zone="Europe/Berlin",
    generated_at=NOON,
    data=SalesData((LINE,), {1: LINE.ordered_at}),
)
ROOT = Path(__file__).parents[2]


@pytest.fixture
def worker() -> Iterator[ReportWorker]:
    worker = ReportWorker()
    yield worker
    worker.close()


def process_id(worker: ReportWorker) -> int:
    _, ready = worker._submit(prepare)
    return ready.result(60)


def is_alive(process: int) -> bool:
    """A process that ended but was not yet waited for counts as gone."""
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state[0] != "Z"


def test_the_bot_imports_reports_without_pandas_or_matplotlib() -> None:
    probe = (
        "import sys, bot.reports, bot.reports.worker;"
        "print(sorted({'pandas', 'matplotlib', 'numpy'} & set(sys.modules)))"
    )

    found = subprocess.run(
        [sys.executable, "-c", probe], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert found.stdout.strip() == "[]"


def test_a_report_is_drawn_in_another_process(worker: ReportWorker) -> None:
    rendered = worker.render(REQUEST)

    assert rendered.facts[0].value == "€399.96"
    assert rendered.png is not None
    assert rendered.png.startswith(b"\x89PNG")


def test_the_worker_waits_behind_the_bot_for_the_cpu(worker: ReportWorker) -> None:
    drawing = process_id(worker)

    assert drawing != os.getpid()
    own = os.getpriority(os.PRIO_PROCESS, 0)
    assert os.getpriority(os.PRIO_PROCESS, drawing) == min(19, own + 10)


def test_a_worker_that_was_killed_is_started_again(worker: ReportWorker) -> None:
    first = process_id(worker)
    os.kill(first, signal.SIGKILL)

    rendered = worker.render(REQUEST)

    assert rendered.facts[0].value == "€399.96"
    assert process_id(worker) != first


def test_a_report_that_takes_too_long_is_ended_and_the_next_one_drawn(
    worker: ReportWorker,
) -> None:
    stuck = process_id(worker)
    os.kill(stuck, signal.SIGSTOP)

    with pytest.raises(ReportTookTooLong, match=r"not ready after 0 seconds\. Try a shorter"):
        worker.render(REQUEST, timeout=0.2)

    assert not is_alive(stuck)
    assert worker.render(REQUEST).png is not None


def test_what_goes_wrong_while_drawing_is_told_and_costs_nothing_else(
    worker: ReportWorker,
) -> None:
    process = process_id(worker)

    with pytest.raises(KeyError, match="sales-by-moonlight"):
        worker.render(replace(REQUEST, report="sales-by-moonlight"))

    assert process_id(worker) == process


def test_a_closed_worker_is_gone(worker: ReportWorker) -> None:
    process = process_id(worker)

    worker.close()

    assert not is_alive(process)


def test_the_worker_ends_when_the_bot_is_killed_outright() -> None:
    program = (
        "import time\n"
        "from bot.reports.worker import ReportWorker, prepare\n"
        "if __name__ == '__main__':\n"
        "    print(ReportWorker()._submit(prepare)[1].result(60), flush=True)\n"
        "    time.sleep(60)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as bot:
        assert bot.stdout is not None
        process = int(bot.stdout.readline())
        assert is_alive(process)
        bot.kill()

    deadline = time.monotonic() + 10
    while is_alive(process) and time.monotonic() < deadline:
        time.sleep(0.05)

    assert not is_alive(process)


def test_ctrl_c_does_not_reach_a_worker_that_is_just_starting() -> None:
    worker = ReportWorker()
    try:
        worker.warm()
        assert worker._pool is not None
        (starting,) = worker._pool._processes
        os.kill(starting, signal.SIGINT)

        assert worker._submit(prepare)[1].result(60) == starting
    finally:
        worker.close()
