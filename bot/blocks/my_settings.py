"""The form in which everybody says when they work, and how they want to be reminded."""

from datetime import time
from typing import Any

from slack_sdk.models.blocks import (
    CheckboxesElement,
    ExternalDataSelectElement,
    InputBlock,
    Option,
    RadioButtonsElement,
    TimePickerElement,
)
from slack_sdk.models.views import View

from bot.blocks import ids
from bot.blocks.choices import option
from bot.domain.cycles import WEEKDAYS
from bot.domain.preferences import Preferences, Reminders

REMINDERS, DIGEST_AT = "mine_reminders", "mine_digest_at"
QUIET_FROM, QUIET_TO = "mine_quiet_from", "mine_quiet_to"
ZONE, DAYS = "mine_zone", "mine_days"
WORKS_FROM, WORKS_TO = "mine_works_from", "mine_works_to"

# How each is called, and what it means, in the 75 characters that Slack takes.
CHOICES = {
    Reminders.EACH: ("One by one", "Each when it comes due; those never due in a daily list"),
    Reminders.DIGEST: ("Once a day", "One list of all that waits for you"),
    Reminders.NONE: ("Never", "New requests still come"),
}


def form(wants: Preferences, *, account_zone: str) -> View:
    """Show what somebody has set; `account_zone` is what Slack says of their account."""
    return View(
        type="modal",
        callback_id=ids.MY_SETTINGS_FORM,
        title="My settings",
        submit="Save",
        close="Cancel",
        blocks=[
            _reminders(wants.reminders),
            _clock(
                DIGEST_AT, "Daily list at", wants.digest_at, hint="On your working days, if any."
            ),
            _clock(QUIET_FROM, "No reminders from", wants.quiet_from),
            _clock(QUIET_TO, "No reminders until", wants.quiet_to),
            _clock(
                WORKS_FROM,
                "I work from",
                wants.works_from,
                hint="Requests become due in your working hours.",
            ),
            _clock(WORKS_TO, "I work until", wants.works_to),
            _days(wants.weekdays),
            _zone(wants, account_zone),
        ],
    )


def _reminders(chosen: Reminders) -> InputBlock:
    options = {
        each: Option(text=text, value=each.value, description=meaning)
        for each, (text, meaning) in CHOICES.items()
    }
    element = RadioButtonsElement(
        action_id=REMINDERS, options=list(options.values()), initial_option=options[chosen]
    )
    return _input(REMINDERS, "Remind me of what waits for my approval", element)


def _clock(block_id: str, label: str, at: time, *, hint: str | None = None) -> InputBlock:
    element = TimePickerElement(action_id=block_id, initial_time=f"{at:%H:%M}")
    return _input(block_id, label, element, hint=hint)


def _days(weekdays: frozenset[int]) -> InputBlock:
    days = [option(day, str(number)) for number, day in enumerate(WEEKDAYS)]
    element = CheckboxesElement(
        action_id=DAYS, options=days, initial_options=[days[day] for day in sorted(weekdays)]
    )
    return _input(DAYS, "I work on", element)


def _zone(wants: Preferences, account_zone: str) -> InputBlock:
    chosen = Option(text=wants.zone, value=wants.zone) if wants.zone_chosen else None
    element = ExternalDataSelectElement(
        action_id=ids.ZONE_OPTIONS,
        min_query_length=2,
        placeholder="As in Slack",
        initial_option=chosen,
    )
    return _input(
        ZONE,
        "Time zone",
        element,
        hint=f"Empty, it is that of your Slack account: {account_zone}.",
        optional=True,
    )


def _input(
    block_id: str, label: str, element: Any, *, hint: str | None = None, optional: bool = False
) -> InputBlock:
    return InputBlock(block_id=block_id, label=label, element=element, hint=hint, optional=optional)
