"""Time zones by their IANA names."""

from difflib import get_close_matches
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from bot.domain.errors import UserError


def time_zone(name: str) -> ZoneInfo:
    """Return the zone called `name`, in any letter case; raises UserError with one to try."""
    wanted = "_".join(name.split())
    exact = _names().get(wanted.casefold())
    if exact is None:
        raise UserError(
            f"“{name.strip()[:60]}” is no time zone that I know. Try {_similar(wanted)}."
        )
    return ZoneInfo(exact)


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
