"""Files that people add to a form."""

import pytest
from playwright.sync_api import FilePayload, Page, expect

from bot.sandbox.server import Running
from tests.sandbox.page.conftest import everywhere
from tests.sandbox.page.forms.slow_bot import SlowRecorder, asking, opened, sends
from tests.sandbox.server.forms.form_bot import values

LARGEST_FILE = 10 * 1024 * 1024


def paper(name: str, size: int = 4) -> FilePayload:
    return FilePayload(name=name, mimeType="application/pdf", buffer=b"%PDF".ljust(size, b" "))


@everywhere
def test_files_are_added_and_taken_out(
    page: Page, sandbox: Running, recorder: SlowRecorder
) -> None:
    recorder.sent = asking({"type": "file_input", "filetypes": ["pdf"], "max_files": 2})
    shown = opened(page, sandbox)
    shown.get_by_label("Asked").set_input_files([paper("offer.pdf"), paper("draft.pdf")])
    shown.get_by_role("button", name="Remove draft.pdf").click()
    shown.get_by_label("Asked").set_input_files([paper("terms.pdf")])
    expect(shown.get_by_role("listitem")).to_contain_text(["offer.pdf", "terms.pdf"])
    expect(shown.get_by_label("Asked")).to_be_disabled()
    sends(shown)

    expect(shown).to_be_hidden()
    told = values(recorder.submitted[0])["asked"]
    assert told["type"] == "file_input"
    assert [(file["name"], file["mimetype"], file["size"]) for file in told["files"]] == [
        ("offer.pdf", "application/pdf", 4),
        ("terms.pdf", "application/pdf", 4),
    ]
    assert {"id", "created", "user", "url_private", "url_private_download"} <= set(told["files"][0])


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ([paper("notes.txt")], "notes.txt cannot be added here; choose a file of type pdf."),
        ([paper("a.pdf"), paper("b.pdf")], "Only one file can be added here."),
        (
            [paper("large.pdf", LARGEST_FILE + 1)],
            "large.pdf is too large; a file here may have 10 MB at most.",
        ),
    ],
    ids=["kind", "number", "size"],
)
def test_files_that_do_not_fit_are_named(
    page: Page, sandbox: Running, recorder: SlowRecorder, files: list[FilePayload], words: str
) -> None:
    recorder.sent = asking({"type": "file_input", "filetypes": ["pdf"], "max_files": 1})
    shown = opened(page, sandbox)
    drop = """(target, files) => {
        const data = new DataTransfer();
        for (const [name, size] of files) data.items.add(new File([" ".repeat(size)], name));
        target.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true }));
    }"""
    sizes = [[file["name"], len(file["buffer"])] for file in files]
    shown.get_by_text("Choose a file").evaluate(drop, sizes)

    expect(shown.get_by_role("alert")).to_have_text(words)
