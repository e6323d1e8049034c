"""How the bot answers a delivery, or fails to."""

from dataclasses import dataclass

from bot.sandbox.records import Json

# https://docs.slack.dev/interactivity/handling-user-interaction#acknowledgment_response
ACK_SECONDS = 3.0


@dataclass(frozen=True)
class Ack:
    """`body` is what came with it: nothing, words, or a structure."""

    body: Json | str | None
    milliseconds: float


class NoAck(Exception):
    """`code` is Slack's word for it, `reason` the retry reason of events."""

    def __init__(self, code: str, *, reason: str = "http_timeout", retry: bool = True) -> None:
        super().__init__(code)
        self.code = code
        self.reason = reason
        self.retry = retry


class NotConnected(NoAck):
    """Neither a Socket Mode connection nor an address to send to."""

    def __init__(self) -> None:
        super().__init__("dispatch_failed", reason="connection_failed")
