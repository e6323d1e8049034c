"""The companies a sandbox starts with. Tests may build a `Seed` of their own."""

from dataclasses import dataclass, field

from bot.sandbox.records import Person

APP_TOKEN = "xapp-sandbox"
SIGNING_SECRET = "sandbox-signing-secret"


@dataclass(frozen=True)
class ChannelSeed:
    """`members` are people; the bot is a member when `bot` says so."""

    id: str
    name: str
    members: tuple[str, ...]
    bot: bool = True
    private: bool = False
    general: bool = False
    archived: bool = False


@dataclass(frozen=True)
class GroupSeed:
    id: str
    name: str
    handle: str
    users: tuple[str, ...]


@dataclass(frozen=True)
class Said:
    """A message from before the start; `reactions` are emoji names and who gave them.

    Replies stand in the channel of what they answer.
    """

    user: str
    text: str
    minutes_ago: int
    channel: str = ""
    reactions: tuple[tuple[str, tuple[str, ...]], ...] = ()
    replies: tuple["Said", ...] = ()


@dataclass(frozen=True)
class WorkspaceSeed:
    """A company with the app installed; ids of bot and token follow from `id`.

    `plan` is free, std, plus, enterprise or compliance, as team.billing.info has it.
    """

    id: str
    name: str
    domain: str
    people: tuple[Person, ...]
    channels: tuple[ChannelSeed, ...]
    groups: tuple[GroupSeed, ...] = ()
    said: tuple[Said, ...] = ()
    plan: str = "plus"

    @property
    def token(self) -> str:
        return f"xoxb-sandbox-{self.id}"

    @property
    def bot_user(self) -> str:
        return f"UBOT{self.id.removeprefix('T')}"

    @property
    def bot_id(self) -> str:
        return f"B{self.id.removeprefix('T')}"


@dataclass(frozen=True)
class Seed:
    workspaces: tuple[WorkspaceSeed, ...]
    app_token: str = APP_TOKEN
    signing_secret: str = SIGNING_SECRET
    file_delay: float = field(default=0.15)


def _acme() -> WorkspaceSeed:
    everyone = ("URAVI", "UMAYA", "UOMAR", "UANA")
    return WorkspaceSeed(
        id="TACME",
        name="Acme",
        domain="acme",
        people=(
            Person("URAVI", "ravi", "Ravi Patel", "ravi@acme.example", "Europe/London"),
            Person("UMAYA", "maya", "Maya Lindqvist", "maya@acme.example", "Europe/Stockholm"),
            Person("UOMAR", "omar", "Omar Haddad", "omar@acme.example", "Europe/Paris"),
            Person(
                "UANA",
                "ana",
                "Ana Souza",
                "ana@acme.example",
                "Europe/Lisbon",
                is_admin=True,
                is_owner=True,
            ),
            Person("UGUS", "gus", "Gus Visitor", "gus@partner.example", is_guest=True),
        ),
        channels=(
            ChannelSeed("CGENERAL", "general", (*everyone, "UGUS"), general=True),
            ChannelSeed("CSALES", "sales", everyone),
            ChannelSeed("CAPPROVALS", "approvals", ("UMAYA", "UOMAR", "UANA")),
            ChannelSeed("CRANDOM", "random", everyone, bot=False),
            ChannelSeed("GBOARD", "board", ("UANA", "UMAYA"), bot=False, private=True),
        ),
        groups=(
            GroupSeed("SMANAGERS", "Sales managers", "managers", ("UMAYA", "UOMAR")),
            GroupSeed("SDEALDESK", "Deal desk", "deal-desk", ("UMAYA", "UANA")),
        ),
    )


def _globex() -> WorkspaceSeed:
    return WorkspaceSeed(
        id="TGLOBEX",
        name="Globex",
        domain="globex",
        people=(
            Person(
                "UCHARLIE", "charlie", "Charlie Moss", "charlie@globex.example", "America/New_York"
            ),
            Person(
                "UDANA",
                "dana",
                "Dana Weiss",
                "dana@globex.example",
                "America/New_York",
                is_admin=True,
                is_owner=True,
            ),
        ),
        channels=(ChannelSeed("CGLOBEX", "general", ("UCHARLIE", "UDANA"), general=True),),
    )


def default() -> Seed:
    """Acme with Ravi, Maya, Omar, Ana and a guest; Globex with Charlie and Dana."""
    return Seed(workspaces=(_acme(), _globex()))
