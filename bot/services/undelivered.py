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
        case ["order", order_id, occasion, _, destination] if "@" not in destination:
            if occasion in (order_posts.ASKED, order_posts.ESCALATED):
                escalated = occasion == order_posts.ESCALATED
                order_posts.tell_unasked(
                    session, int(order_id), destination, sentence, at=at, escalated=escalated
                )
