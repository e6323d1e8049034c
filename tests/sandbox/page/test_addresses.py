"""Whom and what an address of the page shows."""

import re

from playwright.sync_api import expect

from bot.sandbox.server import Running
from tests.sandbox.page.conftest import Window


def test_an_unknown_person_in_the_address_is_named(window: Window) -> None:
    page = window.opens("UNOBODY", "CSALES")

    expect(page.get_by_role("status", name="Notices")).to_contain_text(
        "Nobody here has the id UNOBODY, so you look as Ravi Patel now."
    )
    expect(page.get_by_label("You are")).to_have_value("URAVI")


def test_a_link_to_what_one_cannot_see_says_so(window: Window, sandbox: Running) -> None:
    sent = sandbox.person("UMAYA").writes("Secret", channel="GBOARD")
    page = window.opens()

    page.goto(f"{sandbox.url}/archives/GBOARD/p{sent.replace('.', '')}")

    expect(page.get_by_role("status", name="Notices")).to_contain_text(
        "leads to a conversation that Ravi Patel cannot see"
    )
    expect(page.get_by_text("Secret")).to_have_count(0)


def test_a_link_opens_the_thread_it_leads_into(window: Window, sandbox: Running) -> None:
    ravi = sandbox.person("URAVI")
    asked = ravi.writes("Who has the key?", channel="CSALES")
    reply = ravi.writes("I have it", channel="CSALES", thread_ts=asked)
    link = ravi.messages("CSALES", thread_ts=asked)[-1]["permalink"]
    page = window.opens()

    page.goto(link)

    expect(page).to_have_url(re.compile(f"#URAVI/CSALES/messages/{asked}\\?message={reply}$"))
    expect(page.get_by_role("log", name="Thread")).to_contain_text("I have it")


def test_two_windows_are_two_people(window: Window, sandbox: Running) -> None:
    ravi, maya = window.opens("URAVI"), window.opens("UMAYA")
    maya.reload()

    ravi.goto(f"{sandbox.url}/")

    expect(ravi.get_by_label("You are")).to_have_value("URAVI")
    expect(maya.get_by_label("You are")).to_have_value("UMAYA")
