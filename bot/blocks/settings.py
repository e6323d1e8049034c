"""The settings form of a workspace, and the message that tries out its channel."""

from datetime import datetime

from slack_sdk.models.blocks import (
    ButtonElement,
    ConversationFilter,
    ConversationSelectElement,
    ExternalDataSelectElement,
    InputBlock,
    Option,
    PlainTextInputElement,
    SectionBlock,
)
from slack_sdk.models.views import View

from bot.blocks import ids, policies
from bot.blocks.policies import Shown
from bot.blocks.posts import post
from bot.domain.people import Actor, Role, demand_decider
from bot.domain.policy_asking import Team
from bot.domain.posts import Post

CHANNEL, CURRENCY, ZONE, POLICY, HOLIDAYS = (
    "settings_channel",
    "settings_currency",
    "settings_zone",
    "settings_policy",
    "settings_holidays",
)


def opened(
    actor: Actor, policy: Shown, team: Team, *, channel: str | None, currency: str, zone: str
) -> View:
    """Show an admin all settings, managers and finance the approval policy; else NotAllowed."""
    demand_decider(actor, "see the approval policy")
    if actor.has(Role.ADMIN):
        return form(channel=channel, currency=currency, zone=zone, rules=_rules(policy))
    return policies.form(policy, team, policies.Place())


def form(*, channel: str | None, currency: str, zone: str, rules: str) -> View:
    """Show the settings as they are; `rules` says how many the approval policy has."""
    return View(
        type="modal",
        callback_id=ids.SETTINGS_FORM,
        title="Dealdesk settings",
        submit="Save",
        close="Cancel",
        blocks=[
            _channel(channel),
            InputBlock(
                block_id=CURRENCY,
                label="Currency of new orders",
                hint="A three-letter code like EUR. Orders that exist keep theirs.",
                element=PlainTextInputElement(
                    action_id=CURRENCY, initial_value=currency, min_length=3, max_length=3
                ),
            ),
            InputBlock(
                block_id=ZONE,
                label="Time zone of reports and due dates",
                hint="Type a city, like Berlin.",
                element=ExternalDataSelectElement(
                    action_id=ids.ZONE_OPTIONS,
                    min_query_length=2,
                    placeholder="Type a city",
                    initial_option=Option(text=zone, value=zone),
                ),
            ),
            SectionBlock(
                block_id=POLICY,
                text=f"*Approval policy*\n{rules}",
                accessory=ButtonElement(
                    text="Show and change", action_id=ids.OPEN_POLICY, value="policy"
                ),
            ),
            SectionBlock(
                block_id=HOLIDAYS,
                text="*Holidays*\nDays on which nobody is expected to decide.",
                accessory=ButtonElement(
                    text="Holidays", action_id=ids.OPEN_HOLIDAYS, value="holidays"
                ),
            ),
        ],
    )


def _channel(channel: str | None) -> InputBlock:
    return InputBlock(
        block_id=CHANNEL,
        label="Channel for approvals",
        hint="Invite Dealdesk there first. With none, approvers get direct messages.",
        optional=True,
        element=ConversationSelectElement(
            action_id=CHANNEL,
            placeholder="Direct messages",
            initial_conversation=channel,
            filter=ConversationFilter(
                include=["public", "private"],
                exclude_bot_users=True,
                exclude_external_shared_channels=True,
            ),
        ),
    )


def _rules(policy: policies.Shown) -> str:
    if policy.changed:
        return "Your changes are not saved yet, so they do not count."
    match len(policy.rules):
        case 0:
            return "No rules: the admins are asked about every order."
        case 1:
            return "One rule says which orders need approval."
        case count:
            return f"{count} rules say which orders need approval."


def channel_post(channel: str, by: Actor, at: datetime) -> Post:
    """The first message in a channel for approvals; that it arrives is the proof."""
    text = (
        f"Orders that need approval will be posted here from now on. <@{by.slack_id}> chose this"
        " channel with `/crm settings`."
    )
    key = f"approvals-channel:{channel}:{at.isoformat()}"
    return post(key, channel, text, [SectionBlock(text=text)])
