"""Errors of the outside world, as sentences for whoever runs the program."""

from urllib.error import URLError

from bot.domain.errors import UserError
from bot.settings import HOW, SettingsError

DRIVERS = {
    "psycopg": "pip install 'dealdesk[postgres]'",
    "pymysql": "pip install 'dealdesk[mysql]'",
}
TOKEN_ERRORS = {
    "invalid_auth",
    "not_authed",
    "account_inactive",
    "token_revoked",
    "token_expired",
}


def sentence(error: Exception) -> str | None:
    """Say what went wrong and what to do, or None for a mistake of the program's own."""
    match error:
        case UserError() | SettingsError():
            return str(error)
        case ModuleNotFoundError() if error.name in DRIVERS:
            return f"The driver for this database is not installed: {DRIVERS[error.name]}."
        case URLError():
            return f"Slack cannot be reached: {error.reason}. Is SLACK_API_URL right?"
    return _slack(error) or _database(error)


def _slack(error: Exception) -> str | None:
    from slack_sdk.errors import SlackApiError

    if not isinstance(error, SlackApiError):
        return None
    code = error.response.get("error") or "no reason given"
    if code in TOKEN_ERRORS:
        return f"Slack does not accept a token ({code}). {HOW['SLACK_BOT_TOKEN']}"
    return f"Slack refused: {code}. `dealdesk doctor` says what is missing."


def _database(error: Exception) -> str | None:
    from sqlalchemy.exc import ArgumentError, DBAPIError

    match error:
        case DBAPIError():
            # The statement and its parameters are of no use here, and may hold data.
            return f"The database refused: {error.orig}\n{HOW['DATABASE_URL']}"
        case ArgumentError():
            return f"DATABASE_URL cannot be read. {HOW['DATABASE_URL']}"
    return None
