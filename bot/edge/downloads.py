"""Files that people add to a form, taken from Slack before the form's transaction begins.

https://docs.slack.dev/reference/block-kit/block-elements/file-input-element
"""

import logging
from collections.abc import Callable
from dataclasses import replace
from http.client import HTTPException
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.domain.errors import UserError
from bot.edge.call import Form, FormFile
from bot.edge.teams import SECONDS, Teams

log = logging.getLogger(__name__)

MEGABYTE = 1_000_000


class Downloads:
    """Fetches with the token of the workspace, which only Slack itself is ever given."""

    def __init__(self, teams: Teams) -> None:
        self._teams = teams

    def filled(
        self, team_id: str, form: Form, *, most_bytes: int, unfold: Callable[[bytes], bytes] = bytes
    ) -> Form:
        """Return the form with what `unfold` makes of the content of its files.

        Raises UserError for a file that cannot be had, and what `unfold` does.
        """
        client = self._teams.web(team_id)
        files = tuple(
            replace(each, content=unfold(_content(client, each, most_bytes))) for each in form.files
        )
        return replace(form, files=files)


def _content(client: WebClient, file: FormFile, most_bytes: int) -> bytes:
    try:
        url = file.url or _address(client, file)
        if not _is_slacks(url, client.base_url):
            raise UserError(
                f"{file.name} is kept outside of Slack. Save it on your device first, then add it."
            )
        content = _fetched(url, str(client.token), most_bytes)
    except (SlackApiError, HTTPException, OSError) as error:
        log.warning("Slack did not hand over file %s: %s", file.id, error)
        raise UserError(
            f"Slack did not hand {file.name} over. Take it out, and add it again."
        ) from error
    if len(content) > most_bytes:
        raise UserError(
            f"{file.name} is larger than the {most_bytes // MEGABYTE} MB that a file here can have."
            " Check that it is the right one."
        )
    return content


def _address(client: WebClient, file: FormFile) -> str:
    """Ask for the address of a file of which Slack told the id alone."""
    told = client.files_info(file=file.id)["file"]
    return str(told.get("url_private_download") or told.get("url_private") or "")


def _is_slacks(url: str, api_url: str) -> bool:
    """Return whether the address is on Slack's own machines: some files are only links."""
    host, own = (urlsplit(each).hostname or "" for each in (url, api_url))
    own = own.removeprefix("www.")
    return host == own or host.endswith(f".{own}")


def _fetched(url: str, token: str, most_bytes: int) -> bytes:
    """Return the file, or more than `most_bytes` of it; raises OSError and HTTPException."""
    request = Request(url)  # noqa: S310 - the address is Slack's own
    # Slack sends some files from elsewhere, by a redirect; the token does not go there.
    request.add_unredirected_header("Authorization", f"Bearer {token}")
    with urlopen(request, timeout=SECONDS) as answer:  # noqa: S310
        # Who may not have a file is shown the page to sign in on.
        if answer.headers.get_content_type() == "text/html":
            raise OSError("Slack answered with a page.")
        content: bytes = answer.read(most_bytes + 1)
        announced = answer.headers.get("Content-Length")
    if announced is not None and len(content) < min(int(announced), most_bytes + 1):
        raise OSError("The file broke off.")
    return content
