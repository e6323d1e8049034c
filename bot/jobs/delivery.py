"""The outbox, emptied: claim a post, send it outside any transaction, note each step."""

import logging

from sqlalchemy.orm import Session

from bot.jobs.emptying import Emptier, failure_of
from bot.jobs.failures import DELETED, FROZEN, Failure, is_hopeless, next_wait
from bot.jobs.sending import Sender, pictures_of, thread_files_of
from bot.services import undelivered
from bot.store import deliveries, standing_posts
from bot.store.deliveries import Claimed, ClaimedFile, LeaseLost

log = logging.getLogger(__name__)


class Deliverer(Emptier):
    """Sends what waits."""

    def deliver_all(self) -> int:
        """Send every post that is due now; return how many were handled."""
        return self._empty(self._deliver_next)

    def _deliver_next(self, team_id: str) -> bool:
        now = self._clock()
        claimed = self._do(team_id, lambda session: deliveries.claim(session, now=now))
        if claimed is None:
            return False
        self._fault("claimed")
        try:
            self._send(team_id, claimed)
        except LeaseLost:
            self._hand_over(team_id, claimed)
        except Exception as error:  # noqa: BLE001 - sorted, and logged where it is our own
            failure = failure_of(error, f"Post {claimed.key} could not be sent")
            self._settle(team_id, claimed, failure)
        return True

    def _send(self, team_id: str, claimed: Claimed) -> None:
        sender = Sender(self._teams.posting(team_id), self._prefix, self._fault)
        if claimed.updates_id is not None:
            sender.update(claimed)
        else:
            self._post(team_id, claimed, sender)
        self._do(
            team_id,
            lambda session: deliveries.finish(session, claimed, at=self._clock()),
        )
        self._fault("finished")

    def _post(self, team_id: str, claimed: Claimed, sender: Sender) -> None:
        channel = sender.channel_of(claimed)
        ts = claimed.ts
        if ts is None and claimed.attempts > 1:
            ts = sender.find(claimed, channel)
        if ts is None:
            pictures = self._upload_pictures(team_id, claimed, sender)
            self._do(team_id, lambda session: deliveries.renew(session, claimed, at=self._clock()))
            ts = sender.post(claimed, channel, pictures)
        if claimed.ts is None:
            self._note_posted(team_id, claimed, channel, ts)
        for file in thread_files_of(claimed):
            known = file.shared or (claimed.attempts > 1 and sender.is_in_thread(file, channel, ts))
            if not known:
                sender.share(file, channel, ts)
            self._note_shared(team_id, claimed, file)

    def _upload_pictures(self, team_id: str, claimed: Claimed, sender: Sender) -> dict[str, str]:
        uploaded = {}
        for file in pictures_of(claimed):
            file_id = file.slack_file_id
            if file_id is None:
                file_id = sender.upload(file)
                self._note_uploaded(team_id, claimed, file, file_id)
            sender.wait_until_shown(file_id)
            uploaded[file.name] = file_id
        return uploaded

    def _note_uploaded(
        self, team_id: str, claimed: Claimed, file: ClaimedFile, file_id: str
    ) -> None:
        self._do(
            team_id,
            lambda session: deliveries.note_uploaded(
                session, claimed, file, file_id, at=self._clock()
            ),
        )
        self._fault("upload noted")

    def _note_posted(self, team_id: str, claimed: Claimed, channel: str, ts: str) -> None:
        self._do(
            team_id,
            lambda session: deliveries.note_posted(
                session, claimed, channel=channel, ts=ts, at=self._clock()
            ),
        )
        self._fault("noted")

    def _note_shared(self, team_id: str, claimed: Claimed, file: ClaimedFile) -> None:
        self._do(
            team_id,
            lambda session: deliveries.note_shared(session, claimed, file, at=self._clock()),
        )
        self._fault("share noted")

    def _hand_over(self, team_id: str, claimed: Claimed) -> None:
        log.warning("Post %s was taken over by another process.", claimed.key)
        self._do(team_id, lambda session: deliveries.mend(session, claimed, at=self._clock()))

    def _settle(self, team_id: str, claimed: Claimed, failure: Failure) -> None:
        now = self._clock()
        age = now - claimed.created_at
        hopeless = is_hopeless(failure, age=age, attempts=claimed.attempts)
        # What passes is no other reason than the one for which it was given up before.
        sentence = (failure.passes and claimed.refusal) or failure.sentence

        def put_off(session: Session) -> None:
            until = now + next_wait(failure, claimed.attempts)
            deliveries.put_off(session, claimed, until=until, failure=failure.sentence)

        def give_up(session: Session) -> None:
            deliveries.give_up(session, claimed, at=now, failure=sentence)
            undelivered.tell(session, claimed.key, sentence, at=now)
            if claimed.updates_id is not None and failure.code in DELETED | FROZEN:
                again = failure.code in FROZEN
                standing_posts.retire(session, claimed, at=now, again=again)

        try:
            self._do(team_id, give_up if hopeless else put_off)
        except LeaseLost:
            self._hand_over(team_id, claimed)
