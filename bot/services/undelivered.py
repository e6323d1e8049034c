"""Posts that Slack would not take: whoever can mend that is told."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.blocks.posts import post
from bot.services.reports import POST_KEY
from bot.store import members, outbox, runs


def tell(session: Session, key: str, sentence: str, *, at: datetime) -> None:
    """Tell whoever set a report up that it could not be posted, and keep it with the run."""
    if not key.startswith(POST_KEY):
        return
    run = runs.note_undelivered(session, int(key.removeprefix(POST_KEY)), sentence)
    if run is None or run.requested_by_id is None:
        return
    person = members.get(session, run.requested_by_id)
    if person.slack_id is None or person.slack_id == run.destination:
        return
    text = (
        f"Your report could not be posted in <#{run.destination}>. {sentence}"
        " `/report list` shows your schedules."
    )
    outbox.add(session, post(f"undelivered:{key}", person.slack_id, text, []), at=at)
