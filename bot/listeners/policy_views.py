"""The policy that somebody is changing: where the form stands, and what it shows next."""

from collections.abc import Sequence
from dataclasses import replace

from bot.blocks import policies as blocks
from bot.blocks import rule_form
from bot.blocks.policies import Place
from bot.domain.conditions import Occasion
from bot.domain.errors import ChangedMeanwhile, NotFound
from bot.domain.people import Role, demand
from bot.domain.policies import Rule
from bot.domain.policy_checks import Finding
from bot.edge import Answer, Call, Form, UpdateForm
from bot.services import policy_edits
from bot.services.policy_edits import Desk

STALE = "This was changed meanwhile; here is how it stands now."


def desk(call: Call) -> Desk:
    return policy_edits.desk(call.session, by=call.actor, at=call.now)


def listed(
    found: Desk, place: Place, *, findings: Sequence[Finding] = (), told: str = ""
) -> UpdateForm:
    """Show the list of rules as it is on this desk."""
    at = replace(place, revision=found.revision)
    return UpdateForm(blocks.form(found.shown, found.team, at, findings=findings, told=told))


def place_of(call: Call) -> Place:
    """Return where the form stands in which a button was pressed."""
    if call.form is None or not call.form.carried:
        raise NotFound("Open the policy again with `/crm settings`.")
    return Place.read(call.form.carried)


def changed(call: Call, place: Place, rules: Sequence[Rule]) -> Desk | None:
    """Keep other rules, or return None where the form is no longer how it stands."""
    try:
        return policy_edits.change(
            call.session, rules, revision=place.revision, by=call.actor, at=call.now
        )
    except ChangedMeanwhile:
        return None


def rule_view(found: Desk, place: Place) -> UpdateForm:
    """Show one rule, or the list where it is gone."""
    if place.rule >= len(found.rules):
        return listed(found, place, told=STALE)
    at = replace(place, revision=found.revision, part="")
    return UpdateForm(rule_form.rule_form(found.rules[place.rule], found.team, at))


def with_rule(call: Call, place: Place, changed_rule: Rule) -> Desk | None:
    """Keep a rule as it is now, or return None where the form is no longer how it stands."""
    rules = list(desk(call).rules)
    if place.rule >= len(rules):
        return None
    rules[place.rule] = changed_rule
    return changed(call, place, rules)


def form_of(call: Call) -> Form:
    demand(call.actor, Role.ADMIN, policy_edits.DEED)
    if call.form is None or not call.form.carried:
        raise NotFound("Open the policy again with `/crm settings`.")
    return call.form


def typed_rule(call: Call, form: Form) -> tuple[Desk, Place, Rule] | None:
    """Return the rule with what stands in its form; None where the form is out of date."""
    found, place = desk(call), Place.read(form.carried)
    if place.rule >= len(found.rules) or place.revision != found.revision:
        return None
    rule = found.rules[place.rule]
    if rule_form.NAME in form.values:
        rule = replace(
            rule,
            name=" ".join(form.text(rule_form.NAME).split()),
            occasion=Occasion(form.text(rule_form.OCCASION) or rule.occasion),
        )
    return found, place, rule


def keep(call: Call, place: Place, rule: Rule) -> Answer:
    """Keep the rule and show it."""
    found = with_rule(call, place, rule)
    return stale(call, place) if found is None else rule_view(found, place)


def stale(call: Call, place: Place) -> Answer:
    return listed(desk(call), place, told=STALE)
