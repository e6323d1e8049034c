"""What a workspace's plan with Slack lets Dealdesk do."""

# https://docs.slack.dev/reference/methods/team.billing.info
NAMES = {
    "free": "Free",
    "std": "Pro",
    "plus": "Business+",
    "enterprise": "Enterprise",
    "compliance": "Enterprise",
}
FREE, ENTERPRISE = "free", "Enterprise"
# Where installing Dealdesk in the workspace is all that its steps need.
SELF_INSTALLED = frozenset({"std", "plus"})


def workflow_steps(plan: str | None) -> str:
    """Say whether Dealdesk's steps can be used in Workflow Builder; `plan` as Slack names it.

    https://docs.slack.dev/workflows/creating-custom-steps
    """
    if plan is None:
        return "not known, since Slack does not tell the plan; they need a paid one"
    if plan == FREE:
        return "not in the Free plan; they need a paid one, or a developer sandbox"
    name = NAMES.get(plan, plan)
    if name == ENTERPRISE:
        return f"in the plan ({name}); Slack offers them once the organization installs Dealdesk"
    return f"in the plan ({name})"
