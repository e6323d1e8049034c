"""Every emoji that the app puts into its messages is known to the page."""

import re

from playwright.sync_api import Page, expect

from bot.sandbox.server import PAGE, Running

SIGN = re.compile(r"(?<![\w{]):([a-z_]{4,}):(?![\w{}])")


def signs() -> set[str]:
    """Those in the bot's own code; the sandbox has words of its own."""
    found = {
        sign
        for path in PAGE.parents[1].rglob("*.py")
        if "sandbox" not in path.parts
        for sign in SIGN.findall(path.read_text("utf-8"))
    }
    # Part of a key and of an address, and no emoji.
    return found - {"unasked", "mailto"}


def test_every_sign_is_shown_as_its_picture(page: Page, sandbox: Running) -> None:
    names = sorted(signs())
    assert "wastebasket" in names

    told = " ".join(f":{name}:" for name in names)
    sandbox.person("URAVI").writes(f"All of them: {told}", channel="CSALES")

    message = page.get_by_role("article").filter(has_text="All of them")
    expect(message).to_be_visible()
    assert SIGN.findall(message.inner_text()) == []
