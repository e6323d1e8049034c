"""The guided tour of the demonstration: five steps, ticked by what really happened."""

from bot.sandbox.tour import Sign, Step, Tour

FORM_ACK = "interactive"
COMMAND = "slash_commands"
LINKS = (
    ("Maya's report", "/#UMAYA/DMAYA/messages"),
    ("Ravi's day at a glance", "/#URAVI/DRAVI/home"),
)


def dealdesk_tour(prefix: str) -> Tour:
    """`prefix` stands before the names of the commands."""
    return Tour(
        "Dealdesk in five steps",
        (_find(prefix), _order(prefix), _approve(), _log(), _report(prefix)),
        end=(
            "That is Dealdesk: customers, orders, approvals and reports without leaving Slack."
            " Go on and try what you like; nothing leaves this machine."
        ),
        links=LINKS,
    )


def _find(prefix: str) -> Step:
    return Step(
        title="Find a customer, mistyped",
        words=(
            "You are Ravi, a sales rep. Look for the customer “Grünwald Gastro” in #sales and"
            " get the name a little wrong. The card that comes is for your eyes only."
        ),
        user="URAVI",
        channel="CSALES",
        text=f"/{prefix}customer grunwlad gastro",
        sign=Sign(COMMAND, f"/{prefix}customer", user="URAVI", answered="Grünwald"),
    )


def _order(prefix: str) -> Step:
    return Step(
        title="Raise an order that needs approval",
        words=(
            "Open the order form. Choose the product “Piccolo Two”, quantity 2, and press Send."
            " An order that large waits for a manager."
        ),
        user="URAVI",
        channel="CSALES",
        text=f"/{prefix}order new grunwald gastro",
        sign=Sign(FORM_ACK, "order_form", user="URAVI", answered="waits for approval"),
    )


def _approve() -> Step:
    return Step(
        title="Become Maya and approve it",
        words=(
            "Maya is the manager. In #approvals, press Approve on the newest order;"
            " the message changes for everybody who sees it."
        ),
        user="UMAYA",
        channel="CAPPROVALS",
        sign=Sign(
            FORM_ACK, "approve_order", user="UMAYA", by="chat.update", answered="[Aa]pproved"
        ),
    )


def _log() -> Step:
    return Step(
        title="Log a message",
        words=(
            "Send this message as Ravi. Then open the message's menu (More actions), choose"
            " “Log to CRM”, pick Grünwald Gastro as the customer and press Log."
        ),
        user="URAVI",
        channel="CSALES",
        text="Grünwald Gastro called: they want a second grinder before Christmas.",
        sign=Sign(FORM_ACK, "interaction_form", user="URAVI", answered="[Ll]ogged"),
    )


def _report(prefix: str) -> Step:
    return Step(
        title="Fetch the weekly report",
        words=(
            "As Maya, ask for last week's sales. In a few seconds the report is in your Messages"
            " with Dealdesk, with a chart and a table. One comes to #sales by itself every Monday:"
            " Inspector, Clock, “Next Monday” shows it at once."
        ),
        user="UMAYA",
        channel="CSALES",
        text=f"/{prefix}report last week",
        sign=Sign(
            COMMAND,
            f"/{prefix}report",
            user="UMAYA",
            by="chat.postMessage",
            answered="Weekly sales",
        ),
    )
