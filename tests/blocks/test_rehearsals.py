"""What came of a draft on past orders, as a form shows it."""

from bot.blocks import rehearsals
from bot.domain.rehearsals import Rehearsal
from tests.slack_takes import check_view

LINES = (
    "2 orders of the last 30 days, with the team as it is today:",
    "Would change hands: 1",
    "Queues:",
    "  Maya: 1 → 2 (+1)",
    "Never decided yet, so the pace of the others stands in: Ana",
    "These would go another way:",
    "  Order 2: at once → Maya",
)


def test_headings_stand_out_and_what_is_listed_stands_together() -> None:
    view = rehearsals.result(LINES)

    check_view(view)
    assert view.to_dict()["blocks"][0]["text"]["text"].splitlines() == [
        "*2 orders of the last 30 days, with the team as it is today:*",
        "Would change hands: 1",
        "",
        "*Queues:*",
        "• Maya: 1 → 2 (+1)",
        "",
        "Never decided yet, so the pace of the others stands in: Ana",
        "",
        "*These would go another way:*",
        "• Order 2: at once → Maya",
    ]


def test_what_is_too_long_ends_with_a_whole_line() -> None:
    view = rehearsals.result(["Queues:", *(f"  Member {number}: 1 → 2" for number in range(200))])

    check_view(view)
    *_, last, more = view.to_dict()["blocks"][0]["text"]["text"].splitlines()
    assert last.endswith(": 1 → 2")
    assert more == "…"


def test_short_waits_are_said_in_minutes() -> None:
    played = Rehearsal(2, 0, 0, 0, (), (), 0.25, None, 30.04, frozenset())

    said = list(rehearsals.told(played, {}, 30))

    assert "Median wait as it really was: 15 min" in said
    assert "Median wait by everybody's usual pace: not known → 30.0 h" in said
