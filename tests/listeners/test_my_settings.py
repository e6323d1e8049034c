"""My settings and the holidays, from the press of a button to what is stored."""

from dataclasses import replace
from datetime import date, time

import pytest
from slack_sdk.models.views import View

from bot.blocks import holidays as holiday_blocks
from bot.blocks import my_settings as blocks
from bot.commands import approvals
from bot.domain.errors import InvalidFields, NotAllowed
from bot.domain.holidays import Holiday
from bot.domain.preferences import Preferences, Reminders
from bot.edge import Call, Form, FormErrors, OpenForm, UpdateForm
from bot.edge.call import Value
from bot.listeners import holidays as holidays_listener
from bot.listeners import my_settings
from bot.store import holidays, preferences
from tests.conftest import NOON, Cast
from tests.slack_takes import check_view

CHRISTMAS = Holiday(date(2026, 12, 25), "Christmas")


def shown(answer: object) -> View:
    assert isinstance(answer, UpdateForm | OpenForm)
    check_view(answer.view)
    return answer.view


def typed(**values: Value) -> Form:
    return Form(
        {
            blocks.REMINDERS: "digest",
            blocks.DIGEST_AT: "10:30",
            blocks.QUIET_FROM: "18:00",
            blocks.QUIET_TO: "08:00",
            blocks.WORKS_FROM: "08:00",
            blocks.WORKS_TO: "16:00",
            blocks.DAYS: ["0", "1", "4"],
            blocks.ZONE: None,
            **values,
        }
    )


def test_the_command_opens_the_form_with_what_is_set(call: Call, cast: Cast) -> None:
    me = cast.ravi.member.id
    wants = Preferences(me, "Asia/Tokyo", True, works_from=time(7, 45))
    preferences.save(call.session, wants, at=NOON)

    view = str(shown(approvals.handle(call, "settings")).to_dict())

    assert approvals.COMMAND.opens_form("settings")
    assert "07:45" in view
    assert "Asia/Tokyo" in view
    assert "that of your Slack account: Europe/Berlin" in view


def test_saved_settings_are_stored_and_told(call: Call, cast: Cast) -> None:
    told = shown(my_settings.save(call, typed()))

    assert "Once a day you get a list" in str(told.to_dict())
    assert preferences.get(call.session, cast.ravi.member.id) == Preferences(
        cast.ravi.member.id,
        "Europe/Berlin",
        False,
        time(8),
        time(16),
        frozenset({0, 1, 4}),
        time(18),
        time(8),
        Reminders.DIGEST,
        time(10, 30),
    )


def test_a_chosen_zone_is_kept_and_an_empty_field_lets_go_of_it(call: Call, cast: Cast) -> None:
    my_settings.save(call, typed(mine_zone="Asia/Tokyo"))
    assert preferences.get(call.session, cast.ravi.member.id).zone_chosen

    my_settings.save(call, typed())
    after = preferences.get(call.session, cast.ravi.member.id)
    assert (after.zone, after.zone_chosen) == ("Europe/Berlin", False)


def test_mistakes_stand_at_their_fields(call: Call) -> None:
    answer = my_settings.save(call, typed(mine_days=[], mine_digest_at="07:00"))

    assert isinstance(answer, FormErrors)
    assert set(answer.errors) == {blocks.DAYS, blocks.DIGEST_AT}


def test_an_admin_writes_the_holidays_over(call: Call, cast: Cast) -> None:
    admin = replace(call, actor=cast.ana.actor)
    past = Holiday(date(2026, 1, 1), "New Year")
    holidays.put(call.session, [past, CHRISTMAS])

    view = shown(holidays_listener.open_form(admin, "holidays")).to_dict()
    assert "2026-12-25 Christmas" in str(view)
    form = Form({holiday_blocks.LINES: "2026-12-24 Eve"}, view["private_metadata"])
    told = shown(holidays_listener.save(admin, form))

    assert "one holiday is to come" in str(told.to_dict())
    assert holidays.between(call.session) == [past, Holiday(date(2026, 12, 24), "Eve")]


def test_a_long_list_shows_what_fits_and_leaves_the_rest_alone(call: Call, cast: Cast) -> None:
    admin = replace(call, actor=cast.ana.actor)
    many = [Holiday(date(2027 + year, 1, 1), "New Year" * 10) for year in range(100)]
    holidays.put(call.session, many)

    view = shown(holidays_listener.open_form(admin, "holidays")).to_dict()
    form = Form({holiday_blocks.LINES: None}, view["private_metadata"])
    holidays_listener.save(admin, form)

    left = holidays.between(call.session)
    assert 0 < len(left) < 100
    assert many[-1] in left


def test_a_line_that_is_no_holiday_is_told_at_the_field(call: Call, cast: Cast) -> None:
    admin = replace(call, actor=cast.ana.actor)

    with pytest.raises(InvalidFields, match="Line 1") as refusal:
        holidays_listener.save(admin, Form({holiday_blocks.LINES: "Easter"}, "2026-11-23/"))

    assert set(refusal.value.fields) == {holiday_blocks.LINES}


def test_only_an_admin_sets_holidays(call: Call) -> None:
    with pytest.raises(NotAllowed):
        holidays_listener.open_form(call, "holidays")
    with pytest.raises(NotAllowed):
        holidays_listener.save(call, Form({holiday_blocks.LINES: ""}, "2026-11-23/"))
