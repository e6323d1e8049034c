"""What hypothesis draws: people, policies, lines."""

from hypothesis import strategies as st

from tests.machine import goods, people
from tests.machine.goods import Line
from tests.machine.policy import (
    CATEGORY,
    LINE,
    MARGIN,
    NEW,
    OWING,
    PLACE,
    REP,
    SEGMENT,
    WHOLE,
    About,
    Look,
    Tier,
    Tiers,
)

somebody = st.sampled_from(people.CAST)
picks = st.integers(0, 10_000)
# Working hours until it is overdue, and until it ends.
hours = st.sampled_from([(None, None), (None, None), (4, None), (4, 12), (None, 8)])


def _look(who: str, need: int, times: tuple[int | None, int | None], backup: str | None) -> Look:
    """Of one person nobody can ask that they be two."""
    due, ends = times
    most = 2 if who in ("managers", "finance", "the desk") else 1
    return Look(who, min(need, most), due, ends, backup if due else None)


looks = st.builds(
    _look,
    st.sampled_from(
        ["managers", "finance", "admins", "the rep's manager", "the desk", "Omar", "Ravi"]
    ),
    st.sampled_from([1, 2, 2, 0]),
    hours,
    st.sampled_from([None, "finance", "Omar", "managers", "the desk"]),
)
asked = st.lists(looks, min_size=1, max_size=3).map(tuple)
amounts = st.builds(Tier, st.sampled_from([50_00, 5_00_00, 15_00_00]), asked)
# A tenth off a line is less of the whole order.
subjects = st.sampled_from([About(LINE, 10_00), About(WHOLE, 5_00), About(MARGIN, 30_00), OWING])
of_customers = st.sampled_from(
    [
        *(About(SEGMENT, word="Key"), About(SEGMENT, word="Key", negated=True)),
        *(About(PLACE, word="germany"), About(PLACE, word="North"), About(NEW)),
        About(PLACE, word="Germany", negated=True),
    ]
)
facts = st.one_of(
    of_customers,
    st.sampled_from(
        [
            *(About(CATEGORY, word="Glass"), About(CATEGORY, word="Tools", negated=True)),
            *(About(REP, word="Ravi"), About(REP, word="Ravi", negated=True)),
        ]
    ),
)


def _conditional(subjects: st.SearchStrategy[About]) -> st.SearchStrategy[Tier]:
    return st.builds(Tier, st.sampled_from([None, None, 5_00_00]), asked, subjects)


conditional = _conditional(subjects)
factual = _conditional(facts)


def _some(tiers: st.SearchStrategy[Tier], least: int) -> st.SearchStrategy[Tiers]:
    """Those that look at more come first, so that each can match."""
    return st.lists(tiers, min_size=least, max_size=3, unique_by=lambda tier: tier.name).map(
        lambda found: tuple(
            sorted(found, key=lambda tier: (tier.about is None, -(tier.minor or 0)))
        )
    )


tiers = _some(st.one_of(amounts, amounts, conditional, factual), 0)
by_terms = _some(st.one_of(conditional, conditional, amounts), 1)
by_facts = _some(st.one_of(factual, factual, amounts), 1)
# So that most of what is raised waits.
strict = st.lists(looks, min_size=1, max_size=2).map(lambda found: (Tier(50_00, tuple(found)),))
# Mostly nobody is asked about a cancellation.
cancelling = st.one_of(st.just(()), st.just(()), looks.map(lambda look: (look,)))
# Mostly so many brooms, and now and then several lines on different terms, some of them returns.
lines = st.one_of(
    st.integers(1, 25).map(goods.brooms),
    st.integers(1, 25).map(goods.brooms),
    st.lists(
        st.builds(
            Line,
            st.sampled_from(["Broom", "Broom", "Broom", "Bowl", "Vase", "Find"]),
            st.one_of(st.integers(1, 12), st.integers(1, 12), st.integers(-12, -1)),
            st.sampled_from([0, 0, 5, 10, 20]),
        ),
        min_size=1,
        max_size=3,
    ).map(tuple),
)
