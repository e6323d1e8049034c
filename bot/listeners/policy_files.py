"""The policy from a file: read, checked, shown with what it changes, and then as any change."""

from bot.blocks import ids
from bot.blocks import policies as blocks
from bot.blocks import policy_files as file_blocks
from bot.blocks.policies import Place
from bot.domain import policy_changes, policy_checks
from bot.domain.errors import ChangedMeanwhile, UserError
from bot.domain.people import Role, demand
from bot.domain.policy_checks import Finding
from bot.domain.policy_people import Directory
from bot.edge import Answer, Call, Edge, Form, UpdateForm
from bot.imports import apart
from bot.imports.policy import MOST_BYTES, ReadPolicy, read_policy
from bot.listeners import policy_views as views
from bot.services import policies, policy_edits
from bot.services.policy_edits import Desk

CORRECT = "Nothing was changed. Correct this in the file, and add it again:"


def register(edge: Edge) -> None:
    edge.button(ids.IMPORT_POLICY, ask)
    edge.form(ids.POLICY_FILE_FORM, take, most_bytes=MOST_BYTES, unfold=apart.plain)


def ask(call: Call, _value: str) -> Answer:
    demand(call.actor, Role.ADMIN, policy_edits.DEED)
    return _asked(views.desk(call), views.place_of(call))


def take(call: Call, form: Form) -> Answer:
    """Keep the rules of the file as the admin's change, and show what they would change.

    With anything that would keep them from counting, nothing is kept.
    """
    demand(call.actor, Role.ADMIN, policy_edits.DEED)
    found, place = views.desk(call), Place.read(form.carried)
    if not form.files:
        raise UserError("Add a file first.")
    file = form.files[0]
    read, findings = _read(call, file.content, found)
    if wrong := policy_checks.errors(findings):
        return _asked(found, place, findings=wrong, told=CORRECT, refused=file.id)
    if policies.same(found.policy.rules, read.rules):
        in_force = found.policy.version
        raise UserError(f"Nothing to change: version {in_force}, in force, has just these rules.")
    try:
        kept = policy_edits.take_over(
            call.session,
            read.rules,
            version=int(place.part),
            revision=place.revision,
            by=call.actor,
            at=call.now,
        )
    except ChangedMeanwhile as error:
        return _asked(found, place, told=f":warning: {error}")
    changes = policy_changes.compare(found.policy.rules, read.rules)
    return UpdateForm(
        blocks.review(findings, Place(kept.revision), changes=file_blocks.told_of(changes))
    )


def _read(call: Call, content: bytes, found: Desk) -> tuple[ReadPolicy, tuple[Finding, ...]]:
    """Return the rules with what is to say about them, or with why they cannot be taken."""
    currency = call.workspace.currency
    try:
        read = read_policy(content, Directory(found.team), currency=currency)
    except UserError as error:
        return ReadPolicy(()), (Finding(str(error), is_error=True),)
    if read.refusals:
        return read, tuple(Finding(str(each), is_error=True) for each in read.refusals)
    in_use = policies.words_in_use(call.session)
    return read, policy_checks.check(read.rules, found.team, unique=read.unique, in_use=in_use)


def _asked(
    found: Desk,
    place: Place,
    *,
    findings: tuple[Finding, ...] = (),
    told: str = "",
    refused: str = "",
) -> UpdateForm:
    """Ask for a file that is to replace the rules as they are on this desk."""
    at = Place(found.revision, place.page, part=str(found.policy.version))
    return UpdateForm(
        file_blocks.form(found.shown, at, findings=findings, told=told, refused=refused)
    )
