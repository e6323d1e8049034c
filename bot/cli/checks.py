"""The checks of `dealdesk doctor`, one a function; each finding says how to mend it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

import click

from bot.cli.context import Context, open_engine
from bot.cli.manifest import load
from bot.cli.troubles import sentence
from bot.domain.plans import SELF_INSTALLED, workflow_steps
from bot.settings import HOW, Settings, SettingsError, demand_slack

# Slack's signatures are refused five minutes off; half of that leaves time to act.
MOST_SECONDS_OFF = 150
SECONDS = 10


@dataclass(frozen=True, slots=True)
class Finding:
    """`words` say how it stands, and where it is not well also how to mend it.

    A `note` is worth knowing, but Dealdesk works without it.
    """

    name: str
    words: str
    ok: bool = True
    note: bool = False

    def line(self) -> str:
        colour, mark = ("red", "MEND") if not self.ok else ("green", "ok  ")
        if self.note:
            colour, mark = "yellow", "note"
        return f"{click.style(mark, fg=colour)}  {self.name}: {self.words}"


def settings_of(context: Context) -> tuple[Settings | None, list[Finding]]:
    """Return the settings as far as they can be read, and what is wrong with them."""
    try:
        settings = context.settings()
    except SettingsError as error:
        return None, [Finding("Settings", line, ok=False) for line in str(error).splitlines()]
    try:
        demand_slack(settings)
    except SettingsError as error:
        return settings, [Finding("Settings", line, ok=False) for line in str(error).splitlines()]
    return settings, [Finding("Settings", "nothing is missing")]


def slack(settings: Settings) -> Iterator[Finding]:
    for number, token in enumerate(settings.bot_tokens, start=1):
        yield from _bot_token(settings, token, number)
    if settings.app_token is not None:
        yield _socket_mode(settings, settings.app_token)
    elif settings.signing_secret is not None:
        yield Finding(
            "HTTP",
            "Slack signs what it sends with SLACK_SIGNING_SECRET; only a delivery can show whether"
            " it is the right one",
        )


def _bot_token(settings: Settings, token: str, number: int) -> Iterator[Finding]:
    from slack_sdk import WebClient

    from bot.app import utc_now
    from bot.edge.teams import plan_of

    client = WebClient(token, base_url=settings.api_url, timeout=SECONDS)
    try:
        answer = client.auth_test()
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what is wrong
        yield _failed(f"Bot token {number}", error)
        return
    yield Finding(
        f"Bot token {number}", f"{answer['team']} ({answer['team_id']}) as {answer['user']}"
    )
    headers = {name.lower(): value for name, value in answer.headers.items()}
    yield scopes(str(answer["team"]), headers.get("x-oauth-scopes", ""))
    yield steps(str(answer["team"]), plan_of(client))
    if "date" in headers:
        yield clock(headers["date"], now=utc_now())


def steps(team: str, plan: str | None) -> Finding:
    """Say whether the plan has Workflow Builder's custom steps; all else works without."""
    return Finding(
        f"Steps for Workflow Builder in {team}",
        workflow_steps(plan),
        note=plan not in SELF_INSTALLED,
    )


def scopes(team: str, header: str) -> Finding:
    """Hold what Slack granted against the manifest."""
    granted = {scope.strip() for scope in header.split(",") if scope.strip()}
    wanted = set(load()["oauth_config"]["scopes"]["bot"])
    missing = ", ".join(sorted(wanted - granted))
    if missing:
        return Finding(
            f"Scopes in {team}",
            f"{missing} missing. Put the output of `dealdesk manifest` under App Manifest in your"
            " app's settings at api.slack.com/apps, and install the app again.",
            ok=False,
        )
    return Finding(f"Scopes in {team}", "all that the manifest names")


def clock(date: str, *, now: datetime) -> Finding:
    """Hold this machine's clock against the date of Slack's answer."""
    off = abs((now - parsedate_to_datetime(date)).total_seconds())
    if off > MOST_SECONDS_OFF:
        return Finding(
            "Clock",
            f"{off:.0f} seconds off Slack's. Set the machine's clock, best by NTP: signatures and"
            " schedules depend on it.",
            ok=False,
        )
    return Finding("Clock", "agrees with Slack's")


def _socket_mode(settings: Settings, app_token: str) -> Finding:
    from slack_sdk import WebClient

    try:
        WebClient(base_url=settings.api_url, timeout=SECONDS).apps_connections_open(
            app_token=app_token
        )
    except Exception as error:  # noqa: BLE001 - as above
        return Finding("Socket Mode", f"{_words(error)} {HOW['SLACK_APP_TOKEN']}", ok=False)
    return Finding("Socket Mode", "a connection can be opened")


def database(settings: Settings) -> Iterator[Finding]:
    """Connect, and look at the schema."""
    try:
        with open_engine(settings.database_url) as engine:
            from bot.store.migrate import is_current

            current = is_current(engine)
            name = engine.dialect.name
    except Exception as error:  # noqa: BLE001 - as above
        yield _failed("Database", error)
        return
    yield Finding("Database", f"{name} answers")
    if current:
        yield Finding("Schema", "up to date")
    else:
        yield Finding("Schema", "not this program's. Run `dealdesk migrate`.", ok=False)


def drawing() -> Finding:
    """See whether charts can show names in every script."""
    try:
        from bot.reports.fonts import missing_scripts

        missing = missing_scripts()
    except Exception as error:  # noqa: BLE001 - as above
        return _failed("Charts", error)
    if missing:
        return Finding(
            "Charts",
            f"no font for {', '.join(missing)}: such names are drawn as boxes. On Debian,"
            " `apt install fonts-wqy-microhei fonts-noto-core` brings them.",
            note=True,
        )
    return Finding("Charts", "there are fonts for every script")


def time_zone(settings: Settings) -> Finding:
    from bot.app import utc_now

    here = utc_now().astimezone(ZoneInfo(settings.default_zone))
    return Finding(
        "Time zone", f"it is {here:%H:%M} in {settings.default_zone}, where new workspaces start"
    )


def _failed(name: str, error: Exception) -> Finding:
    return Finding(name, _words(error), ok=False)


def _words(error: Exception) -> str:
    return sentence(error) or f"{type(error).__name__}: {error}"
