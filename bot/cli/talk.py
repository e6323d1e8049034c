"""What was said in #sales before the demonstration was opened; the sample knows the customers."""

from bot.sandbox.seed import Said

SALES = "CSALES"
TALK = (
    Said(
        "UOMAR",
        "Nordlicht Hotels in Leipzig ask whether we can bring two machines in one go. Who of you"
        " has been there?",
        channel=SALES,
        minutes_ago=47,
        replies=(
            Said(
                "URAVI",
                "I have. The kitchen door is wide enough for a pallet, but ring before eight.",
                minutes_ago=41,
            ),
        ),
    ),
    Said(
        "UMAYA",
        "What waits for us two is in #approvals, @omar. I take the oldest.",
        channel=SALES,
        minutes_ago=33,
        reactions=(("+1", ("UOMAR",)),),
    ),
    Said(
        "URAVI",
        "Just off the phone with Grünwald Gastronomie in München: their old grinder is giving up,"
        " and they want an offer for a new one this week.",
        channel=SALES,
        minutes_ago=12,
        reactions=(("tada", ("UMAYA", "UOMAR")),),
    ),
    Said(
        "UMAYA",
        "Nice! Log it, so that it stands in their timeline.",
        channel=SALES,
        minutes_ago=9,
    ),
)
