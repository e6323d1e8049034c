"""What the sandbox says at its start: where it is, and how an app is told so."""

from bot.sandbox.world import World


def greeting(world: World, *, events_url: str | None = None, every_token: bool = False) -> str:
    """Lines for the terminal; `every_token` where the app serves all workspaces at once."""
    tokens = [workspace.token for workspace in world.seed.workspaces]
    settings = {
        "SLACK_API_URL": world.api_url,
        "SLACK_BOT_TOKEN": ",".join(tokens) if every_token else tokens[0],
    }
    if events_url:
        settings["SLACK_SIGNING_SECRET"] = world.seed.signing_secret
    else:
        settings["SLACK_APP_TOKEN"] = world.seed.app_token
    name = world.manifest.name
    lines = [
        f"The sandbox is at {world.base_url}/",
        f"Start {name} beside it with",
        *(f"  {variable}={value}" for variable, value in settings.items()),
    ]
    if not every_token:
        lines += _code()
        lines += [
            f"In {workspace.name} its token is {workspace.token}."
            for workspace in world.seed.workspaces[1:]
        ]
    road = f"signed HTTP to {events_url}" if events_url else "Socket Mode"
    return "\n".join([*lines, f"What people do comes to {name} by {road}."])


def _code() -> list[str]:
    return [
        "where its code hands the address to Bolt:",
        '  Python      App(client=WebClient(token, base_url=os.environ["SLACK_API_URL"]))',
        "  JavaScript  new App({ clientOptions: { slackApiUrl: process.env.SLACK_API_URL }, ... })",
    ]
