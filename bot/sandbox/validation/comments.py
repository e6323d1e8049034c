"""Comments on Work Objects, which an app brings from where they are kept.

https://docs.slack.dev/messaging/work-objects-comments
"""

from bot.sandbox.validation.entities import USER
from bot.sandbox.validation.problem import Problem
from bot.sandbox.validation.rich_text import rich_text
from bot.sandbox.validation.specs import (
    Choice,
    Flag,
    Items,
    Number,
    Record,
    Words,
    exactly_one,
)

LATEST = 32_503_680_000
LONGEST = 40_000

COMMENT = Record(
    {
        "id": Words(255),
        "sender": USER,
        "timestamp": Number(0, LATEST),
        "comment": Record(
            {},
            {
                "value": Words(LONGEST),
                "format": Choice(("markdown",)),
                "blocks": Items(rich_text, most=1),
            },
            (exactly_one("value", "blocks"),),
        ),
    },
    {
        "url": Words(3000),
        "cursor": Words(3000),
        "last_edit_ts": Number(0, LATEST),
        "can_edit": Flag(),
        "can_delete": Flag(),
        "can_reply": Flag(),
        "reply_count": Number(0, 1e9),
        "reply_users": Items(USER, most=2, least=0),
        "latest_reply_ts": Number(0, LATEST),
        "thread_root_id": Words(255),
    },
)


def validate_comments(comments: object) -> list[Problem]:
    """What Slack would refuse in the `comments` of `entity.presentComments`."""
    return list(Items(COMMENT, most=1000, least=0).problems(comments, "/comments"))


def validate_comment(comment: object) -> list[Problem]:
    """What Slack would refuse in the `comment` of `entity.acknowledgeCommentAction`."""
    return list(COMMENT.problems(comment, "/comment"))
