"""The app with one form behind a sandbox, both fresh for every test."""

from collections.abc import Iterator

import pytest

from bot.sandbox.person import Person
from bot.sandbox.server import Running
from tests.sandbox.server.bots import by_socket
from tests.sandbox.server.forms.form_bot import Recorder


@pytest.fixture(scope="module")
def recorder() -> Recorder:
    return Recorder()


@pytest.fixture(scope="module")
def sandbox(recorder: Recorder) -> Iterator[Running]:
    with by_socket(recorder.register) as started:
        yield started


@pytest.fixture
def ravi(sandbox: Running, recorder: Recorder) -> Person:
    person = sandbox.person("URAVI")
    person.post("reset")
    recorder.__init__()  # type: ignore[misc]
    return person
