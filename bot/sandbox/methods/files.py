"""files.*: the three steps of an upload, and what became of it.

https://docs.slack.dev/messaging/working-with-files
"""

import mimetypes

from bot.sandbox import posting
from bot.sandbox.calls import Call, Method, Refused
from bot.sandbox.checking import checked_message
from bot.sandbox.records import Channel, Json, Message, SharedFile
from bot.sandbox.shapes import conversations


def upload_url(call: Call) -> Json:
    """Where the bytes are to be sent; `length` is in bytes."""
    name = call.required("filename")
    if call.number("length", 0) <= 0:
        raise Refused("invalid_arguments")
    file = SharedFile(
        id=call.world.new_id("F"),
        name=name,
        title=name,
        owner=call.workspace.bot_user,
        created=call.world.clock.now(),
        mimetype=mimetypes.guess_type(name)[0] or "text/plain",
        alt_text=call.text("alt_txt") or call.text("alt_text"),
    )
    call.workspace.files[file.id] = file
    return {
        "upload_url": f"{call.world.base_url}/files/upload/{call.workspace.id}/{file.id}",
        "file_id": file.id,
    }


def complete(call: Call) -> Json:
    """Share the files in one message a conversation, or in none when no channel is named."""
    told = call.json("files")
    if not isinstance(told, list) or not told:
        raise Refused("invalid_arguments")
    files = [_uploaded(call, each) for each in told]
    wanted = call.text("channels") or call.text("channel_id")
    places = [_place(call, each) for each in wanted.split(",") if each]
    for file in files:
        file.completed = True
        file.ready_at = call.world.clock.now() + call.world.seed.file_delay
    # a page that read the message before has to see then what the file is
    call.world.journal.changed_after(call.world.seed.file_delay)
    for place in places:
        _share(call, place, files)
    return {
        "files": [conversations.file(call.world, call.workspace, file) for file in files],
    }


def _uploaded(call: Call, told: Json) -> SharedFile:
    file = call.file(str(told.get("id", "")))
    if file.content is None or file.completed:
        raise Refused("file_not_found")
    file.title = str(told.get("title") or file.title)
    return file


def _place(call: Call, channel_id: str) -> Channel:
    return Call(call.world, call.workspace, {"channel": channel_id}).place()


def _share(call: Call, channel: Channel, files: list[SharedFile]) -> None:
    blocks = call.json("blocks", "invalid_blocks_format")
    comment = call.text("initial_comment")
    if blocks:
        _, blocks = checked_message(call.world, call.workspace, {"blocks": blocks})
    thread_ts = call.text("thread_ts") or None
    if thread_ts and thread_ts not in channel.messages:
        raise Refused("thread_not_found")
    message = Message(
        ts=call.world.timestamp(),
        user=call.workspace.bot_user,
        text=comment,
        blocks=blocks or [],
        from_bot=True,
        thread_ts=thread_ts,
        files=[file.id for file in files],
    )
    for file in files:
        file.shares.append((channel.id, message.ts))
    posting.post(call.world, call.workspace, channel, message)


def info(call: Call) -> Json:
    file = call.file(call.required("file"))
    return {
        "file": conversations.file(call.world, call.workspace, file),
        "comments": [],
    }


def delete(call: Call) -> Json:
    file = call.file(call.required("file"))
    del call.workspace.files[file.id]
    call.world.journal.changed()
    return {}


METHODS = {
    "files.getUploadURLExternal": Method(upload_url, "files:write"),
    "files.completeUploadExternal": Method(complete, "files:write"),
    "files.info": Method(info, "files:read"),
    "files.delete": Method(delete, "files:write"),
}
