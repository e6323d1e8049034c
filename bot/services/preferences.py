"""How members want to be reminded."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.domain.errors import InvalidFields, UserError
from bot.domain.people import Actor, Role, demand
from bot.domain.preferences import Preferences, check
from bot.domain.zones import time_zone
from bot.store import audit, homes, preferences


def change(session: Session, wanted: Preferences, *, by: Actor, at: datetime) -> Preferences:
    """Store what `by` wants for themselves.

    Raises NotAllowed, and InvalidFields with "zone", "weekdays", "works_to" and "digest_at".
    """
    demand(by, Role.REP, "be asked or reminded")
    try:
        time_zone(wanted.zone)
    except UserError as error:
        raise InvalidFields({"zone": str(error)}) from error
    checked = check(wanted)
    if checked == preferences.get(session, by.member_id):
        return checked
    preferences.save(session, checked, at=at)
    homes.follow(session, member_ids=(by.member_id,))
    audit.record(
        session,
        audit.Verb.PREFERENCES_CHANGED,
        by=by,
        at=at,
        zone=checked.zone,
        zone_chosen=checked.zone_chosen,
        works=f"{checked.works_from:%H:%M}-{checked.works_to:%H:%M}",
        weekdays=sorted(checked.weekdays),
        quiet=f"{checked.quiet_from:%H:%M}-{checked.quiet_to:%H:%M}",
        reminders=checked.reminders,
        digest_at=f"{checked.digest_at:%H:%M}",
    )
    return checked
