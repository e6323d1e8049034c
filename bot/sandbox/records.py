"""What a workspace is made of: people, channels, messages, files and views."""

from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass
class Person:
    """A member of one workspace; `tz` is an IANA name."""

    id: str
    name: str
    real_name: str
    email: str
    tz: str = "Europe/London"
    is_admin: bool = False
    is_owner: bool = False
    is_guest: bool = False
    is_bot: bool = False
    deleted: bool = False


@dataclass
class Message:
    """One message; `state` is what each person has chosen in it without sending it.

    `feedback` is what each has answered to its feedback buttons, in the same shape.
    """

    ts: str
    user: str
    text: str
    blocks: list[Json] = field(default_factory=list)
    from_bot: bool = False
    thread_ts: str | None = None
    broadcast: bool = False
    metadata: Json | None = None
    files: list[str] = field(default_factory=list)
    reactions: dict[str, list[str]] = field(default_factory=dict)
    edited: Json | None = None
    ephemeral_for: str | None = None
    username: str | None = None
    icon_emoji: str | None = None
    subtype: str | None = None
    typed: str = ""
    attachments: list[Json] = field(default_factory=list)
    unfurled: list[Json] = field(default_factory=list)
    state: dict[str, Json] = field(default_factory=dict)
    feedback: dict[str, Json] = field(default_factory=dict)
    suggested: dict[str, list[Json]] = field(default_factory=dict)

    @property
    def is_reply(self) -> bool:
        return self.thread_ts is not None and self.thread_ts != self.ts

    @property
    def entities(self) -> list[Json]:
        """The Work Objects below it: those it was posted with and those of its links."""
        return [*(self.metadata or {}).get("entities", ()), *self.unfurled]


@dataclass
class Channel:
    """A conversation; `kind` is "channel", "private", "dm" or "app_dm"."""

    id: str
    name: str
    kind: str
    created: int
    creator: str
    members: list[str] = field(default_factory=list)
    messages: dict[str, Message] = field(default_factory=dict)
    last_read: dict[str, str] = field(default_factory=dict)
    is_archived: bool = False
    is_general: bool = False
    topic: str = ""
    purpose: str = ""
    pins: dict[str, Json] = field(default_factory=dict)
    bookmarks: dict[str, Json] = field(default_factory=dict)

    @property
    def is_dm(self) -> bool:
        return self.kind in {"dm", "app_dm"}

    def replies(self, thread_ts: str) -> list[Message]:
        """Answers in a thread that everyone sees, oldest first."""
        return [
            message
            for message in self.messages.values()
            if message.thread_ts == thread_ts and message.is_reply and not message.ephemeral_for
        ]


@dataclass
class UserGroup:
    id: str
    name: str
    handle: str
    users: list[str]
    created: int
    updated: int = 0


@dataclass
class FunctionRun:
    """A step of a workflow that the app runs; `promised` are the outputs it must give.

    `token` is good for this run alone, until `token_ends` and while it goes on.
    """

    id: str
    user: str
    title: str
    promised: list[str]
    types: dict[str, str] = field(default_factory=dict)
    token: str = ""
    token_ends: float = 0.0
    outputs: Json = field(default_factory=dict)
    error: str = ""
    ended: bool = False


@dataclass
class SharedFile:
    """An uploaded file; Slack learns its type a moment after the upload, at `ready_at`."""

    id: str
    name: str
    title: str
    owner: str
    created: float
    mimetype: str
    alt_text: str = ""
    content: bytes | None = None
    ready_at: float = float("inf")
    completed: bool = False
    shares: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class View:
    """A modal or a Home tab as one person sees it; `state` is block id -> action id -> value."""

    id: str
    user: str
    body: Json
    hash: str
    state: dict[str, dict[str, Json]] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    root_view_id: str = ""
    previous_view_id: str | None = None
    suggested: dict[str, list[Json]] = field(default_factory=dict)

    @property
    def type(self) -> str:
        return str(self.body["type"])

    @property
    def blocks(self) -> list[Json]:
        return list(self.body["blocks"])


@dataclass(frozen=True)
class ObjectRef:
    """A Work Object below a message; `may_open` where telling of it may open the panel."""

    channel: str
    message_ts: str
    entity: Json
    may_open: bool = False

    @property
    def url(self) -> str:
        return str(self.entity["url"])


@dataclass
class Talk:
    """The comments on a Work Object, as far as the app has told one person of them.

    `deleting` are the comments that the app was asked to delete, by the trigger it got.
    """

    asked_at: float
    waiting: bool = True
    comments: list[Json] = field(default_factory=list)
    cursor: str = ""
    may_post: bool = False
    delete_action_id: str = ""
    sign_in_url: str | None = None
    trouble: str | None = None
    deleting: dict[str, str] = field(default_factory=dict)


@dataclass
class Panel:
    """The Work Object that one person looks at in the side.

    `waiting` from `asked_at` on (epoch seconds) until the app tells its details; `form` is there
    while fields are edited, `sent` is the one sent last.
    """

    ref: ObjectRef
    asked_at: float
    waiting: bool = True
    details: Json | None = None
    error: Json | None = None
    sign_in_url: str | None = None
    form: View | None = None
    sent: View | None = None
    form_error: str | None = None
    talk: Talk | None = None


@dataclass
class Workspace:
    """One company's Slack with the app installed; `modals` are stacks, bottom first."""

    id: str
    name: str
    domain: str
    token: str
    bot_user: str
    bot_id: str
    plan: str = "plus"
    people: dict[str, Person] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    usergroups: dict[str, UserGroup] = field(default_factory=dict)
    files: dict[str, SharedFile] = field(default_factory=dict)
    views: dict[str, View] = field(default_factory=dict)
    homes: dict[str, View] = field(default_factory=dict)
    modals: dict[str, list[View]] = field(default_factory=dict)
    notices: dict[str, list[Json]] = field(default_factory=dict)
    panels: dict[str, Panel] = field(default_factory=dict)
    details: dict[tuple[str, str], tuple[Json, float]] = field(default_factory=dict)
    scheduled: dict[str, Json] = field(default_factory=dict)
    function_runs: dict[str, FunctionRun] = field(default_factory=dict)
    installed: bool = True

    def app_dm(self, user: str) -> Channel:
        """The direct conversation between the app and a person."""
        return next(
            channel
            for channel in self.channels.values()
            if channel.kind == "app_dm" and user in channel.members
        )

    def modal_stack(self, user: str) -> list[View]:
        return self.modals.setdefault(user, [])
