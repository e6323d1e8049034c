"""Buttons, forms, shortcuts and events, one conversation a file."""

from bot.edge import Edge
from bot.listeners import (
    absences,
    approvals,
    customer_form,
    customers,
    dead_buttons,
    explanations,
    groups,
    holidays,
    home,
    installs,
    log_conversation,
    members,
    my_settings,
    order_form,
    order_moves,
    passing,
    policies,
    policy_files,
    policy_rules,
    policy_steps,
    queue,
    reports,
    settings,
    workflow_customers,
    workflow_orders,
    workflow_reports,
)

ALL = (
    absences,
    approvals,
    customer_form,
    customers,
    dead_buttons,
    explanations,
    groups,
    holidays,
    home,
    installs,
    log_conversation,
    members,
    my_settings,
    order_form,
    order_moves,
    passing,
    policies,
    policy_files,
    policy_rules,
    policy_steps,
    queue,
    reports,
    settings,
    workflow_customers,
    workflow_orders,
    workflow_reports,
)


def register(edge: Edge) -> None:
    for module in ALL:
        module.register(edge)
