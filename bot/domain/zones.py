"""Time zones by their IANA names, and moments by the clock on the wall there."""

from datetime import UTC, datetime, timedelta
from difflib import get_close_matches
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from bot.domain.errors import UserError

# What a list offers to choose from: a city or two for every offset and clock change.
COMMON = (
    *("UTC", "Europe/London", "Europe/Dublin", "Europe/Lisbon", "Europe/Berlin", "Europe/Paris"),
    *("Europe/Madrid", "Europe/Rome", "Europe/Amsterdam", "Europe/Brussels", "Europe/Vienna"),
    *("Europe/Zurich", "Europe/Stockholm", "Europe/Oslo", "Europe/Copenhagen", "Europe/Warsaw"),
    *("Europe/Prague", "Europe/Budapest", "Europe/Athens", "Europe/Helsinki", "Europe/Bucharest"),
    *("Europe/Kyiv", "Europe/Istanbul", "Europe/Moscow", "Africa/Lagos", "Africa/Cairo"),
    *("Africa/Johannesburg", "Africa/Nairobi", "Africa/Casablanca", "Asia/Jerusalem"),
    *("Asia/Riyadh", "Asia/Dubai", "Asia/Tehran", "Asia/Karachi", "Asia/Kolkata"),
    *("Asia/Kathmandu", "Asia/Dhaka", "Asia/Bangkok", "Asia/Ho_Chi_Minh", "Asia/Jakarta"),
    *("Asia/Singapore", "Asia/Hong_Kong", "Asia/Shanghai", "Asia/Taipei", "Asia/Manila"),
    *("Asia/Seoul", "Asia/Tokyo", "Australia/Perth", "Australia/Adelaide", "Australia/Brisbane"),
    *("Australia/Sydney", "Pacific/Auckland", "Pacific/Honolulu", "America/Anchorage"),
    *("America/Los_Angeles", "America/Vancouver", "America/Denver", "America/Phoenix"),
    *("America/Chicago", "America/Mexico_City", "America/Bogota", "America/Lima"),
    *("America/New_York", "America/Toronto", "America/Halifax", "America/St_Johns"),
    *("America/Caracas", "America/Santiago", "America/Sao_Paulo", "America/Argentina/Buenos_Aires"),
    *("Atlantic/Reykjavik", "Atlantic/Azores"),
)


def time_zone(name: str) -> ZoneInfo:
    """Return the zone called `name`, in any letter case; raises UserError with one to try."""
    wanted = "_".join(name.split())
    exact = _names().get(wanted.casefold())
    if exact is None:
        raise UserError(
            f"“{name.strip()[:60]}” is no time zone that I know. Try {_similar(wanted)}."
        )
    return ZoneInfo(exact)


def at_wall(wall: datetime, zone: ZoneInfo, *, fold: int = 0) -> datetime:
    """Turn naive wall time into UTC: the end of the gap for what the clock never shows.

    Of two, where clocks go back, it is the first, or with `fold` 1 the second.
    """
    exact = wall.replace(tzinfo=zone, fold=fold).astimezone(UTC)
    if exact.astimezone(zone).replace(tzinfo=None) == wall:
        return exact
    # The wall time does not exist: its two readings lie on either side of the jump.
    later = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    earlier = wall.replace(tzinfo=zone, fold=1).astimezone(UTC)
    before = earlier.astimezone(zone).utcoffset()
    while later - earlier > timedelta(seconds=1):
        middle = (earlier + (later - earlier) / 2).replace(microsecond=0)
        if middle.astimezone(zone).utcoffset() == before:
            earlier = middle
        else:
            later = middle
    return later


@cache
def _names() -> dict[str, str]:
    return {name.casefold(): name for name in sorted(available_timezones())}


def _similar(wanted: str) -> str:
    """Find a city's zone from the city alone, else the closest spelling, else a sample."""
    folded = wanted.casefold()
    for key, name in _names().items():
        if folded and key.rpartition("/")[2] == folded:
            return name
    close = get_close_matches(folded, _names(), n=1, cutoff=0.7)
    return _names()[close[0]] if close else "Europe/Berlin or UTC"
