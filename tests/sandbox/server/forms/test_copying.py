"""A form that was filled in and sent can be copied as a test; the copy is run, and it passes."""

from bot.sandbox.person import Person
from tests.sandbox.server.copies import copied, numbers, run
from tests.sandbox.server.forms.form_bot import EVERYTHING, Recorder, form, values

FILLED = {
    "name": 'Ravi "the rep"',
    "mail": "ravi@acme.example",
    "count": "3",
    "day": "2026-12-01",
    "hour": "09:30",
    "colour": "blue",
    "sizes": ["s", "m"],
    "owner": "URAVI",
    "place": ["CSALES"],
}


def test_every_field_is_filled_in_again(recorder: Recorder, ravi: Person) -> None:
    recorder.sent = form("Form", *EVERYTHING)
    before = ravi.get("journal", brief="yes")["newest"]
    ravi.types("/form")
    ravi.suggestions("customer", "acme")
    ravi.submits({**FILLED, "customer": "acme works"})
    recorder.answer = {"response_action": "errors", "errors": {"name": "Taken already."}}
    ravi.types("/form")
    ravi.submits({"name": "Twice"})
    ravi.closes()

    text = copied(ravi, numbers(ravi, before))

    assert 'assert answer["closed"]' in text
    assert 'assert answer["errors"] == {"name": "Taken already."}' in text
    assert 'ravi.suggestions("customer", "acme") == ["Acme Ltd", "Acme Works"]' in text
    sent = [values(body) for body in recorder.submitted]
    ravi.post("reset")
    recorder.submitted.clear()
    recorder.answer = {}
    first, second = text.split('    ravi.types("/form")')[1:]
    assert second.count("ravi.submits") == 1
    opening = text.split('    ravi.types("/form")', maxsplit=1)[0]
    run(f'{opening}    ravi.types("/form"){first}', ravi=ravi)
    recorder.answer = {"response_action": "errors", "errors": {"name": "Taken already."}}
    run(f'{opening}    ravi.types("/form"){second}', ravi=ravi)
    assert [values(body) for body in recorder.submitted] == sent


def test_a_choice_brings_the_lookup_it_came_from(recorder: Recorder, ravi: Person) -> None:
    recorder.sent = form("Form", *EVERYTHING)
    before = ravi.get("journal", brief="yes")["newest"]
    ravi.types("/form")
    ravi.suggestions("customer", "acme")
    ravi.submits({"name": "Ravi", "customer": "acme works"})
    entries = ravi.get("journal", since=str(before), brief="yes")["entries"]

    text = copied(ravi, [each["n"] for each in entries if each["type"] == "view_submission"])

    assert "ravi.suggestions(" in text
    assert text.index("ravi.suggestions(") < text.index("ravi.submits(")
