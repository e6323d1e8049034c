"""The approval policy as a list of rules, ten at a time, and what is said before it counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ConfirmObject,
    ContextBlock,
    InputBlock,
    MarkdownTextObject,
    Option,
    OverflowMenuElement,
    PlainTextInputElement,
    SectionBlock,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from bot.blocks import ids
from bot.blocks.policy_words import who
from bot.blocks.posts import post
from bot.blocks.text import moment, plain
from bot.domain.conditions import Occasion
from bot.domain.people import Actor
from bot.domain.policies import Rule
from bot.domain.policy_asking import Team
from bot.domain.policy_checks import MOST_RULES, Finding
from bot.domain.posts import Placement, Post, PostFile
from bot.domain.rule_checks import NAME_LENGTH

PAGE, MOST_FINDINGS, TEXT_LENGTH = 10, 12, 2_900
TITLE = "Approval policy"
POSITION = "rule_position"
REHEARSED = (30, 90, 365)


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the policy a form stands; `revision` is the draft's.

    `part` is a step or condition, or the version that a file is to replace.
    """

    revision: int = 0
    page: int = 0
    rule: int = 0
    part: str = ""

    def carried(self) -> str:
        return f"{self.revision}|{self.page}|{self.rule}|{self.part}"

    @classmethod
    def read(cls, carried: str) -> "Place":
        revision, page, rule, part = carried.split("|")
        return cls(int(revision), int(page), int(rule), part)


@dataclass(frozen=True, slots=True)
class Shown:
    """Which rules are shown: those in force, or as they are being changed.

    `version` is the one in force, since `set_at` and `set_by` somebody; both are None for
    Dealdesk's own, and `set_by` is None for the command line. `based_on` is the version that
    the change began from.
    """

    rules: tuple[Rule, ...]
    version: int
    based_on: int
    editable: bool
    changed: bool
    set_at: datetime | None = None
    set_by: str | None = None


def form(
    shown: Shown, team: Team, place: Place, *, findings: Sequence[Finding] = (), told: str = ""
) -> View:
    """Show a page of the rules, for an admin with everything to change them."""
    pages = max(1, -(-len(shown.rules) // PAGE))
    page = min(max(place.page, 0), pages - 1)
    first = page * PAGE
    blocks: list[Block] = [_text(told)] if told else []
    blocks += [findings_of(findings)] if findings else []
    blocks.append(
        _text(
            "The first rule that fits an order decides who approves it. An order that none fits"
            " goes to the admins."
        )
    )
    for index, rule in enumerate(shown.rules[first : first + PAGE], start=first):
        blocks.append(_row(index, rule, len(shown.rules), team, editable=shown.editable))
    blocks += _pages(page, pages)
    if shown.editable:
        blocks.append(_buttons(shown))
    blocks.append(ContextBlock(elements=[MarkdownTextObject(text=_note(shown))]))
    return View(
        type="modal",
        callback_id=ids.POLICY_FORM,
        title=TITLE,
        submit="Save" if shown.editable and shown.changed else None,
        close="Close",
        private_metadata=Place(place.revision, page).carried(),
        blocks=blocks,
    )


def _note(shown: Shown) -> str:
    since = f"Version {shown.version} is" if shown.version else "Dealdesk's own policy is"
    if not shown.changed:
        return f"{since} in force{_put_in_force(shown)}."
    if shown.based_on != shown.version:
        return (
            f"{since} in force since you began your changes, so they cannot be saved."
            " Start over to see it."
        )
    return f"{since} in force. Your changes are kept, and count once you save them."


def _put_in_force(shown: Shown) -> str:
    if shown.set_at is None:
        return ""
    by = plain(shown.set_by, limit=80) if shown.set_by else "the command line"
    return f" since {moment(shown.set_at)}, set by {by}"


def _row(index: int, rule: Rule, count: int, team: Team, *, editable: bool) -> Block:
    kind = "_Cancellation:_ " if rule.occasion is Occasion.CANCELLATION else ""
    name = plain(rule.name, limit=NAME_LENGTH) or "(no name yet)"
    when = plain(rule.describe(team.names), limit=900)
    steps = "\n".join(
        f"{number}. {who(step, team)}" if len(rule.steps) > 1 else f"→ {who(step, team)}"
        for number, step in enumerate(rule.steps, start=1)
    )
    text = f"*{index + 1}. {name}*\n{kind}When {when}\n{steps or '→ nobody is asked'}"
    return SectionBlock(
        block_id=f"policy_rule_{index}",
        text=text[:TEXT_LENGTH],
        accessory=_menu(index, count) if editable else None,
    )


def _menu(index: int, count: int) -> OverflowMenuElement:
    deeds = [("Change", "change")]
    deeds += [("Move up", "up")] if index > 0 else []
    deeds += [("Move down", "down")] if index < count - 1 else []
    deeds += [("Move to …", "to")] if count > 1 else []
    deeds += [("Copy", "copy")]
    return OverflowMenuElement(
        action_id=ids.CHANGE_RULE,
        options=[Option(text=text, value=f"{deed}:{index}") for text, deed in deeds],
    )


def _pages(page: int, pages: int) -> list[Block]:
    buttons = []
    if page > 0:
        buttons.append(
            ButtonElement(text="Previous", action_id=f"{ids.SHOW_RULES}", value=str(page - 1))
        )
    if page < pages - 1:
        buttons.append(ButtonElement(text="Next", action_id=ids.SHOW_RULES, value=str(page + 1)))
    # One action id may stand once in a block, so each button has a block of its own.
    return [
        ActionsBlock(block_id=f"policy_page_{button.value}", elements=[button])
        for button in buttons
    ]


def _buttons(shown: Shown) -> Block:
    buttons: list[ButtonElement | StaticSelectElement] = []
    if len(shown.rules) < MOST_RULES:
        buttons.append(ButtonElement(text="Add a rule", action_id=ids.ADD_RULE, value="add"))
    buttons.append(ButtonElement(text="As a file", action_id=ids.EXPORT_POLICY, value="export"))
    buttons.append(
        ButtonElement(text="Import a file …", action_id=ids.IMPORT_POLICY, value="import")
    )
    if shown.changed:
        confirm = ConfirmObject(
            title="Start over",
            text="All that you changed since the last save is given up.",
            confirm="Start over",
            deny="Keep it",
        )
        buttons.append(
            ButtonElement(
                text="Start over", action_id=ids.DISCARD_POLICY, value="discard", confirm=confirm
            )
        )
    buttons.append(
        StaticSelectElement(
            action_id=ids.REHEARSE_POLICY,
            placeholder="Try on past orders",
            options=[Option(text=f"Last {days} days", value=str(days)) for days in REHEARSED],
        )
    )
    return ActionsBlock(block_id="policy_buttons", elements=buttons)


def review(findings: Sequence[Finding], place: Place, *, changes: str = "") -> View:
    """Show what changes, where that is told, and what follows from the policy."""
    blocks: list[Block] = [_text(changes)] if changes else []
    blocks += [findings_of(findings)] if findings else []
    return View(
        type="modal",
        callback_id=ids.POLICY_REVIEW_FORM,
        title="Before it counts",
        submit="Put in force",
        close="Close",
        private_metadata=place.carried(),
        blocks=[*blocks, back()],
    )


def move_form(rule: Rule, count: int, place: Place) -> View:
    """Ask for the place that a rule is moved to."""
    return View(
        type="modal",
        callback_id=ids.MOVE_RULE_FORM,
        title="Move the rule",
        submit="Move",
        close="Close",
        private_metadata=place.carried(),
        blocks=[
            _text(f"*{place.rule + 1}. {plain(rule.name, limit=NAME_LENGTH)}*"),
            InputBlock(
                block_id=POSITION,
                label="To place",
                hint=f"A number from 1 to {count}. The rules after it move down.",
                element=PlainTextInputElement(action_id=POSITION, max_length=3),
            ),
            back(),
        ],
    )


def back() -> Block:
    """Offer the way back to the rules."""
    button = ButtonElement(text="Back", action_id=ids.BACK_TO_POLICY, value="back")
    return ActionsBlock(block_id="policy_back", elements=[button])


def findings_of(findings: Sequence[Finding]) -> Block:
    said = [
        f"{':no_entry:' if each.is_error else ':warning:'} {plain(each.sentence, limit=400)}"
        for each in findings[:MOST_FINDINGS]
    ]
    if len(findings) > MOST_FINDINGS:
        said.append(f"… and {len(findings) - MOST_FINDINGS} more.")
    return _text("\n".join(said))


def _text(text: str) -> Block:
    return SectionBlock(text=text[:TEXT_LENGTH])


def exported(files: Mapping[str, bytes], *, version: int, to: Actor, at: datetime) -> Post:
    """A direct message with the policy as files in its thread."""
    names = " and ".join(sorted(files))
    text = f"The approval policy, version {version}, as {names}, in the thread of this message."
    attached = [PostFile(Placement.THREAD, name, content) for name, content in files.items()]
    key = f"policy:{to.member_id}:{at.isoformat()}"
    return post(key, to.slack_id, text, [SectionBlock(text=text)], files=attached)
