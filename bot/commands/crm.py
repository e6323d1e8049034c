"""`/crm`: help, settings, members and the state of things."""

import json

from bot import __version__
from bot.blocks import crm as crm_blocks
from bot.blocks import settings as settings_blocks
from bot.blocks.text import moment, plain
from bot.commands.command import Command
from bot.commands.suggest import suggest
from bot.domain.people import DECIDING
from bot.domain.plans import workflow_steps
from bot.domain.user_groups import LASTING, why_none
from bot.edge import Answer, Call, OpenForm, Reply
from bot.services import groups as group_service
from bot.services import policy_edits
from bot.store import audit, groups, members, status

FAILURES = (
    *(audit.Verb.REQUEST_FAILED, audit.Verb.POST_GIVEN_UP, audit.Verb.REPORT_FAILED),
    audit.Verb.WORKFLOW_STEP_GIVEN_UP,
)
SHOWN_FAILURES = 5


def handle(call: Call, text: str) -> Answer:
    word = text.split(maxsplit=1)[0].casefold() if text else "help"
    match word:
        case "help":
            return show_help(call)
        case "settings":
            return settings(call)
        case "members":
            return show_members(call)
        case "status":
            return show_status(call)
        case _:
            return _unknown(word)


def _unknown(word: str) -> Reply:
    """Guess at our own words first, then at the other commands, as in "/crm oder"."""
    usages = {usage.split()[1]: f"/crm {usage.split()[1]}" for usage, _ in COMMAND.usages}
    commands = {command.name.removeprefix("/"): command.name for command in _all()}
    meant = {**commands, **usages}.get(suggest(word, [*usages, *commands]) or "")
    typed = plain(word, limit=40)
    if meant is None:
        return Reply(f"There is no `/crm {typed}`. `/crm help` shows what there is.")
    return Reply(f"There is no `/crm {typed}`. Did you mean `{meant}`?")


def show_help(call: Call) -> Reply:
    entries = [crm_blocks.HelpEntry(command.summary, command.usages) for command in _all()]
    return Reply(
        crm_blocks.help_text(entries),
        crm_blocks.help_blocks(entries, may_set=call.actor.role in DECIDING),
    )


def _all() -> tuple[Command, ...]:
    # The package imports this module, so this one can ask for the list only when called.
    from bot.commands import ALL

    return ALL


def settings(call: Call) -> OpenForm:
    found = policy_edits.desk(call.session, by=call.actor, at=call.now)
    return OpenForm(
        settings_blocks.opened(
            call.actor,
            found.shown,
            found.team,
            channel=call.workspace.approvals_channel,
            currency=call.workspace.currency,
            zone=call.workspace.zone,
        )
    )


def show_members(call: Call) -> Reply:
    everybody = members.everybody(call.session)
    return Reply(
        crm_blocks.members_text(everybody),
        crm_blocks.members_blocks(everybody, actor=call.actor),
    )


def show_status(call: Call) -> Reply:
    read = status.read(call.session)
    facts = [
        ("Version", __version__),
        ("Database", read.database),
        ("Schema", "up to date" if read.schema_is_current else "out of date"),
        ("Posts waiting", _waiting(read)),
        ("Schedules", _schedules(read)),
        ("Currency and time zone", f"{call.workspace.currency}, {call.workspace.zone}"),
        ("Approvals go to", _approvals(call)),
        ("Steps for Workflow Builder", workflow_steps(call.workspace.plan)),
        ("User groups", _user_groups(call)),
    ]
    report = crm_blocks.StatusReport(facts, _problems(call, read), _failures(call))
    return Reply(crm_blocks.status_text(report), crm_blocks.status_blocks(report))


def _waiting(read: status.Status) -> str:
    if read.oldest_waiting is None:
        return "none"
    return f"{read.posts_waiting}, the oldest since {moment(read.oldest_waiting)}"


def _schedules(read: status.Status) -> str:
    if read.next_due is None:
        return "none"
    return f"{read.schedules}, the next at {moment(read.next_due)}"


def _approvals(call: Call) -> str:
    channel = call.workspace.approvals_channel
    return f"<#{channel}>" if channel else "direct messages of the approvers"


def _user_groups(call: Call) -> str:
    last = groups.last_sync(call.session)
    if last is None:
        return "Slack has not been asked for them yet"
    if last.failure is not None:
        return why_none(last.failure)
    count = len(groups.known(call.session))
    return f"{count}, as of {moment(last.synced_at)}" if last.synced_at else str(count)


def _problems(call: Call, read: status.Status) -> list[str]:
    problems = []
    if not read.schema_is_current:
        problems.append(
            "The schema is not the program's own: run `dealdesk migrate` on the server."
        )
    if read.oldest_waiting is not None and call.now - read.oldest_waiting > status.LATE:
        problems.append(
            "Posts have been waiting for long. Is `dealdesk run` still running? Its log says why."
        )
    if read.posts_given_up:
        problems.append(
            "Slack refused some posts for good. Is Dealdesk a member of the channel they were for?"
            " `/invite @Dealdesk` there mends it for the next ones."
        )
    last = groups.last_sync(call.session)
    if last and last.failure in LASTING and group_service.named(call.session):
        problems.append(
            "The approval policy asks user groups, which Slack tells nothing of, so such steps ask"
            " the admins. Name roles or people in the policy: `/crm settings`."
        )
    return problems


def _failures(call: Call) -> list[crm_blocks.Failure]:
    return [
        _failure(entry) for entry in audit.newest(call.session, *FAILURES, limit=SHOWN_FAILURES)
    ]


def _failure(entry: audit.Entry) -> crm_blocks.Failure:
    details = json.loads(entry.details)
    match entry.verb:
        case audit.Verb.REQUEST_FAILED:
            what = f"{details['kind']} {details['name']} failed ({details['error']})"
        case audit.Verb.POST_GIVEN_UP:
            what = f"a post was given up: {details['failure']}"
        case audit.Verb.WORKFLOW_STEP_GIVEN_UP:
            what = f"a workflow could not be told how a step ended: {details['failure']}"
        case _:
            what = f"a report failed: {details.get('reason') or details.get('failure') or ''}"
    return crm_blocks.Failure(what, entry.at, details.get("reference"))


COMMAND = Command(
    name="/crm",
    summary="Help, settings and roles",
    usages=(
        ("/crm help", "shows this"),
        ("/crm settings", "sets channel, currency, time zone and who approves what"),
        ("/crm members", "lists everybody; admins change roles, teams and managers here"),
        ("/crm status", "tells whether everything is running"),
    ),
    handler=handle,
    opens_form=lambda text: text.casefold().split()[:1] == ["settings"],
)
