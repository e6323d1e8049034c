"""Delivery by signed HTTP requests to the bot's own address.

https://docs.slack.dev/authentication/verifying-requests-from-slack
"""

import asyncio
import hashlib
import hmac
import json
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from bot.sandbox.acknowledgement import ACK_SECONDS, NoAck
from bot.sandbox.records import Json

if TYPE_CHECKING:
    from aiohttp import ClientSession


class HttpDelivery:
    """Signs with the real time, for that is what the bot compares the signature's age with."""

    def __init__(self, address: str, signing_secret: str) -> None:
        self.address = address
        self._secret = signing_secret.encode()
        self._session: ClientSession | None = None

    async def send(self, kind: str, payload: Json, retry: tuple[int, str] | None) -> Any:
        """Deliver and return what was answered; raises NoAck."""
        # late: a sandbox that speaks Socket Mode alone starts without it
        from aiohttp import ClientError, ClientSession, ClientTimeout, TCPConnector

        if self._session is None:
            # an app may close an idle connection in the very moment in which it is used again
            self._session = ClientSession(
                connector=TCPConnector(force_close=True),
                timeout=ClientTimeout(total=ACK_SECONDS),
            )
        body, content_type = _encoded(kind, payload)
        headers = self._signed(body) | {"Content-Type": content_type}
        if retry:
            headers["X-Slack-Retry-Num"] = str(retry[0])
            headers["X-Slack-Retry-Reason"] = retry[1]
        try:
            async with self._session.post(self.address, data=body, headers=headers) as response:
                text = await response.text()
                if response.status != 200:  # noqa: PLR2004
                    raise NoAck(
                        "http_service_error",
                        reason="http_error",
                        retry=response.headers.get("x-slack-no-retry") != "1",
                    )
                return _decoded(text)
        except TimeoutError:
            raise NoAck("operation_timeout", reason="http_timeout") from None
        except ClientError:
            raise NoAck("dispatch_failed", reason="connection_failed") from None

    def _signed(self, body: bytes) -> dict[str, str]:
        now = str(int(time.time()))
        digest = hmac.new(self._secret, b"v0:%b:%b" % (now.encode(), body), hashlib.sha256)
        return {
            "X-Slack-Request-Timestamp": now,
            "X-Slack-Signature": f"v0={digest.hexdigest()}",
        }

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            # aiohttp closes its sockets one turn of the loop later
            await asyncio.sleep(0)


def _encoded(kind: str, payload: Json) -> tuple[bytes, str]:
    form = "application/x-www-form-urlencoded"
    match kind:
        case "slash_commands":
            words = {
                name: str(value).lower() if isinstance(value, bool) else value
                for name, value in payload.items()
            }
            return urlencode(words).encode(), form
        case "interactive":
            return urlencode({"payload": json.dumps(payload)}).encode(), form
    return json.dumps(payload).encode(), "application/json"


def _decoded(text: str) -> Any:
    if not text.strip():
        return None
    try:
        return json.loads(text)
    except ValueError:
        return text
