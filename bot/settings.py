"""Settings: what the environment says, checked once, with a sentence for each mistake."""

import re
from collections.abc import Mapping
from typing import Annotated, Self
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from babel.numbers import is_currency
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
)
from pydantic_core import PydanticCustomError

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


def _tokens(value: object) -> object:
    return tuple(part.strip() for part in str(value).split(",") if part.strip())


def _wrong(why: str) -> PydanticCustomError:
    # The braces of a value would be read as a template.
    return PydanticCustomError("setting", "{why}", {"why": why})


def _bot_tokens(tokens: tuple[str, ...]) -> tuple[str, ...]:
    if any(not token.startswith("xoxb-") for token in tokens):
        raise _wrong("is no bot token: those begin with xoxb-")
    if len(set(tokens)) != len(tokens):
        raise _wrong("holds the same token twice")
    return tokens


def _app_token(token: str) -> str:
    if not token.startswith("xapp-"):
        raise _wrong("is no app-level token: those begin with xapp-")
    return token


def _api_url(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise _wrong("is no address that begins with https://")
    return url if url.endswith("/") else f"{url}/"


def _database_url(url: str) -> str:
    # Only the scheme is repeated: the rest may hold a password.
    scheme, separator, _ = url.partition("://")
    if not separator or scheme.partition("+")[0] not in DATABASES:
        raise _wrong("names no database that Dealdesk knows")
    return url


def _prefix(prefix: str) -> str:
    if not PREFIX.fullmatch(prefix):
        raise _wrong("cannot stand at the start of a command's name")
    return prefix


def _currency(code: str) -> str:
    code = code.upper()
    if not is_currency(code, "en"):
        raise _wrong(f"is {code}, which is no currency")
    return code


def _zone(name: str) -> str:
    if name not in available_timezones():
        raise _wrong(f"is {name}, which is no time zone")
    return name


def _level(level: str) -> str:
    if level.lower() not in LEVELS:
        raise _wrong(f"is {level}")
    return level.lower()


class Settings(BaseModel):
    """How this copy of Dealdesk runs. Secrets are left out of its representation.

    `bot_tokens` holds one token per workspace; `workers` is how many requests are
    handled at the same time.
    """

    model_config = ConfigDict(frozen=True, extra="ignore", str_strip_whitespace=True)

    bot_tokens: Annotated[
        tuple[str, ...], BeforeValidator(_tokens), AfterValidator(_bot_tokens)
    ] = Field((), alias="SLACK_BOT_TOKEN", repr=False)
    app_token: Annotated[str, AfterValidator(_app_token)] | None = Field(
        None, alias="SLACK_APP_TOKEN", repr=False
    )
    signing_secret: str | None = Field(None, alias="SLACK_SIGNING_SECRET", repr=False)
    api_url: Annotated[str, AfterValidator(_api_url)] = Field(SLACK_API, alias="SLACK_API_URL")
    database_url: Annotated[str, AfterValidator(_database_url)] = Field(
        "sqlite:///dealdesk.sqlite3", alias="DATABASE_URL", repr=False
    )
    command_prefix: Annotated[str, AfterValidator(_prefix)] = Field("", alias="COMMAND_PREFIX")
    default_currency: Annotated[str, AfterValidator(_currency)] = Field(
        "EUR", alias="DEFAULT_CURRENCY"
    )
    default_zone: Annotated[str, AfterValidator(_zone)] = Field("UTC", alias="DEFAULT_TIMEZONE")
    log_level: Annotated[str, AfterValidator(_level)] = Field("info", alias="LOG_LEVEL")
    workers: int = Field(8, alias="WORKERS", ge=1, le=64)

    @classmethod
    def read(cls, environ: Mapping[str, str], *, slack: bool = True) -> Self:
        """Read the settings from `environ`; an empty value counts as not given.

        `slack` demands what a connection to Slack needs. Raises SettingsError.
        """
        given = {name: value for name, value in environ.items() if name in HOW and value.strip()}
        try:
            settings = cls.model_validate(given)
        except ValidationError as error:
            raise SettingsError("\n".join(_sentences(error))) from None
        if slack:
            demand_slack(settings)
        return settings

    @property
    def socket_mode(self) -> bool:
        """Return whether Slack is reached through a socket; otherwise it calls us by HTTP."""
        return self.app_token is not None


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


def _sentences(error: ValidationError) -> list[str]:
    """Say each mistake without the value, which may be a secret."""
    sentences = []
    for problem in error.errors(include_input=False, include_url=False):
        name = str(problem["loc"][0])
        why = problem["msg"] if problem["type"] == "setting" else "is wrong"
        sentences.append(f"{name} {why}. {HOW[name]}")
    return sentences
