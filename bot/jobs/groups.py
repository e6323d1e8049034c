"""Slack's user groups, asked for every few minutes and whenever Slack says that one changed."""

import logging
from collections.abc import Callable, Collection
from datetime import datetime, timedelta

from slack_sdk import WebClient
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from bot.domain.user_groups import UserGroup
from bot.edge.teams import Teams
from bot.jobs.failures import sort
from bot.services import groups as service
from bot.store import groups, workspaces
from bot.store.db import in_workspace

log = logging.getLogger(__name__)

EVERY = timedelta(minutes=5)


class GroupSync:
    """Asks for the groups of every workspace that there is a token for, one process at a time."""

    def __init__(self, engine: Engine, teams: Teams, clock: Callable[[], datetime]) -> None:
        self._engine = engine
        self._teams = teams
        self._clock = clock

    def sync_due(self) -> int:
        """Ask wherever it is time; return in how many workspaces something had changed."""
        return sum(
            self._sync(team_id)
            for team_id in workspaces.installed(self._engine)
            if team_id in self._teams.by_id
        )

    def _sync(self, team_id: str) -> bool:
        now = self._clock()

        def due(session: Session) -> bool:
            return groups.is_due(session, now=now)

        # Most rounds find nothing to do, and need no writer's turn to see that.
        if not in_workspace(self._engine, team_id, due, reading=True):
            return False
        lease = in_workspace(
            self._engine, team_id, lambda session: groups.claim(session, now=now, every=EVERY)
        )
        return lease is not None and self._ask(team_id, lease)

    def _ask(self, team_id: str, lease: datetime) -> bool:
        wanted = in_workspace(self._engine, team_id, service.named, reading=True)
        try:
            found = ask(self._teams.web(team_id), wanted)
        except Exception as error:
            failure = sort(error)
            if failure is None:
                raise
            log.warning("Slack tells no user groups in %s: %s.", team_id, failure.code)
            code = failure.code
            return self._do(
                team_id, lambda session: service.lose(session, code, lease=lease, at=self._clock())
            )
        return self._do(
            team_id, lambda session: service.take(session, found, lease=lease, at=self._clock())
        )

    def _do(self, team_id: str, work: Callable[[Session], object]) -> bool:
        return bool(in_workspace(self._engine, team_id, work))


def ask(client: WebClient, named: Collection[str]) -> list[UserGroup]:
    """Ask Slack for all groups; those in `named` one by one.

    Slack does not promise that the users in the list of all groups are complete.
    """
    told = client.usergroups_list(include_users=True)["usergroups"]
    found = []
    for group in told:
        users = list(group.get("users") or ())
        if group["id"] in named:
            users = client.usergroups_users_list(usergroup=group["id"])["users"]
        found.append(
            UserGroup(
                group["id"], group.get("handle") or "", group.get("name") or "", frozenset(users)
            )
        )
    return found
