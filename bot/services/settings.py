"""What a workspace is set to."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from bot.blocks import settings as settings_blocks
from bot.domain.errors import InvalidFields, UserError
from bot.domain.money import currency_code
from bot.domain.people import Actor, Role, demand
from bot.domain.zones import time_zone
from bot.services import following
from bot.store import audit, outbox, workspaces
from bot.store.workspaces import Workspace


def change(
    session: Session,
    *,
    currency: str,
    zone: str,
    approvals_channel: str | None,
    by: Actor,
    at: datetime,
) -> Workspace:
    """Set the workspace up. A new channel gets a message, which shows that it can get them, and
    the cards of what waits; without one any more, approvers get these.

    Raises NotAllowed, and InvalidFields with "currency" and "zone".
    """
    demand(by, Role.ADMIN, "change the settings")
    before = workspaces.get(session)
    after = replace(before, **_checked(currency, zone), approvals_channel=approvals_channel)
    if after == before:
        return before
    workspaces.set_up(
        session,
        currency=after.currency,
        zone=after.zone,
        approvals_channel=after.approvals_channel,
    )
    audit.record(
        session,
        audit.Verb.SETTINGS_CHANGED,
        by=by,
        at=at,
        currency=after.currency,
        zone=after.zone,
        approvals_channel=after.approvals_channel,
    )
    if approvals_channel != before.approvals_channel:
        if approvals_channel:
            outbox.add(session, settings_blocks.channel_post(approvals_channel, by, at), at=at)
        following.channel(session, at=at)
    return after


def _checked(currency: str, zone: str) -> dict[str, str]:
    checked, wrong = {}, {}
    for field, value, check in (
        ("currency", currency, currency_code),
        ("zone", zone, lambda name: time_zone(name).key),
    ):
        try:
            checked[field] = check(value)
        except UserError as error:
            wrong[field] = str(error)
    if wrong:
        raise InvalidFields(wrong)
    return checked
