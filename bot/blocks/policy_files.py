"""The form that takes a policy's file, and what the file changes."""

from collections.abc import Iterator, Sequence

from slack_sdk.models.blocks import Block, InputBlock, SectionBlock
from slack_sdk.models.blocks.block_elements import FileInputElement
from slack_sdk.models.views import View

from bot.blocks import ids
from bot.blocks.policies import Place, Shown, back, findings_of
from bot.blocks.text import plain
from bot.domain.policy_changes import PolicyChanges
from bot.domain.policy_checks import Finding
from bot.domain.rule_checks import NAME_LENGTH

FILE = "policy_file"
MOST_NAMED = 10
ASKED = (
    "Add the policy as a .csv or .xlsx file, like the one that *As a file* sends you, or as a .dmn"
    " table of Camunda Modeler. Its rules take the place of all there are. You see what changes"
    " before it counts."
)
UNSAVED = ":warning: They also take the place of your changes that are not saved."


def form(
    shown: Shown,
    place: Place,
    *,
    findings: Sequence[Finding] = (),
    told: str = "",
    refused: str = "",
) -> View:
    """Ask for the file, below what is wrong with the one that was `refused`, by its id.

    The place carries the version that the file is to replace.
    """
    blocks: list[Block] = [SectionBlock(text=told)] if told else []
    blocks += [findings_of(findings)] if findings else []
    blocks += [SectionBlock(text=f"{ASKED}\n{UNSAVED}" if shown.changed else ASKED)]
    blocks += [
        InputBlock(
            # Under an id of its own the field is empty again, for the corrected file.
            block_id=f"{FILE}_{refused}" if refused else FILE,
            label="File",
            # Slack's list of kinds has no .dmn, and what a file is its content says.
            # https://docs.slack.dev/reference/objects/file-object#types
            element=FileInputElement(action_id=FILE, max_files=1),
        ),
        back(),
    ]
    return View(
        type="modal",
        callback_id=ids.POLICY_FILE_FORM,
        title="Policy from a file",
        submit="Check",
        close="Close",
        private_metadata=place.carried(),
        blocks=blocks,
    )


def told_of(changes: PolicyChanges) -> str:
    """Say what changes, a line for each way in which rules do."""
    return "\n".join(_lines(changes)) or "Nothing changes."


def _lines(changes: PolicyChanges) -> Iterator[str]:
    ways = (("Added", changes.added), ("Changed", changes.changed), ("Removed", changes.removed))
    for way, names in ways:
        if names:
            yield f"*{way}:* {_named(names)}"
    if changes.moved:
        yield "Rules stand in another order."
    if changes.kept:
        yield (
            "1 rule stays as it is."
            if changes.kept == 1
            else f"{changes.kept} rules stay as they are."
        )


def _named(names: Sequence[str]) -> str:
    said = ", ".join(plain(each, limit=NAME_LENGTH) for each in names[:MOST_NAMED])
    more = len(names) - MOST_NAMED
    return f"{said} and {more} more" if more > 0 else said
