"""What a failed call to Slack means for a post: try later, or never again."""

from dataclasses import dataclass
from datetime import timedelta
from http.client import HTTPException

from slack_sdk.errors import SlackApiError, SlackClientError

# https://docs.slack.dev/reference/methods/chat.postMessage#errors, those that pass by themselves.
PASSING = frozenset(
    (
        *("ratelimited", "rate_limited", "internal_error", "fatal_error", "service_unavailable"),
        *("request_timeout", "team_added_to_org", "message_limit_exceeded"),
        # These concern the installation, and may be mended before the post is too old.
        *("invalid_auth", "not_authed", "token_revoked", "token_expired", "account_inactive"),
    )
)
# A picture is refused for a moment after its upload, though Slack has it.
PICTURE_NOT_READY = "invalid_blocks"
# The message is no more, or it can never be changed again.
# https://docs.slack.dev/reference/methods/chat.update#errors
DELETED = frozenset({"message_not_found"})
FROZEN = frozenset({"cant_update_message", "edit_window_closed", "block_mismatch", "is_inactive"})
SERVER_ERROR = 500
LONGEST_WAIT = timedelta(minutes=10)
# After a day a report, a request for approval or the end of a step helps nobody any more. But
# what was written before an outage of ours is old when it is first tried: a quarter of an hour
# is what it gets at least.
GIVE_UP_AFTER, FEWEST_TRIES = timedelta(days=1), 10
SENTENCES = {
    "not_in_channel": "Dealdesk is not a member of the channel; invite it there with /invite.",
    "channel_not_found": "The channel is gone, or private and without Dealdesk; invite it there.",
    "is_archived": "The channel is archived; choose another one.",
    "token_revoked": "Dealdesk was removed from the workspace; install it again.",
    "account_inactive": "Dealdesk was removed from the workspace; install it again.",
    "restricted_action": "The workspace's settings keep Dealdesk from posting in this channel.",
    "missing_scope": "Dealdesk lacks a permission; `dealdesk doctor` names it.",
    "messages_tab_disabled": "The app's Messages tab is off; turn it on in the app's settings.",
}


@dataclass(frozen=True, slots=True)
class Failure:
    """`code` is Slack's own word, `sentence` ours; `wait` is set where Slack says how long."""

    code: str
    sentence: str
    passes: bool
    wait: timedelta | None = None


def sort(error: Exception) -> Failure | None:
    """Return what the error means, or None when it is no failure of Slack's or the network's."""
    match error:
        case SlackApiError():
            return _answered(error)
        case SlackClientError() | OSError() | HTTPException():
            return Failure("unreachable", f"Slack could not be reached: {error}", passes=True)
        case _:
            return None


def _answered(error: SlackApiError) -> Failure:
    code = str(error.response.get("error") or "unknown_error")
    status = int(getattr(error.response, "status_code", 200) or 200)
    headers = getattr(error.response, "headers", {}) or {}
    seconds = headers.get("Retry-After") or headers.get("retry-after")
    wait = timedelta(seconds=float(seconds)) if seconds else None
    passes = code in PASSING or status >= SERVER_ERROR or wait is not None
    return Failure(code, SENTENCES.get(code, f"Slack refused the message: {code}."), passes, wait)


def next_wait(failure: Failure, attempts: int) -> timedelta:
    """Return how long to wait: what Slack says, else one second, two, four, up to ten minutes."""
    if failure.wait is not None:
        return failure.wait
    return min(timedelta(seconds=2 ** min(attempts - 1, 10)), LONGEST_WAIT)


def is_hopeless(failure: Failure, *, age: timedelta, attempts: int) -> bool:
    """Return whether it is not to be tried again."""
    return not failure.passes or (age > GIVE_UP_AFTER and attempts >= FEWEST_TRIES)
