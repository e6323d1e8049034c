"""Pictures inside messages, tables in their threads: once, or left out, never in the way."""

from bot.domain.posts import Post
from bot.sandbox.records import Json
from tests.jobs.conftest import PICTURE, TABLE, Office, report


def only_message(office: Office, channel: str = "CSALES") -> Json:
    """The one message that stands in the channel."""
    [message] = office.person().messages(channel)
    return message


def thread_files(office: Office, channel: str = "CSALES") -> list[str]:
    """The names of the files in the thread of the one message."""
    thread = office.person().messages(channel, thread_ts=only_message(office, channel)["ts"])
    return [file["name"] for reply in thread[1:] for file in reply["files"]]


def pictures(message: Json) -> list[str]:
    return [block["slack_file"]["id"] for block in message["blocks"] if block["type"] == "image"]


def test_the_picture_stands_in_the_message_and_the_table_in_its_thread(office: Office) -> None:
    office.add(report())

    office.deliver()

    message = only_message(office)
    [picture] = pictures(message)
    uploads = office.calls("files.getUploadURLExternal")
    assert picture == uploads[0]["response"]["file_id"]
    assert uploads[0]["payload"]["alt_txt"] == "Sales rise"
    assert thread_files(office) == ["sales.csv"]


def test_slack_gets_the_table_to_the_byte(office: Office) -> None:
    office.add(report())

    office.deliver()

    files = office.sandbox.world.workspaces["TACME"].files.values()
    assert {file.name: file.content for file in files} == {
        "sales.png": PICTURE.content,
        "sales.csv": TABLE.content,
    }


def test_a_report_to_a_person_has_its_table_too(office: Office) -> None:
    office.add(report(destination="UMAYA"))

    office.deliver()

    maya = office.person("UMAYA")
    message = maya.sees("Sales of week 47", within=0)
    channel = next(each["id"] for each in maya.screen()["channels"] if each["kind"] == "app_dm")
    thread = maya.messages(channel, thread_ts=message["ts"])
    assert [file["name"] for file in thread[1]["files"]] == ["sales.csv"]


def test_a_picture_that_slack_still_looks_at_is_waited_for(office: Office) -> None:
    """The sandbox, like Slack, refuses it for a moment after the upload."""
    office.add(report())

    office.deliver()

    looks = office.calls("files.info")
    assert [bool(look["response"]["file"]["mimetype"]) for look in (looks[0], looks[-1])] == [
        False,
        True,
    ]
    assert len(office.calls("chat.postMessage")) == 1


def test_a_picture_that_slack_refuses_is_left_out(office: Office) -> None:
    office.breaks("error", method="chat.postMessage", error="invalid_blocks", times=1)
    office.add(report())

    office.deliver()

    assert pictures(only_message(office)) == []
    assert "Sales of week 47" in only_message(office)["text"]
    assert thread_files(office) == ["sales.csv"]
    assert office.waiting() == 0


def test_blocks_that_slack_refuses_altogether_are_given_up(office: Office) -> None:
    office.add(Post("post:1", "CSALES", "Broken", ({"type": "section"},)))

    office.deliver()

    assert office.texts() == []
    assert office.waiting() == 0


def test_an_upload_that_fails_is_tried_again(office: Office) -> None:
    office.breaks("status", method="files.getUploadURLExternal", status=503, times=1)
    office.add(report())

    office.deliver()
    assert office.texts() == []

    office.clock.pass_by(seconds=2)
    office.deliver()
    assert len(pictures(only_message(office))) == 1
    assert thread_files(office) == ["sales.csv"]


def test_a_picture_that_was_uploaded_is_not_uploaded_again(office: Office) -> None:
    office.breaks("status", method="chat.postMessage", status=503, times=1)
    office.add(report())

    office.deliver()
    office.clock.pass_by(seconds=2)
    office.deliver()

    names = [call["payload"]["filename"] for call in office.calls("files.getUploadURLExternal")]
    assert names == ["sales.png", "sales.csv"]


def test_a_table_that_fails_is_tried_again_and_the_message_is_not(office: Office) -> None:
    """The first upload is the picture's, the second the table's."""
    office.breaks("slow", method="files.completeUploadExternal", seconds=0, times=1)
    office.breaks("status", method="files.completeUploadExternal", status=503, times=1)
    office.add(report())

    office.deliver()
    assert thread_files(office) == []

    office.clock.pass_by(seconds=2)
    office.deliver()
    assert thread_files(office) == ["sales.csv"]
    assert len(office.calls("chat.postMessage")) == 1


def test_a_table_whose_answer_was_lost_is_not_shared_again(office: Office) -> None:
    office.breaks("slow", method="files.completeUploadExternal", seconds=0, times=1)
    office.breaks("lost", method="files.completeUploadExternal", times=1)
    office.add(report())

    office.deliver()
    office.clock.pass_by(seconds=2)
    office.deliver()

    assert thread_files(office) == ["sales.csv"]
    assert office.waiting() == 0
