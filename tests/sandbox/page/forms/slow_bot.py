"""The app with one form, with pauses, as people at the page meet it."""

import asyncio
from typing import Any

from playwright.sync_api import Locator, Page, expect
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError

from bot.sandbox.server import Running
from tests.sandbox.server.forms.form_bot import Body, Recorder, field, form


class SlowRecorder(Recorder):
    """It can take its time before it opens its form and before it takes a submission."""

    def __init__(self) -> None:
        super().__init__()
        self.seconds_to_open = 0.0
        self.seconds_to_submit = 0.0

    def register(self, app: AsyncApp) -> None:
        super().register(app)
        app.action("asked")(self.hears)

    async def hears(self, ack: Any, body: Body) -> None:
        self.actions.append(body)
        await ack()

    async def opens(self, ack: Any, command: Body, client: Any) -> None:
        await ack()
        await asyncio.sleep(self.seconds_to_open)
        try:
            await client.views_open(trigger_id=command["trigger_id"], view=self.sent)
        except SlackApiError as refused:
            self.refused.append(refused.response["error"])

    async def submits(self, ack: Any, body: Body) -> None:
        self.submitted.append(body)
        await asyncio.sleep(self.seconds_to_submit)
        await ack(**self.answer)


def asking(element: Body, **more: object) -> Body:
    """A form with one field, "Asked"."""
    return {**form(), "blocks": [field("asked", element, **more)]}


def opened(page: Page, sandbox: Running, title: str = "Form") -> Locator:
    """The form, opened as by a command of Ravi's."""
    sandbox.person("URAVI").types("/form")
    shown = page.get_by_role("dialog", name=title)
    expect(shown).to_be_visible()
    return shown


def sends(shown: Locator) -> None:
    shown.get_by_role("button", name="Send").click()
