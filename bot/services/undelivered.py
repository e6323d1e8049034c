"""Posts that Slack would not take: whoever can mend that is told."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.services import order_posts, reports
from bot.store import runs


def tell(session: Session, key: str, sentence: str, *, at: datetime) -> None:
    """Tell whoever waits for the post's effect that it was given up, and why."""
    match key.split(":"):
        case ["report", run_id]:
            run = runs.note_undelivered(session, int(run_id), sentence)
            if run is not None:
                reports.tell_requester(session, run, "posted", sentence, at=at)
        case ["order", order_id, order_posts.ASKED, _, destination] if "@" not in destination:
            order_posts.tell_unasked(session, int(order_id), destination, sentence, at=at)
