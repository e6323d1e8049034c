"""One post, sent: its pictures, its message, the files of its thread.

Each step is looked up before it is repeated, since the process may have died right
after Slack did it and before we noted it.
"""

import copy
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.blocks.text import command_names
from bot.domain.posts import FILE_PLACEHOLDER, Placement
from bot.jobs.failures import PICTURE_NOT_READY
from bot.store.deliveries import Claimed, ClaimedFile

# Message metadata by which a post is known again; ids only, since any app may read it.
EVENT_TYPE = "dealdesk_post"
# Slack's clock and ours may differ by this much when the history is searched.
SLACK_CLOCK = timedelta(minutes=2)
# Seconds between the looks at an uploaded picture; five in all.
PICTURE_PAUSES = (0.1, 0.2, 0.4, 0.8, 1.5, 2.0)
PAGE = 200


class Sender:
    """Speaks to Slack for one workspace. `fault` is called between every two steps;
    tests let the process die there.
    """

    def __init__(self, client: WebClient, prefix: str, fault: Callable[[str], None]) -> None:
        self._client = client
        self._prefix = prefix
        self._fault = fault

    def channel_of(self, claimed: Claimed) -> str:
        """Return the channel to post in; a user's is their conversation with the bot."""
        if claimed.channel:
            return claimed.channel
        if claimed.destination[:1] not in {"U", "W"}:
            return claimed.destination
        return str(self._client.conversations_open(users=claimed.destination)["channel"]["id"])

    def update(self, claimed: Claimed) -> None:
        """Change the message that the post brings up to date; doing it twice does no harm."""
        self._client.chat_update(
            channel=claimed.channel or "",
            ts=claimed.ts or "",
            text=command_names(claimed.text, self._prefix),
            blocks=self._blocks(claimed, {}),
        )
        self._fault("updated")

    def upload(self, file: ClaimedFile) -> str:
        """Upload a picture without a channel, and return its id once it can be shown."""
        answer = self._client.files_upload_v2(
            filename=file.name, content=file.content, title=file.name, alt_txt=file.alt_text
        )
        self._fault("uploaded")
        return str(answer["files"][0]["id"])

    def wait_until_shown(self, file_id: str) -> None:
        """Wait, some seconds at most, until Slack has looked at the picture."""
        for pause in PICTURE_PAUSES:
            if self._client.files_info(file=file_id)["file"].get("mimetype"):
                return
            time.sleep(pause)

    def find(self, claimed: Claimed, channel: str) -> str | None:
        """Look for this post in the channel, from when it was written on; return its ts."""
        cursor = None
        while True:
            page = self._client.conversations_history(
                channel=channel,
                oldest=str((claimed.created_at - SLACK_CLOCK).timestamp()),
                include_all_metadata=True,
                limit=PAGE,
                cursor=cursor,
            )
            for message in page["messages"]:
                if _key_of(message) == claimed.key:
                    return str(message["ts"])
            cursor = (page.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return None

    def post(self, claimed: Claimed, channel: str, pictures: dict[str, str]) -> str:
        """Post the message; without its pictures where Slack will not show them."""
        try:
            ts = self._post(claimed, channel, self._blocks(claimed, pictures))
        except SlackApiError as error:
            if error.response.get("error") != PICTURE_NOT_READY or not pictures:
                raise
            ts = self._post(claimed, channel, self._blocks(claimed, {}))
        self._fault("posted")
        return ts

    def _post(self, claimed: Claimed, channel: str, blocks: list[dict[str, Any]]) -> str:
        answer = self._client.chat_postMessage(
            channel=channel,
            text=command_names(claimed.text, self._prefix),
            blocks=blocks or None,
            metadata={"event_type": EVENT_TYPE, "event_payload": {"key": claimed.key}},
            unfurl_links=False,
            unfurl_media=False,
        )
        return str(answer["ts"])

    def is_in_thread(self, file: ClaimedFile, channel: str, ts: str) -> bool:
        """Return whether the thread holds a file of this name already."""
        page = self._client.conversations_replies(channel=channel, ts=ts, limit=PAGE)
        return any(
            shared.get("name") == file.name
            for message in page["messages"]
            for shared in message.get("files") or []
        )

    def share(self, file: ClaimedFile, channel: str, ts: str) -> None:
        self._client.files_upload_v2(
            filename=file.name,
            content=file.content,
            title=file.name,
            channel=channel,
            thread_ts=ts,
        )
        self._fault("shared")

    def _blocks(self, claimed: Claimed, pictures: dict[str, str]) -> list[dict[str, Any]]:
        """Give each image block the id of its upload; leave it out where there is none."""
        blocks = []
        ids = iter(pictures.values())
        for block in copy.deepcopy(claimed.blocks):
            if (block.get("slack_file") or {}).get("id") == FILE_PLACEHOLDER:
                file_id = next(ids, None)
                if file_id is None:
                    continue
                block["slack_file"]["id"] = file_id
            blocks.append(command_names(block, self._prefix))
        return blocks


def _key_of(message: dict[str, Any]) -> str | None:
    metadata = message.get("metadata") or {}
    if metadata.get("event_type") != EVENT_TYPE:
        return None
    key = (metadata.get("event_payload") or {}).get("key")
    return str(key) if key else None


def pictures_of(claimed: Claimed) -> tuple[ClaimedFile, ...]:
    return tuple(file for file in claimed.files if file.placement is Placement.MESSAGE)


def thread_files_of(claimed: Claimed) -> tuple[ClaimedFile, ...]:
    return tuple(file for file in claimed.files if file.placement is Placement.THREAD)
