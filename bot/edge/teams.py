"""The workspaces that this process holds a bot token for."""

from collections.abc import Mapping
from dataclasses import dataclass

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_handlers import (
    ConnectionErrorRetryHandler,
    RateLimitErrorRetryHandler,
)
from slack_sdk.web.async_client import AsyncWebClient

# A person waits for these calls, so a request that hangs is worse than one that failed.
SECONDS = 10


@dataclass(frozen=True, slots=True)
class Team:
    """One installation, as `auth.test` describes it. `url` ends in a slash.

    `plan` is Slack's own word for what the workspace pays for, None where Slack does not say.
    """

    id: str
    name: str
    url: str
    token: str
    bot_user_id: str
    bot_id: str | None
    plan: str | None = None


class Teams:
    """Clients by workspace. The asynchronous ones answer people, the others do jobs."""

    def __init__(self, teams: Mapping[str, Team], *, api_url: str) -> None:
        self.by_id = dict(teams)
        self._async = {
            team.id: AsyncWebClient(team.token, base_url=api_url, timeout=SECONDS)
            for team in teams.values()
        }
        self._web = {
            team.id: WebClient(
                team.token,
                base_url=api_url,
                timeout=SECONDS,
                retry_handlers=[
                    ConnectionErrorRetryHandler(),
                    RateLimitErrorRetryHandler(max_retry_count=1),
                ],
            )
            for team in teams.values()
        }
        # The outbox has its own way with rate limits: it puts the post off.
        self._posting = {
            team.id: WebClient(team.token, base_url=api_url, timeout=SECONDS, retry_handlers=[])
            for team in teams.values()
        }

    def asynchronous(self, team_id: str) -> AsyncWebClient:
        return self._async[team_id]

    def web(self, team_id: str) -> WebClient:
        return self._web[team_id]

    def posting(self, team_id: str) -> WebClient:
        return self._posting[team_id]


def sign_in(tokens: tuple[str, ...], *, api_url: str) -> dict[str, Team]:
    """Ask Slack whose each token is; raises SlackApiError for one that is not valid."""
    teams = {}
    for token in tokens:
        client = WebClient(
            token, base_url=api_url, timeout=SECONDS, retry_handlers=[ConnectionErrorRetryHandler()]
        )
        answer = client.auth_test()
        teams[answer["team_id"]] = Team(
            id=answer["team_id"],
            name=answer["team"],
            url=answer["url"],
            token=token,
            bot_user_id=answer["user_id"],
            bot_id=answer.get("bot_id"),
            plan=plan_of(client),
        )
    return teams


def plan_of(client: WebClient) -> str | None:
    """Return the plan of the workspace, None where Slack does not tell it."""
    try:
        return str(client.team_billing_info()["plan"])
    except SlackApiError:
        return None
