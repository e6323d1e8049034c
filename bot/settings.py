"""Settings: what the environment says, checked once, with a sentence for each mistake."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Self
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from bot.domain.money import is_money

SLACK_API = "https://slack.com/api/"
DATABASES = ("sqlite", "postgresql", "postgres", "mysql", "mariadb")
LEVELS = ("debug", "info", "warning", "error")
# Slack allows 32 characters for a command, and /approvals takes ten of them.
PREFIX_LENGTH = 20
PREFIX = re.compile(rf"[a-z0-9_-]{{0,{PREFIX_LENGTH}}}")

HOW = {
    "SLACK_BOT_TOKEN": "Copy the Bot User OAuth Token (xoxb-…) from OAuth & Permissions in your"
    " app's settings at api.slack.com/apps; several, one per workspace, are separated by commas.",
    "SLACK_APP_TOKEN": "Make an app-level token (xapp-…) with the scope connections:write under"
    " Basic Information in your app's settings at api.slack.com/apps.",
    "SLACK_SIGNING_SECRET": "Copy the Signing Secret from Basic Information in your app's settings"
    " at api.slack.com/apps.",
    "SLACK_API_URL": f"Leave it out for {SLACK_API}, or give an address like"
    " https://slack-gov.com/api/.",
    "DATABASE_URL": "Give an address like sqlite:///dealdesk.sqlite3,"
    " postgresql://user:password@host/name or mariadb://user:password@host/name.",
    "COMMAND_PREFIX": "Use up to 20 small letters, digits, - or _, such as dd-, or leave it out.",
    "DEFAULT_CURRENCY": "Use a three-letter code like EUR.",
    "DEFAULT_TIMEZONE": "Use a name like Europe/Berlin.",
    "LOG_LEVEL": f"Use one of {', '.join(LEVELS)}.",
    "WORKERS": "Use a whole number from 1 to 64.",
}


class SettingsError(Exception):
    """What is missing or wrong, a sentence a line, each naming its variable."""


class _Wrong(Exception):
    """Says after the variable's name what is wrong with the value, without the value."""


def _bot_tokens(text: str) -> tuple[str, ...]:
    tokens = tuple(part.strip() for part in text.split(",") if part.strip())
    if any(not token.startswith("xoxb-") for token in tokens):
        raise _Wrong("is no bot token: those begin with xoxb-")
    if len(set(tokens)) != len(tokens):
        raise _Wrong("holds the same token twice")
    return tokens


def _app_token(token: str) -> str:
    if not token.startswith("xapp-"):
        raise _Wrong("is no app-level token: those begin with xapp-")
    return token


def _api_url(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise _Wrong("is no address that begins with https://")
    return url if url.endswith("/") else f"{url}/"


def _database_url(url: str) -> str:
    # Only the scheme is repeated: the rest may hold a password.
    scheme, separator, _ = url.partition("://")
    if not separator or scheme.partition("+")[0] not in DATABASES:
        raise _Wrong("names no database that Dealdesk knows")
    return url


def _prefix(prefix: str) -> str:
    if not PREFIX.fullmatch(prefix):
        raise _Wrong("cannot stand at the start of a command's name")
    return prefix


def _currency(code: str) -> str:
    code = code.upper()
    if not is_money(code):
        raise _Wrong(f"is {code}, which is no currency")
    return code


def _zone(name: str) -> str:
    if name not in available_timezones():
        raise _Wrong(f"is {name}, which is no time zone")
    return name


def _level(level: str) -> str:
    if level.lower() not in LEVELS:
        raise _Wrong(f"is {level}")
    return level.lower()


def _workers(number: str) -> int:
    if not number.isascii() or not number.isdecimal() or int(number) not in range(1, 65):
        raise _Wrong("is wrong")
    return int(number)


def _setting(
    variable: str, default: object, read: Callable[[str], object] = str, *, secret: bool = False
) -> Any:
    """A field that stands in `variable`; `read` makes its value or raises _Wrong."""
    return field(default=default, repr=not secret, metadata={"variable": variable, "read": read})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How this copy of Dealdesk runs. Secrets are left out of its representation.

    `bot_tokens` holds one token per workspace; `workers` is how many requests are
    handled at the same time.
    """

    bot_tokens: tuple[str, ...] = _setting("SLACK_BOT_TOKEN", (), _bot_tokens, secret=True)
    app_token: str | None = _setting("SLACK_APP_TOKEN", None, _app_token, secret=True)
    signing_secret: str | None = _setting("SLACK_SIGNING_SECRET", None, secret=True)
    api_url: str = _setting("SLACK_API_URL", SLACK_API, _api_url)
    database_url: str = _setting(
        "DATABASE_URL", "sqlite:///dealdesk.sqlite3", _database_url, secret=True
    )
    command_prefix: str = _setting("COMMAND_PREFIX", "", _prefix)
    default_currency: str = _setting("DEFAULT_CURRENCY", "EUR", _currency)
    default_zone: str = _setting("DEFAULT_TIMEZONE", "UTC", _zone)
    log_level: str = _setting("LOG_LEVEL", "info", _level)
    workers: int = _setting("WORKERS", 8, _workers)

    @classmethod
    def read(cls, environ: Mapping[str, str], *, slack: bool = True) -> Self:
        """Read the settings from `environ`; an empty value counts as not given.

        `slack` demands what a connection to Slack needs. Raises SettingsError.
        """
        given, mistakes = {}, []
        for setting in fields(cls):
            variable = setting.metadata["variable"]
            text = environ.get(variable, "").strip()
            try:
                if text:
                    given[setting.name] = setting.metadata["read"](text)
            except _Wrong as wrong:
                mistakes.append(f"{variable} {wrong}. {HOW[variable]}")
        if mistakes:
            raise SettingsError("\n".join(mistakes))
        settings = cls(**given)
        if slack:
            demand_slack(settings)
        return settings

    @property
    def socket_mode(self) -> bool:
        """Return whether Slack is reached through a socket; otherwise it calls us by HTTP."""
        return self.app_token is not None


def defaults() -> dict[str, Any]:
    """Return what each variable is when nothing is given."""
    return {setting.metadata["variable"]: setting.default for setting in fields(Settings)}


def demand_slack(settings: Settings) -> None:
    """Raise SettingsError unless the settings hold what a connection to Slack needs."""
    missing = []
    if not settings.bot_tokens:
        missing.append(f"SLACK_BOT_TOKEN is missing. {HOW['SLACK_BOT_TOKEN']}")
    if settings.app_token is None and settings.signing_secret is None:
        missing.append(
            "SLACK_APP_TOKEN is missing, or SLACK_SIGNING_SECRET where Slack reaches you by"
            f" HTTP. {HOW['SLACK_APP_TOKEN']}"
        )
    if missing:
        raise SettingsError("\n".join(missing))
