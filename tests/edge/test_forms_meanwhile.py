"""Two changes of one form at once: typing gives way to a click."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, SectionBlock
from slack_sdk.models.views import View
from sqlalchemy import Engine

from bot.edge import Call, Edge, OpenForm, UpdateForm
from bot.sandbox.person import Person
from tests.running_bot import desk, wait_until


def form(words: str) -> View:
    buttons: list[Block] = [
        ActionsBlock(
            block_id="buttons",
            elements=[
                ButtonElement(text="Slow one", action_id="slow", value="slow"),
                ButtonElement(text="Quick one", action_id="quick", value="quick"),
            ],
        )
    ]
    return View(type="modal", title="A form", blocks=[SectionBlock(text=words), *buttons])


def slow_and_quick(*, slow_wins: bool) -> tuple[Edge, Event, Event]:
    """Return handlers of which the slow one waits, and the events that it came and may go."""
    came, go = Event(), Event()

    def slow(call: Call, _value: str) -> UpdateForm:
        # Lets go of SQLite, which has one writer: it is not the database that is slow here.
        call.session.rollback()
        came.set()
        go.wait(10)
        return UpdateForm(form("Drawn late"), wins=slow_wins)

    edge = Edge()
    edge.command("/crm", lambda _call, _text: OpenForm(form("As opened")))
    edge.button("slow", slow)
    edge.button("quick", lambda _call, _value: UpdateForm(form("Drawn early")))
    return edge, came, go


def shown_after(engine: Engine, *, slow_wins: bool) -> str:
    """Press the slow button, then the quick one, and return what stands there in the end."""
    edge, came, go = slow_and_quick(slow_wins=slow_wins)
    with desk(engine, edge) as opened, ThreadPoolExecutor(1) as meanwhile:
        ravi = opened.person("URAVI")
        ravi.types("/crm")
        ravi.modal(titled="As opened")
        pressed = meanwhile.submit(ravi.clicks, "slow")
        assert came.wait(10)
        ravi.clicks("quick")
        ravi.modal(titled="Drawn early")
        go.set()
        pressed.result(10)
        wait_until(lambda: updates(ravi) == 2)
        return str(ravi.modal()["blocks"][0]["text"]["text"])


def updates(person: Person) -> int:
    entries = person.get("journal")["entries"]
    return sum(entry["name"] == "views.update" and entry["status"] > 0 for entry in entries)


def test_a_click_wins_over_a_change_that_came_between(engine: Engine) -> None:
    assert shown_after(engine, slow_wins=True) == "Drawn late"


def test_typing_gives_way_to_a_change_that_came_between(engine: Engine) -> None:
    assert shown_after(engine, slow_wins=False) == "Drawn early"
