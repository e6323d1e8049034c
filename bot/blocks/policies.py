"""The approval policy as rows."""

from collections.abc import Mapping

from slack_sdk.models.blocks import Block, SectionBlock
from slack_sdk.models.views import View

from bot.blocks.text import plain
from bot.domain.policies import Policy

MOST_SHOWN = 90


def form(policy: Policy, names: Mapping[int, str]) -> View:
    """Show the rules in their order. `names` holds the active members' names by id."""
    told = {str(member_id): name for member_id, name in names.items()}
    blocks: list[Block] = [
        SectionBlock(text="The first rule that fits an order decides who approves it.")
    ]
    blocks += [
        SectionBlock(
            text=f"*{number}. {plain(rule.name, limit=60)}*\nWhen {plain(rule.describe(told))}"
        )
        for number, rule in enumerate(policy.rules[:MOST_SHOWN], start=1)
    ]
    return View(type="modal", title="Approval policy", close="Close", blocks=blocks)
