"""App Homes that are behind, published: each drawn at that moment, under a lease."""

import logging

from sqlalchemy.orm import Session

from bot.blocks.home import DrawnHome
from bot.blocks.text import command_names
from bot.jobs.emptying import Emptier, failure_of
from bot.jobs.failures import Failure, next_wait
from bot.services import home
from bot.store import homes
from bot.store.homes import ClaimedHome

log = logging.getLogger(__name__)


class HomePublisher(Emptier):
    """Publishes what is behind.

    A process that dies after publishing has it published once more, which nobody notices.
    """

    def publish_all(self) -> int:
        """Bring every Home up to date that is behind; return how many were looked at."""
        return self._empty(self._publish_next)

    def _publish_next(self, team_id: str) -> bool:
        # Most turns find nothing, and need no writer's turn to see that.
        if not self._look(team_id, lambda session: homes.due(session, now=self._clock())):
            return False
        claimed = self._do(team_id, lambda session: homes.claim(session, now=self._clock()))
        if claimed is None:
            return False
        self._fault("home claimed")
        try:
            # After the claim, so that every change it stands for is in the picture.
            drawn = self._look(team_id, lambda session: self._draw(session, claimed))
            self._publish(team_id, claimed, drawn)
        except Exception as error:  # noqa: BLE001 - sorted, and logged where it is our own
            failure = failure_of(
                error, f"The Home of member {claimed.member_id} could not be published"
            )
            self._settle(team_id, claimed, failure)
        return True

    def _draw(self, session: Session, claimed: ClaimedHome) -> DrawnHome:
        return home.draw(session, claimed.member_id, at=self._clock())

    def _publish(self, team_id: str, claimed: ClaimedHome, drawn: DrawnHome) -> None:
        if drawn.digest != claimed.digest:
            view = command_names(drawn.view.to_dict(), self._prefix)
            self._teams.posting(team_id).views_publish(user_id=claimed.slack_id, view=view)
            self._fault("home published")
        self._do(
            team_id,
            lambda session: homes.finish(
                session, claimed, shows=drawn.shows, digest=drawn.digest, at=self._clock()
            ),
        )
        self._fault("home noted")

    def _settle(self, team_id: str, claimed: ClaimedHome, failure: Failure) -> None:
        def put_off(session: Session) -> None:
            until = self._clock() + next_wait(failure, claimed.attempts)
            homes.put_off(session, claimed, until=until, all_of_them=failure.wait is not None)

        def forget(session: Session) -> None:
            homes.forget(session, claimed)

        log.warning("The Home of member %s waits: %s", claimed.member_id, failure.sentence)
        self._do(team_id, put_off if failure.passes else forget)
