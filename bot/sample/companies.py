"""The two sample companies: who works there, what they sell, how many customers they have."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.sample import catalogue, places
from bot.sample.catalogue import Article
from bot.sample.places import Country


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody of the team; a rep has customers in `countries`, a manager has none."""

    key: str
    name: str
    email: str
    title: str
    manager: str | None = None
    countries: tuple[Country, ...] = ()

    @property
    def role(self) -> str:
        return "rep" if self.countries else "manager"


@dataclass(frozen=True, slots=True)
class Company:
    """`prefix` begins its customers' keys; `weekly` is how many orders a quiet week brings.

    `teams` are names by the key of the manager who leads them.
    """

    prefix: str
    team: tuple[Colleague, ...]
    articles: tuple[Article, ...]
    countries: tuple[Country, ...]
    customers: int
    weekly: int
    conversations: int
    first_order: int
    teams: Mapping[str, str]

    def team_of(self, colleague: Colleague) -> str:
        """Return the team's name; managers lead the one that reports to them."""
        return self.teams[colleague.manager or colleague.key]

    @property
    def reps(self) -> tuple[Colleague, ...]:
        return tuple(colleague for colleague in self.team if colleague.countries)


# The e-mail addresses are those of the people in the sandbox, so that each finds their own.
ACME = Company(
    prefix="A",
    team=(
        Colleague("M1", "Maya Lindqvist", "maya@acme.example", "Head of sales"),
        Colleague("M2", "Omar Haddad", "omar@acme.example", "Sales manager"),
        Colleague(
            "R1",
            "Ravi Patel",
            "ravi@acme.example",
            "Account executive",
            "M1",
            (places.BRITAIN, places.INDIA, places.FRANCE),
        ),
        Colleague(
            "R2",
            "Ingrid Solberg",
            "ingrid@acme.example",
            "Account executive",
            "M1",
            (places.GERMANY, places.POLAND),
        ),
        Colleague(
            "R3",
            "Tomás Rivera",
            "tomas@acme.example",
            "Account executive",
            "M1",
            (places.SPAIN, places.BRAZIL, places.GREECE),
        ),
        Colleague(
            "R4",
            "Aiko Tanaka",
            "aiko@acme.example",
            "Account executive",
            "M2",
            (places.JAPAN, places.CHINA, places.KOREA, places.THAILAND),
        ),
        Colleague(
            "R5",
            "Leila Mansour",
            "leila@acme.example",
            "Account executive",
            "M2",
            (places.EGYPT, places.ISRAEL, places.UKRAINE),
        ),
        Colleague(
            "R6",
            "Jordan Brooks",
            "jordan@acme.example",
            "Account executive",
            "M2",
            (places.STATES,),
        ),
    ),
    articles=catalogue.ACME_ARTICLES,
    countries=places.COUNTRIES,
    customers=300,
    weekly=15,
    conversations=360,
    first_order=1001,
    teams={"M1": "Field sales", "M2": "Export"},
)
GLOBEX = Company(
    prefix="G",
    team=(
        Colleague("M1", "Dana Weiss", "dana@globex.example", "Managing director"),
        Colleague(
            "R1",
            "Charlie Moss",
            "charlie@globex.example",
            "Sales",
            "M1",
            (places.STATES, places.GERMANY),
        ),
    ),
    articles=catalogue.GLOBEX_ARTICLES,
    countries=(places.STATES, places.GERMANY),
    customers=24,
    weekly=2,
    conversations=30,
    first_order=501,
    teams={"M1": "Sales"},
)
