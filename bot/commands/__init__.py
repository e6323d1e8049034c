"""Slash commands, one a file."""

from bot.commands import approvals, crm, customer, log, order, report
from bot.commands.command import Command
from bot.edge import Edge

ALL: tuple[Command, ...] = (
    customer.COMMAND,
    order.COMMAND,
    log.COMMAND,
    approvals.COMMAND,
    report.COMMAND,
    crm.COMMAND,
)


def register(edge: Edge) -> None:
    for command in ALL:
        edge.command(command.name, command.handler, opens_form=command.opens_form)
