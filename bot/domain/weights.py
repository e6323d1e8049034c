"""How much an order weighs to the policy."""

from collections.abc import Iterable

from bot.domain.orders import OrderLine


def weight(lines: Iterable[OrderLine]) -> int:
    """Return the order's sales or its returns, whichever are more, in minor units.

    Set off against each other, a return would hide as much of a sale.
    """
    sales = returns = 0
    for net in [line.total_minor for line in lines]:
        if net > 0:
            sales += net
        else:
            returns -= net
    return max(sales, returns)
