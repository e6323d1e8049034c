"""What the plain model's policy wants of an order, by itself and as a part of its day."""

from tests.machine.policy import HIGHEST, Look, Tier, Tiers, Weighed

# The name of the tier that speaks, None where none does, and whom it asks.
Answer = tuple[str | None, tuple[Look, ...]]


def wanted(tiers: Tiers, order: Weighed, *, rest_goes_through: bool) -> Answer:
    """Whoever is asked about the order by itself is asked, and before them whoever would be
    if the day's orders were one.
    """
    rest: Answer = (None, () if rest_goes_through else HIGHEST)
    by_itself = next((_answer(tier, order) for tier in tiers if _speaks(tier, order)), rest)
    undivided = order.undivided or order
    of_the_day = _of_the_day(tiers, order, undivided, rest)
    if not of_the_day[1] or of_the_day == by_itself:
        return by_itself
    name, looks = of_the_day
    return name, looks + tuple(look for look in by_itself[1] if look not in looks)


def _of_the_day(tiers: Tiers, order: Weighed, undivided: Weighed, rest: Answer) -> Answer:
    """Only a tier with an amount is about the whole day; the others are about each order.

    Where one of these speaks of the order, those behind it are silent, unless it would not
    say the same of the whole: then a tier with an amount may speak for that.
    """
    speaking = [tier for tier in tiers if _speaks(tier, order)]
    of_each = next((tier for tier in speaking if tier.minor is None), None)
    for tier in tiers:
        if tier.minor is not None and _speaks(tier, undivided):
            return _answer(tier, undivided)
        same = tier.fits(order) is tier.fits(undivided)
        if of_each is not None and tier.minor is None and _speaks(tier, order) and same:
            return _answer(of_each, order)
    if of_each is not None:
        return _answer(of_each, order)
    if rest[1]:
        # Nothing is left to say of each of them, so the whole is asked about as it would be.
        return next((_answer(tier, undivided) for tier in tiers if _speaks(tier, undivided)), rest)
    return rest


def _speaks(tier: Tier, order: Weighed) -> bool:
    return tier.fits(order) is not False


def _answer(tier: Tier, order: Weighed) -> Answer:
    """Where nobody can tell, the highest approver looks at it."""
    return tier.name, tier.looks if tier.fits(order) else HIGHEST
