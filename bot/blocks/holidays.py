"""The form in which admins keep the holidays, a line each."""

from collections.abc import Sequence
from datetime import date

from slack_sdk.models.blocks import InputBlock, PlainTextInputElement, SectionBlock
from slack_sdk.models.views import View

from bot.blocks import ids
from bot.domain.holidays import Holiday, write

LINES = "holiday_lines"
# https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element
TEXT_LENGTH = 3_000


def form(upcoming: Sequence[Holiday], *, since: date) -> View:
    """Show the holidays from `since` on, as many as a field takes, to be written over."""
    shown = list(upcoming)
    while len(write(shown)) > TEXT_LENGTH - 500:
        shown.pop()
    until = shown[-1].day if len(shown) < len(upcoming) else None
    return View(
        type="modal",
        callback_id=ids.HOLIDAYS_FORM,
        title="Holidays",
        submit="Save",
        close="Back",
        private_metadata=f"{since.isoformat()}/{until.isoformat() if until else ''}",
        blocks=[
            SectionBlock(text=_about(until)),
            InputBlock(
                block_id=LINES,
                label="One day a line",
                hint="Like 2026-12-25 Christmas. A line that you take out is no holiday any more.",
                optional=True,
                element=PlainTextInputElement(
                    action_id=LINES,
                    multiline=True,
                    max_length=TEXT_LENGTH,
                    initial_value=write(shown) or None,
                ),
            ),
        ],
    )


def shown_between(carried: str) -> tuple[date, date | None]:
    """Read which days the form showed: from, and until where it did not show all."""
    since, _, until = carried.partition("/")
    return date.fromisoformat(since), date.fromisoformat(until) if until else None


def _about(until: date | None) -> str:
    about = "On these days no request for approval becomes due, and no daily list comes."
    if until is None:
        return about
    return f"{about} Here they are until {until.isoformat()}; later ones stay as they are."
