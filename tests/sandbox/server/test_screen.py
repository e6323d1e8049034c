"""What stands around the messages: the app as its manifest has it, and who is where."""

import httpx
import pytest

from bot.sandbox.person import Person
from bot.sandbox.server import Running, running

MANIFEST = {
    "display_information": {
        "name": "Greeter",
        "description": "Says hello",
        "long_description": "Says hello to whoever comes.",
        "background_color": "#123456",
    },
    "features": {
        "app_home": {"home_tab_enabled": False, "messages_tab_read_only_enabled": True},
        "unfurl_domains": ["greeter.example"],
    },
    "oauth_config": {"scopes": {"bot": ["commands", "chat:write"]}},
    "settings": {"event_subscriptions": {"bot_events": ["app_home_opened"]}},
}


def test_the_app_is_told_as_its_manifest_describes_it() -> None:
    with running(manifest=MANIFEST) as sandbox:
        shown = sandbox.person("URAVI").screen()

    app = shown["app"]
    assert (app["color"], app["home_tab"], app["messages_tab"]) == ("#123456", False, True)
    assert app["read_only"]
    assert shown["about"] == {
        "description": "Says hello",
        "long_description": "Says hello to whoever comes.",
        "scopes": ["chat:write", "commands"],
        "events": ["app_home_opened"],
        "unfurl_domains": ["greeter.example"],
    }


def test_a_channel_tells_who_is_in_it(ravi: Person) -> None:
    channels = {each["name"]: each for each in ravi.screen()["channels"]}

    assert channels["sales"]["members"] == ["URAVI", "UMAYA", "UOMAR", "UANA", "UBOTACME"]
    assert "UBOTACME" not in channels["random"]["members"]


@pytest.mark.parametrize("thread", ["", "1795435200.000100"])
def test_a_permalink_leads_to_its_message_and_thread(sandbox: Running, thread: str) -> None:
    link = f"{sandbox.url}/archives/CSALES/p1795435200000200"

    answer = httpx.get(link, params={"thread_ts": thread, "cid": "CSALES"} if thread else {})

    place = httpx.URL(answer.headers["location"])
    expected = {"channel": "CSALES", "message": "1795435200000200"}
    assert dict(place.params) == expected | ({"thread_ts": thread} if thread else {})
