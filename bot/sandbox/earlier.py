"""What people said before the sandbox was opened: everybody has read it, and no app heard it."""

from collections.abc import Sequence

from bot.sandbox import typed
from bot.sandbox.records import Message, Workspace
from bot.sandbox.seed import Said


def say(workspace: Workspace, said: Sequence[Said], *, now: float) -> None:
    """`now` is in seconds since the epoch."""
    for each in said:
        thread = _write(workspace, each.channel, each, now=now)
        for reply in each.replies:
            _write(workspace, each.channel, reply, now=now, thread_ts=thread)


def _write(
    workspace: Workspace, channel_id: str, said: Said, *, now: float, thread_ts: str | None = None
) -> str:
    channel = workspace.channels[channel_id]
    ts = f"{now - said.minutes_ago * 60:.6f}"
    block = typed.rich(workspace, said.text, block_id=f"said-{len(channel.messages)}")
    channel.messages[ts] = Message(
        ts=ts,
        user=said.user,
        text=typed.mrkdwn(workspace, block),
        blocks=[block],
        typed=said.text,
        thread_ts=thread_ts or (ts if said.replies else None),
        reactions={name: list(users) for name, users in said.reactions},
    )
    channel.last_read = dict.fromkeys(workspace.people, max(channel.messages))
    return ts
