"""A step of a rule: whom it asks, how many of them, by when, and who else then."""

from slack_sdk.models.blocks import Block, CheckboxesElement, InputBlock, Option, SectionBlock
from slack_sdk.models.views import View

from bot.blocks import ids, policy_fields
from bot.blocks.policies import Place
from bot.blocks.policy_words import people
from bot.domain.policies import ALL, ANY, Approvers, Step
from bot.domain.policy_asking import MOST_PEOPLE, Team

ROLE, PEOPLE, GROUPS, MANAGER, NEED = (
    "step_role",
    "step_people",
    "step_groups",
    "step_manager",
    "step_need",
)
DUE, REMIND, EXPIRE = "step_due", "step_remind", "step_expire"
YES, TEXT_LENGTH, MOST_NEEDED, MOST_GROUPS = "yes", 2_900, 20, 10


def step_form(step: Step, team: Team, place: Place) -> View:
    """Ask whom a step asks, and how many of them must approve."""
    needs = {str(ANY): "Any one of them", str(ALL): "All of them"}
    needs |= {str(each): f"{each} of them" for each in range(2, max(MOST_NEEDED, step.need) + 1)}
    blocks = [
        *_who(step.approvers, team),
        policy_fields.select(NEED, "How many must approve", needs, str(step.need), optional=False),
        policy_fields.back(),
    ]
    return policy_fields.view(ids.STEP_FORM, "Who is asked", place, blocks)


def times_form(step: Step, team: Team, place: Place) -> View:
    """Ask for a step's hours, and who is asked besides when it is overdue."""
    hours = (
        (DUE, "Due after hours", step.due_hours, "8", "Hours at work of whoever is asked."),
        (REMIND, "Remind, hours before", step.remind_hours, "4", None),
        (EXPIRE, "Ends after hours", step.expire_hours, "80", "The order then has to be resent."),
    )
    blocks: list[Block] = [
        SectionBlock(text=f"Asked: {people(step.approvers, team)}"[:TEXT_LENGTH])
    ]
    blocks += [
        policy_fields.text(
            block_id, label, "" if value is None else str(value), example, hint=hint, length=4
        )
        for block_id, label, value, example, hint in hours
    ]
    blocks.append(SectionBlock(text="*Backup*: asked besides, once it is overdue."))
    blocks += _who(step.backup or Approvers(), team)
    return policy_fields.view(
        ids.TIMES_FORM, "Hours and backup", place, [*blocks, policy_fields.back()]
    )


def _who(approvers: Approvers, team: Team) -> list[Block]:
    roles = {"manager": "Any manager", "finance": "Anybody of finance", "admin": "Any admin"}
    role = approvers.role.value if approvers.role else None
    names = [(str(each), team.names[str(each)]) for each in approvers.member_ids
             if str(each) in team.names]  # fmt: skip
    blocks: list[Block] = [
        policy_fields.select(ROLE, "Everybody of a role", roles, role),
        policy_fields.several(PEOPLE, "People", ids.MEMBER_OPTIONS, names, MOST_PEOPLE),
    ]
    if team.groups:
        groups = [(each, f"@{team.groups[each]}") for each in approvers.group_ids
                  if each in team.groups]  # fmt: skip
        blocks.append(
            policy_fields.several(
                GROUPS, "Slack user groups", ids.GROUP_OPTIONS, groups, MOST_GROUPS
            )
        )
    option = Option(text="The rep's manager", value=YES)
    blocks.append(
        InputBlock(
            block_id=MANAGER,
            label="And",
            optional=True,
            element=CheckboxesElement(
                action_id=MANAGER,
                options=[option],
                initial_options=[option] if approvers.manager_of_rep else None,
            ),
        )
    )
    return blocks
