"""What was said between the sample's reps and their customers, and what is still to be done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from bot.domain.interactions import Direction, InteractionKind
from bot.sample.companies import Company
from bot.sample.firms import Firm, Person

RECENT = timedelta(days=270)
IN, OUT, INSIDE = Direction.INBOUND, Direction.OUTBOUND, Direction.NONE
CALL, EMAIL, CHAT = InteractionKind.CALL, InteractionKind.EMAIL, InteractionKind.CHAT
MEETING, NOTE = InteractionKind.MEETING, InteractionKind.NOTE
TALKS = (
    (CALL, IN, "{who} asks when the {what} will arrive. Promised the end of the week.", "Informed"),
    (CALL, IN, "{who} is unhappy: the {what} came two days late.", "Apology, 5% next time"),
    (CALL, OUT, "Asked {who} about the {what}. They are content.", "Content"),
    (CALL, OUT, "{who} did not pick up; left a message about the {what}.", "No answer"),
    (CALL, IN, "{who} wants a better price for the {what} and buys two more then.", "Offer wanted"),
    (EMAIL, IN, "{who} asks for an offer: {what}, delivery within a month.", "Offer wanted"),
    (EMAIL, OUT, "Sent {who} the offer for the {what}.", "Offer sent"),
    (EMAIL, IN, "{who} accepts the offer for the {what}.", "Won"),
    (EMAIL, IN, "{who} declines: the {what} does not fit this year's budget.", "Lost"),
    (EMAIL, OUT, "Sent {who} the new price list.", None),
    (CHAT, IN, "{who} wants to know whether the {what} can be had sooner.", None),
    (CHAT, OUT, "Told {who} that the {what} is back in stock.", "Interested"),
    (MEETING, OUT, "Visited {who} and showed the {what}. They want to try it for a week.", "Trial"),
    (MEETING, OUT, "Yearly talk with {who}: they open a second house in spring.", "More to come"),
    (
        MEETING,
        IN,
        "{who} came to the showroom and compared the {what} with a rival's.",
        "Undecided",
    ),
    (NOTE, INSIDE, "Decides together with the head office; go through {who}.", None),
    (NOTE, INSIDE, "Pays late, but always pays. Ask {who} before sending reminders.", None),
)


@dataclass(frozen=True, slots=True)
class Conversation:
    """`done` tells whether what was to follow has been seen to."""

    firm: Firm
    person: Person
    kind: InteractionKind
    direction: Direction
    day: date
    minute: int
    summary: str
    outcome: str | None
    follow_up_on: date | None
    done: bool


def conversations(
    company: Company, firms: Sequence[Firm], today: date, dice: Random
) -> tuple[Conversation, ...]:
    """Make the talks of the last nine months up to yesterday, in order of time."""
    # More of late, as far as anybody remembers.
    days = sorted(1 + int(RECENT.days * dice.random() ** 2) for _ in range(company.conversations))
    return tuple(
        _talk(dice.choice(firms), today - timedelta(days), today, dice) for days in days[::-1]
    )


def _talk(firm: Firm, day: date, today: date, dice: Random) -> Conversation:
    kind, direction, summary, outcome = dice.choice(TALKS)
    person, article = dice.choice(firm.people), dice.choice(firm.favourites)
    follow_up_on = day + timedelta(days=dice.randint(2, 45)) if dice.randrange(3) == 0 else None
    return Conversation(
        firm=firm,
        person=person,
        kind=kind,
        direction=direction,
        day=day,
        minute=dice.randint(8 * 60, 18 * 60),
        summary=summary.format(who=person.name, what=article.name),
        outcome=outcome,
        follow_up_on=follow_up_on,
        # Most of what was due is done; the rest is what Home reminds of.
        done=follow_up_on is not None and follow_up_on < today and dice.randrange(8) > 0,
    )
