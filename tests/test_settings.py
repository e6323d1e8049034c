"""Settings say in a sentence what is missing, and never repeat a secret."""

from dataclasses import FrozenInstanceError

import pytest

from bot.settings import HOW, Settings, SettingsError, defaults

SOCKET = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}


def test_two_tokens_are_enough_to_start() -> None:
    settings = Settings.read(SOCKET)

    assert settings.bot_tokens == ("xoxb-1",)
    assert settings.socket_mode
    assert settings.api_url == "https://slack.com/api/"
    assert settings.database_url == "sqlite:///dealdesk.sqlite3"
    assert settings.command_prefix == ""


def test_several_workspaces_have_a_token_each() -> None:
    settings = Settings.read({**SOCKET, "SLACK_BOT_TOKEN": "xoxb-1, xoxb-2,"})

    assert settings.bot_tokens == ("xoxb-1", "xoxb-2")


def test_a_signing_secret_means_http() -> None:
    settings = Settings.read({"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "s"})

    assert not settings.socket_mode


def test_what_is_missing_is_named_with_where_to_find_it() -> None:
    with pytest.raises(SettingsError) as caught:
        Settings.read({"SLACK_BOT_TOKEN": "  "})

    first, second = str(caught.value).splitlines()
    assert first.startswith("SLACK_BOT_TOKEN is missing. Copy the Bot User OAuth Token")
    assert second.startswith("SLACK_APP_TOKEN is missing, or SLACK_SIGNING_SECRET")


def test_the_database_commands_need_no_slack() -> None:
    assert Settings.read({}, slack=False).bot_tokens == ()


@pytest.mark.parametrize(
    ("name", "value", "begins"),
    [
        ("SLACK_BOT_TOKEN", "xapp-1", "SLACK_BOT_TOKEN is no bot token"),
        ("SLACK_BOT_TOKEN", "xoxb-1,xoxb-1", "SLACK_BOT_TOKEN holds the same token twice"),
        ("SLACK_APP_TOKEN", "xoxb-1", "SLACK_APP_TOKEN is no app-level token"),
        ("SLACK_API_URL", "slack.com", "SLACK_API_URL is no address"),
        ("DATABASE_URL", "oracle://secret@host/x", "DATABASE_URL names no database"),
        ("DATABASE_URL", "dealdesk.sqlite3", "DATABASE_URL names no database"),
        ("COMMAND_PREFIX", "My ", "COMMAND_PREFIX cannot stand"),
        ("COMMAND_PREFIX", "x" * 21, "COMMAND_PREFIX cannot stand"),
        ("DEFAULT_CURRENCY", "Euro", "DEFAULT_CURRENCY is EURO, which is no currency"),
        ("DEFAULT_CURRENCY", "XXX", "DEFAULT_CURRENCY is XXX, which is no currency"),
        ("DEFAULT_TIMEZONE", "Berlin", "DEFAULT_TIMEZONE is Berlin, which is no time zone"),
        ("LOG_LEVEL", "loud", "LOG_LEVEL is loud"),
        ("WORKERS", "many", "WORKERS is wrong. Use a whole number"),
        ("WORKERS", "65", "WORKERS is wrong. Use a whole number"),
        ("WORKERS", "0", "WORKERS is wrong. Use a whole number"),
    ],
)
def test_a_wrong_value_is_named_with_what_to_write(name: str, value: str, begins: str) -> None:
    with pytest.raises(SettingsError) as caught:
        Settings.read({**SOCKET, name: value})

    assert str(caught.value).startswith(begins)
    assert str(caught.value).endswith(HOW[name])
    assert "secret" not in str(caught.value)


def test_an_api_address_ends_with_a_slash() -> None:
    settings = Settings.read({**SOCKET, "SLACK_API_URL": "http://127.0.0.1:3100/api"})

    assert settings.api_url == "http://127.0.0.1:3100/api/"


def test_settings_show_no_secret() -> None:
    settings = Settings.read(
        {
            "SLACK_BOT_TOKEN": "xoxb-hidden",
            "SLACK_APP_TOKEN": "xapp-hidden",
            "SLACK_SIGNING_SECRET": "hidden",
            "DATABASE_URL": "postgresql://user:hidden@host/name",
        }
    )

    assert "hidden" not in repr(settings)


def test_settings_cannot_be_changed() -> None:
    settings = Settings.read(SOCKET)

    with pytest.raises(FrozenInstanceError):
        settings.workers = 1  # type: ignore[misc]


def test_every_variable_has_its_explanation() -> None:
    assert set(defaults()) == set(HOW)
