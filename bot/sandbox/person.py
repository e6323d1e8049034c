"""A person in the sandbox, for tests: types, presses, fills in, sends and sees.

Whatever cannot be done raises `Refused` with the sentence the person would see.
"""

import base64
import http.client
import json
import time
from typing import Any
from urllib.parse import urlencode, urlsplit

from bot.sandbox.elements import elements, label
from bot.sandbox.reading import readable
from bot.sandbox.records import Json

PATIENCE = 5.0
LOOK_AGAIN = 0.01


class Refused(Exception):
    """The sandbox said no; `answer` is all it said."""

    def __init__(self, answer: Json) -> None:
        super().__init__(answer.get("error", "The sandbox refused without a word."))
        self.answer = answer


class NeverSeen(Exception):
    """What was waited for did not come; the text says what stood there instead."""


class Person:
    """Acts through the control API of the sandbox at `base_url`; `user` is a Slack id."""

    def __init__(self, base_url: str, user: str) -> None:
        self.user = user
        self._address = urlsplit(base_url).netloc

    def __repr__(self) -> str:
        return f"Person({self.user})"

    # what a person does

    def types(self, text: str, *, channel: str | None = None) -> Json:
        """A slash command, in the app's own conversation unless a channel is named."""
        return self._act("command", text=text, channel=channel)

    def writes(
        self,
        text: str,
        *,
        channel: str | None = None,
        thread_ts: str | None = None,
        files: list[str] | None = None,
    ) -> str:
        """A message; answers its ts."""
        told = self._act(
            "message", text=text, channel=channel, thread_ts=thread_ts, files=files or []
        )
        return str(told["ts"])

    def clicks(
        self,
        button: str,
        *,
        channel: str | None = None,
        message_ts: str | None = None,
        view_id: str | None = None,
        block_id: str | None = None,
        value: Any = None,
        confirm: bool = True,
    ) -> Json:
        """Press a button by its words or action id, or choose `value` in a menu.

        Looks in the open modal, else in the newest message that has it, else on the Home tab.
        """
        if view_id is None and message_ts is None:
            where = self._where_is(button, channel, block_id)
        else:
            where = {"channel": channel, "message_ts": message_ts, "view_id": view_id}
        return self._act(
            "click",
            **where,
            action_id=button,
            block_id=block_id,
            value=value,
            confirm=confirm,
        )

    def chooses(self, menu: str, value: Any, **where: Any) -> Json:
        """Choose in a menu that stands in a message or on the Home tab."""
        return self.clicks(menu, value=value, **where)

    def fills(self, values: Json, *, view_id: str | None = None) -> None:
        """Fill in fields of the open modal, by action id, block id, label or "block/action"."""
        for name, value in values.items():
            block_id, slash, action_id = name.partition("/")
            self._act(
                "fill",
                view_id=view_id or self.modal()["id"],
                action_id=action_id if slash else name,
                block_id=block_id if slash else None,
                value=value,
            )

    def submits(self, values: Json | None = None, *, view_id: str | None = None) -> Json:
        """Send the open modal; answers `closed`, `errors` by block id and maybe `view`."""
        return self._act("submit", view_id=view_id or self.modal()["id"], values=values or {})

    def closes(self, *, everything: bool = False) -> None:
        """Close the open modal, or the whole stack."""
        self._act("close", view_id=self.modal()["id"], clear=everything)

    def suggestions(
        self, menu: str, query: str, *, view_id: str | None = None, block_id: str | None = None
    ) -> list[str]:
        """The texts a menu of the open modal offers once `query` is typed."""
        told = self._act(
            "options",
            view_id=view_id or self.modal()["id"],
            action_id=menu,
            block_id=block_id,
            query=query,
        )
        groups = [option for group in told["option_groups"] for option in group["options"]]
        return [option["text"]["text"] for option in (*told["options"], *groups)]

    def uses_shortcut(
        self, callback_id: str, *, channel: str | None = None, message_ts: str | None = None
    ) -> Json:
        """A global shortcut, or one on a message when `message_ts` is given."""
        if message_ts is None:
            return self._act("global_shortcut", callback_id=callback_id)
        return self._act(
            "message_shortcut", callback_id=callback_id, channel=channel, message_ts=message_ts
        )

    def opens_home(self) -> None:
        """Go to the Home tab; the app publishes in its own time, see `home`."""
        self._act("home")

    def opens_messages_tab(self) -> None:
        self._act("messages_tab")

    def reacts(self, name: str, *, channel: str, message_ts: str) -> None:
        self._act("react", name=name, channel=channel, message_ts=message_ts)

    def uploads(self, name: str, content: bytes) -> str:
        """Pick a file from the disk; answers its id, for upload fields and messages."""
        told = self._act("upload", name=name, content=base64.b64encode(content).decode())
        return str(told["file"]["id"])

    def joins(self, channel: str) -> None:
        self._act("join", channel=channel)

    def opens_conversation_with(self, other: str) -> str:
        """Open a direct conversation with somebody by id; answers the channel."""
        return str(self._act("direct", **{"with": other})["channel"])

    def dismisses(self, message_ts: str, *, channel: str) -> None:
        """Put a message away that nobody else sees."""
        self._act("dismiss", message_ts=message_ts, channel=channel)

    # what a person sees

    def screen(self) -> Json:
        return self.get("screen", user=self.user)

    def messages(self, channel: str | None = None, *, thread_ts: str | None = None) -> list[Json]:
        """A conversation as this person sees it, oldest first; the app's own by default."""
        channel = channel or self._app_dm()
        told = self.get("messages", user=self.user, channel=channel, thread_ts=thread_ts)
        return list(told["messages"])

    def sees(
        self,
        text: str,
        *,
        channel: str | None = None,
        thread_ts: str | None = None,
        within: float = PATIENCE,
    ) -> Json:
        """Wait for a message that holds `text` anywhere in its words or blocks; the newest."""
        end = time.monotonic() + within
        while True:
            found = self.messages(channel, thread_ts=thread_ts)
            for message in reversed(found):
                if text in readable(message):
                    return message
            if time.monotonic() > end:
                seen = "\n".join(readable(message) for message in found[-5:]) or "nothing"
                raise NeverSeen(f"{self.user} did not see {text!r}; there is:\n{seen}")
            time.sleep(LOOK_AGAIN)

    def modal(self, *, titled: str | None = None, within: float = PATIENCE) -> Json:
        """The modal on top, once there is one (with that title or words in it)."""
        end = time.monotonic() + within
        while True:
            shown = self.screen()["modals"]
            if shown and (titled is None or titled in readable(shown[-1])):
                return dict(shown[-1])
            if time.monotonic() > end:
                titles = [view["title"]["text"] for view in shown]
                raise NeverSeen(f"{self.user} has no modal {titled or ''}; open: {titles}")
            time.sleep(LOOK_AGAIN)

    def home(self, text: str = "", *, within: float = PATIENCE) -> Json:
        """The Home tab, once it is published and holds `text`."""
        end = time.monotonic() + within
        while True:
            view = self.screen()["home"]
            if view is not None and text in readable(view):
                return dict(view)
            if time.monotonic() > end:
                seen = readable(view) if view else "nothing"
                raise NeverSeen(f"{self.user} does not see {text!r} at Home; there is:\n{seen}")
            time.sleep(LOOK_AGAIN)

    def notices(self) -> list[str]:
        """The failures shown to this person so far, oldest first."""
        return [notice["text"] for notice in self.screen()["notices"]]

    def sets_user_group(self, group: str, *users: str) -> None:
        """Put these people into a user group, by its id, instead of those who are in it."""
        self._act("set_user_group", group=group, users=list(users))

    # the wire

    def get(self, name: str, /, **query: str | None) -> Json:
        """Read `/sandbox/NAME`; raises Refused."""
        told = {key: value for key, value in query.items() if value is not None}
        return self._request("GET", f"/sandbox/{name}?{urlencode(told)}", None)

    def post(self, deed: str, /, **told: Any) -> Json:
        """Do `/sandbox/DEED`; raises Refused."""
        return self._request("POST", f"/sandbox/{deed}", json.dumps(told).encode())

    def _act(self, deed: str, /, **told: Any) -> Json:
        given = {key: value for key, value in told.items() if value is not None}
        return self.post(deed, user=self.user, **given)

    def _request(self, verb: str, path: str, body: bytes | None) -> Json:
        connection = http.client.HTTPConnection(self._address, timeout=70)
        try:
            connection.request(verb, path, body, {"Content-Type": "application/json"})
            answer: Json = json.loads(connection.getresponse().read())
        finally:
            connection.close()
        if not answer.get("ok"):
            raise Refused(answer)
        return answer

    def _app_dm(self) -> str:
        channels = self.screen()["channels"]
        return str(next(each["id"] for each in channels if each["kind"] == "app_dm"))

    def _where_is(self, button: str, channel: str | None, block_id: str | None) -> Json:
        shown = self.screen()
        if shown["modals"] and channel is None:
            return {"view_id": shown["modals"][-1]["id"]}
        places = [channel] if channel else [each["id"] for each in shown["channels"]]
        found = [
            (message["ts"], place)
            for place in places
            for message in self._with_threads(place)
            if _has(message["blocks"], button, block_id)
        ]
        if found:
            newest, place = max(found)
            return {"channel": place, "message_ts": newest}
        if shown["home"] and _has(shown["home"]["blocks"], button, block_id):
            return {"view_id": shown["home"]["id"]}
        raise NeverSeen(f"{self.user} sees nothing called {button!r} to press.")

    def _with_threads(self, channel: str) -> list[Json]:
        found = self.messages(channel)
        for message in tuple(found):
            if message["reply_count"]:
                found += self.messages(channel, thread_ts=message["ts"])[1:]
        return found


def _has(blocks: list[Json], button: str, block_id: str | None) -> bool:
    return any(
        button in {element.get("action_id"), label(block, element)}
        and block_id in {None, block["block_id"]}
        for block, element in elements(blocks)
    )
