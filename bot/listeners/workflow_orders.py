"""Steps of workflows about orders, as manifest.yml describes them."""

import re

from bot.blocks.text import money, passed_on
from bot.domain.errors import UserError
from bot.domain.orders import OrderStatus
from bot.edge import Call, Complete, Edge, Later, StepRun
from bot.services import workflow_waits, workflows
from bot.services.workflows import WantedOrder
from bot.store import orders

CREATE, ASK = "create_order", "request_approval"
# "1042", "#1042", "Order 1042": however the number came into the workflow.
NUMBER = re.compile(r"\D*?([0-9]{1,9})")
SEND, KEEP = "send", "keep"


def register(edge: Edge) -> None:
    edge.function(
        CREATE,
        create,
        inputs=("customer", "product", "quantity", "discount", "notes", "then"),
        outputs=("order_number", "customer", "total", "status"),
    )
    edge.function(
        ASK,
        ask,
        inputs=("order_number", "message"),
        outputs=("order_number", "verdict", "decided_by", "decided_by_name", "reason"),
    )


def create(call: Call, run: StepRun) -> Complete:
    then = run.text("then") or SEND
    if then not in {SEND, KEEP}:
        raise UserError("Choose in the step whether the order is sent or kept as a draft.")
    wanted = WantedOrder(
        run.text("customer"),
        run.text("product"),
        run.text("quantity"),
        run.text("discount"),
        run.text("notes"),
    )
    send = then == SEND
    order = workflows.create_order(call.session, wanted, send=send, by=call.actor, at=call.now)
    deed = "sent" if send else "written"
    workflows.tell_in_whose_name(call.session, order, run.execution_id, deed=deed, at=call.now)
    return Complete(
        {
            "order_number": str(order.number),
            "customer": passed_on(order.customer),
            "total": money(order.total_minor, order.currency),
            "status": order.status.value,
        }
    )


def ask(call: Call, run: StepRun) -> Complete | Later:
    """Wait until the order is decided; sends it where it is a draft, and waits for nobody
    where it is decided already.
    """
    number = NUMBER.fullmatch(run.text("order_number"))
    if number is None:
        raise UserError("Give the step the number of an order, such as 1042.")
    known = orders.by_number(call.session, int(number[1]))
    order = workflows.ask_for_approval(
        call.session, known.id, message=run.text("message"), by=call.actor, at=call.now
    )
    if known.status is OrderStatus.DRAFT:
        workflows.tell_in_whose_name(
            call.session, order, run.execution_id, deed="sent", at=call.now
        )
    if order.status is OrderStatus.PENDING:
        return Later(order.id)
    return Complete(workflow_waits.outcome(call.session, order))
