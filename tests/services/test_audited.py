"""Whatever a service changes is in the audit, with who did it and when."""

import importlib
import inspect
import pkgutil
from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

import bot.services
from bot.domain.errors import NotAllowed
from bot.domain.people import Role
from bot.store import audit
from tests import trade
from tests.conftest import Cast
from tests.services.deeds import DEEDS, OF_ITSELF
from tests.services.scene import LATER, Scene

# They tell of what another deed did, and change nothing of their own.
TELL = {"order_posts.ask", "order_posts.draw", "order_posts.refresh", "order_posts.tell_requester"}
TELL |= {
    "policies.team",
    "policies.tell_losses",
    "order_posts.awaited",
    "order_posts.ask_besides",
    "order_posts.ask_elsewhere",
    "order_posts.ask_opinion",
    "decisions.saved",
    "rulings.facts_of",
    "rulings.rule_on",
}
# A draft of the policy is nobody's business until it counts.
TELL |= {
    "policy_edits.desk",
    "policy_edits.change",
    "policy_edits.discard",
    "policy_edits.take_over",
}
TELL |= {"approval_clock.deserted", "order_posts.nudge", "reconciling.mend_order"}
TELL |= {"absences.left_alone", "digests.send_due", "step_times.begin", "following.people"}
TELL |= {
    "following.name",
    "following.channel",
    "following.member_name",
    "edition_views.of_the_day",
    "cancelling.check_free",
    "edition_views.matter",
}
TELL |= {"order_views.order_view", "order_views.waiting_view", "home.home_tab"}
TELL |= {"home.show", "home.draw"}
TELL |= {"explanations.why", "explanations.needed", "orders.as_order"}
TELL |= {"rehearsals.play", "queues.together"}
TELL |= {"workflows.tell_in_whose_name", "workflow_waits.tell_too_late"}
TELL |= {"members.tell_deactivated"}
TELL |= {"order_posts.tell_unasked", "reports.tell_requester", "undelivered.tell"}
# They take the time to show it, and read only.
FORMS = {"interaction_forms"}
# Every change of an order goes through it.
THROUGH = {"sending.send"}
# What the report's process does is proved in tests/jobs.
PROCESS = {"reports.post", "reports.fail", "approval_clock.nudge", "approval_clock.ask_instead"}
# The one half of orders.submit and orders.change, which are tried as wholes.
PROCESS |= {"sending.send"}


def changes() -> set[str]:
    """Find every public function of the services that takes the time: each changes something."""
    found = set()
    for module in pkgutil.iter_modules(bot.services.__path__):
        loaded = importlib.import_module(f"bot.services.{module.name}")
        for name, function in inspect.getmembers(loaded, inspect.isfunction):
            own = function.__module__ == loaded.__name__ and not name.startswith("_")
            parameters = inspect.signature(function).parameters
            if own and {"session", "at"} <= set(parameters) and module.name not in FORMS:
                found.add(f"{module.name}.{name}")
    return found


def test_every_service_that_changes_something_is_tried() -> None:
    assert changes() == set(DEEDS) | TELL | PROCESS | THROUGH


@pytest.mark.parametrize("deed", DEEDS)
def test_it_is_in_the_audit_with_who_and_when(session: Session, cast: Cast, deed: str) -> None:
    scene = Scene(session, cast, trade.customer(session, "Firm"), trade.product(session))
    verb, work = DEEDS[deed]
    work(scene, at=LATER, **({} if deed in OF_ITSELF else {"by": cast.ana.actor}))
    audit.write_pending(session)

    newest = audit.entries(session)[-1]

    assert (newest.verb, newest.at) == (verb, LATER)
    assert newest.by_id == (None if deed in OF_ITSELF else cast.ana.member.id)
    assert audit.verify(session)[1] is None


@pytest.mark.parametrize("deed", sorted(set(DEEDS) - OF_ITSELF))
def test_who_only_reads_may_do_none_of_it(session: Session, cast: Cast, deed: str) -> None:
    scene = Scene(session, cast, trade.customer(session, "Firm"), trade.product(session))
    reader = replace(cast.ana.actor, role=Role.READ_ONLY)

    with pytest.raises(NotAllowed):
        DEEDS[deed][1](scene, at=LATER, by=reader)
