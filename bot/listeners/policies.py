"""The approval policy: shown, changed rule by rule, checked, and put in force."""

from collections.abc import Sequence
from dataclasses import replace

from bot.blocks import ids
from bot.blocks import policies as blocks
from bot.blocks import policy_files as file_blocks
from bot.blocks import rehearsals as rehearsed
from bot.blocks.policies import PAGE, Place
from bot.blocks.text import plain
from bot.domain import policy_changes, policy_checks
from bot.domain.people import Role, demand
from bot.domain.policies import Rule
from bot.domain.policy_people import Directory
from bot.edge import Answer, Call, Choices, Edge, Form, FormErrors, OpenForm, Reply, UpdateForm
from bot.exports.policy import policy_file
from bot.listeners import policy_views as views
from bot.services import policies, policy_edits, rehearsals
from bot.store import outbox

MOST_OPTIONS, MOST_NAMED = 100, 20
PLAYING = "Playing your rules over past orders. This takes a few seconds, with many orders longer …"


def register(edge: Edge) -> None:
    edge.button(ids.OPEN_POLICY, open_policy, opens_form=True)
    edge.button(ids.SHOW_RULES, show_rules)
    edge.button(ids.ADD_RULE, add_rule)
    edge.button(ids.CHANGE_RULE, change_rule)
    edge.button(ids.BACK_TO_POLICY, back)
    edge.button(ids.DISCARD_POLICY, discard)
    edge.button(ids.EXPORT_POLICY, export)
    edge.button(ids.REHEARSE_POLICY, rehearse, meanwhile=PLAYING)
    edge.form(ids.MOVE_RULE_FORM, move)
    edge.form(ids.POLICY_FORM, save)
    edge.form(ids.POLICY_REVIEW_FORM, put_in_force)
    edge.options(ids.GROUP_OPTIONS, groups)


def open_policy(call: Call, _value: str) -> OpenForm:
    return OpenForm(views.listed(views.desk(call), Place()).view)


def show_rules(call: Call, value: str) -> Answer:
    return views.listed(views.desk(call), replace(views.place_of(call), page=int(value)))


def back(call: Call, _value: str) -> Answer:
    return views.listed(views.desk(call), views.place_of(call))


def add_rule(call: Call, _value: str) -> Answer:
    """Put a new rule before a last one that fits everything, else at the end."""
    demand(call.actor, Role.ADMIN, policy_edits.DEED)
    found, place = views.desk(call), views.place_of(call)
    at = len(found.rules)
    if found.rules and not found.rules[-1].conditions:
        at -= 1
    rules = (*found.rules[:at], Rule(""), *found.rules[at:])
    return _then_rule(call, place, rules, at)


def change_rule(call: Call, value: str) -> Answer:
    """Do what the menu beside a rule says: "change:0", "up:1", "down:1", "to:2" or "copy:2"."""
    demand(call.actor, Role.ADMIN, policy_edits.DEED)
    deed, _, number = value.partition(":")
    found, place, index = views.desk(call), views.place_of(call), int(number)
    if index >= len(found.rules) or place.revision != found.revision:
        return views.listed(found, place, told=views.STALE)
    rule = found.rules[index]
    match deed:
        case "up" | "down":
            return _moved(call, place, index, index + (1 if deed == "down" else -1))
        case "to":
            return UpdateForm(blocks.move_form(rule, len(found.rules), replace(place, rule=index)))
        case "copy":
            copy = replace(rule, name=f"{rule.name[:50]} (copy)".strip())
            rules = (*found.rules[: index + 1], copy, *found.rules[index + 1 :])
            return _then_rule(call, place, rules, index + 1)
        case _:
            return views.rule_view(found, replace(place, rule=index))


def _then_rule(call: Call, place: Place, rules: Sequence[Rule], index: int) -> Answer:
    found = views.changed(call, place, rules)
    if found is None:
        return views.listed(views.desk(call), place, told=views.STALE)
    return views.rule_view(found, Place(found.revision, index // PAGE, index))


def _moved(call: Call, place: Place, index: int, to: int) -> Answer:
    rules = list(views.desk(call).rules)
    to = min(max(to, 0), len(rules) - 1)
    rules.insert(to, rules.pop(index))
    found = views.changed(call, place, rules)
    if found is None:
        return views.listed(views.desk(call), place, told=views.STALE)
    return views.listed(found, replace(place, page=to // PAGE))


def move(call: Call, form: Form) -> Answer:
    demand(call.actor, Role.ADMIN, policy_edits.DEED)
    place, count = Place.read(form.carried), len(views.desk(call).rules)
    typed = form.text(blocks.POSITION)
    if not (typed.isascii() and typed.isdecimal() and 1 <= int(typed) <= count):
        return FormErrors({blocks.POSITION: f"Write a number from 1 to {count}."})
    return _moved(call, place, place.rule, int(typed) - 1)


def discard(call: Call, _value: str) -> Answer:
    found = policy_edits.discard(call.session, by=call.actor, at=call.now)
    return views.listed(found, Place(), told="Your changes are gone. This is the policy in force.")


def rehearse(call: Call, days: str) -> OpenForm:
    """Play the rules as they stand over the orders of the last days; nothing is changed."""
    demand(call.actor, Role.ADMIN, policy_edits.DEED)
    found = views.desk(call)
    played = rehearsals.play(call.session, found.rules, days=int(days), at=call.now)
    names = {member.id: plain(member.name, limit=60) for member in found.team.roster.members}
    return OpenForm(rehearsed.result(rehearsed.told(played, names, int(days))))


def save(call: Call, form: Form) -> Answer:
    """Put the rules in force, once whatever is to be said of them has been shown."""
    demand(call.actor, Role.ADMIN, policy_edits.DEED)
    found, place = views.desk(call), Place.read(form.carried)
    if place.revision != found.revision:
        return views.listed(found, place, told=views.STALE)
    in_use = policies.words_in_use(call.session)
    findings = policy_checks.check(found.rules, found.team, in_use=in_use)
    if wrong := policy_checks.errors(findings):
        first = wrong[0].rule
        page = place.page if first is None else first // PAGE
        mend = "This has to be mended before the policy can count:"
        return views.listed(found, replace(place, page=page), findings=wrong, told=mend)
    if findings:
        return UpdateForm(blocks.review(findings, place))
    return put_in_force(call, form)


def put_in_force(call: Call, form: Form) -> Answer:
    found, place = views.desk(call), Place.read(form.carried)
    if place.revision != found.revision:
        return views.listed(found, place, told=views.STALE)
    policy = policy_edits.save(call.session, by=call.actor, at=call.now)
    said = [
        f"{number}. {plain(rule.name, limit=60)}"
        for number, rule in enumerate(policy.rules[:MOST_NAMED], start=1)
    ]
    more = len(policy.rules) - len(said)
    rules = "\n".join([*said, *([f"… and {more} more"] if more else [])])
    changes = file_blocks.told_of(policy_changes.compare(found.policy.rules, policy.rules))
    return Reply(
        f"Saved. Version {policy.version} of the policy is in force now.\n{changes}\n\n{rules}"
    )


def export(call: Call, _value: str) -> Answer:
    """Send the policy as it is in force to whoever asks, as files in a direct message."""
    found = views.desk(call)
    directory = Directory(found.team)
    files = {
        f"policy-{found.policy.version}{suffix}": policy_file(suffix, found.policy.rules, directory)
        for suffix in (".csv", ".xlsx")
    }
    post = blocks.exported(files, version=found.policy.version, to=call.actor, at=call.now)
    outbox.add(call.session, post, at=call.now)
    return views.listed(
        found, views.place_of(call), told="The policy in force is in your direct messages."
    )


def groups(call: Call, typed: str) -> Choices:
    """Offer the user groups whose handle holds what was typed."""
    wanted = typed.strip().removeprefix("@").casefold()
    found = views.desk(call).team.groups
    fitting = [
        (f"@{handle}", slack_id)
        for slack_id, handle in found.items()
        if wanted in handle.casefold()
    ]
    return Choices(fitting[:MOST_OPTIONS])
