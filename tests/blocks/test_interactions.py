"""The form that logs, and what was logged: within Slack's limits whatever people typed."""

from dataclasses import replace

import pytest

from bot.blocks.interactions import (
    LogForm,
    already_logged_view,
    log_form,
    logged_text,
    logged_view,
    read_source,
)
from bot.domain.interactions import (
    Direction,
    InteractionKind,
    SourceMessage,
)
from tests.blocks.samples import NOON, STRANGE, TODAY, interaction
from tests.slack_takes import check_view


@pytest.mark.parametrize("text", STRANGE)
def test_the_log_form_fits_however_it_begins(text: str) -> None:
    source = SourceMessage("C1", "1.2", "https://x.example/" + "p" * 400)
    forms = [
        LogForm(NOON),
        LogForm(NOON, customer=(1, text), summary=text * 20, source=source, note="A guess."),
        LogForm(NOON, choices=[(number, text) for number in range(25)]),
    ]

    for form in forms:
        check_view(log_form(form))
    assert read_source(str(log_form(forms[1]).private_metadata)) == source
    assert read_source("") is None


def test_an_address_too_long_to_carry_is_left_out() -> None:
    form = LogForm(NOON, source=SourceMessage("C1", "1.2", "https://x.example/" + "p" * 3000))

    assert read_source(str(log_form(form).private_metadata)) == SourceMessage("C1", "1.2")


@pytest.mark.parametrize("text", STRANGE)
def test_what_was_logged_is_told_within_the_limits(text: str) -> None:
    logged = replace(
        interaction(text * 10, outcome=text, follow_up_on=TODAY), customer=text, contact=text
    )

    check_view(logged_view(logged, today=TODAY))
    check_view(already_logged_view(logged))


@pytest.mark.parametrize(
    ("kind", "direction", "contact", "told"),
    [
        (InteractionKind.CALL, Direction.INBOUND, "Anna", "Call from Anna"),
        (InteractionKind.EMAIL, Direction.OUTBOUND, None, "E-mail to the customer"),
        (InteractionKind.CHAT, Direction.NONE, "Anna", "Chat with Anna"),
        (InteractionKind.MEETING, Direction.INBOUND, "Anna", "Meeting with Anna"),
        (InteractionKind.MEETING, Direction.OUTBOUND, None, "Meeting with the customer"),
        (InteractionKind.MEETING, Direction.NONE, None, "Meeting"),
        (InteractionKind.NOTE, Direction.INBOUND, "Anna", "Note on Anna"),
        (InteractionKind.NOTE, Direction.INBOUND, None, "Note"),
    ],
)
def test_what_was_logged_is_told_in_words(
    kind: InteractionKind, direction: Direction, contact: str | None, told: str
) -> None:
    logged = interaction()
    details = replace(logged.details, kind=kind, direction=direction)

    shown = logged_text(replace(logged, contact=contact, details=details))

    assert shown == f"{told}, logged for Acme."
    assert "<@URAVI> logged this message" in str(already_logged_view(logged).to_dict())
