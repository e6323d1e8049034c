"""A small Bolt app as anybody might write it; knows Slack only by its environment."""

import os
from typing import Any

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

client = WebClient(
    token=os.environ["SLACK_BOT_TOKEN"],  # noqa: TID251 - an app of its own
    base_url=os.environ["SLACK_API_URL"],  # noqa: TID251 - an app of its own
)
app = App(client=client, signing_secret=os.environ.get("SLACK_SIGNING_SECRET", ""))  # noqa: TID251


def words(text: str) -> dict[str, str]:
    return {"type": "plain_text", "text": text}


FORM = {
    "type": "modal",
    "callback_id": "greeting",
    "title": words("Greeting"),
    "submit": words("Greet"),
    "blocks": [
        {
            "type": "input",
            "block_id": "words",
            "label": words("Words"),
            "element": {"type": "plain_text_input", "action_id": "words"},
        }
    ],
}


@app.command("/greet")
def greet(ack: Any, respond: Any, command: Any) -> None:
    ack()
    change = {"type": "button", "action_id": "change", "text": words("Change the words")}
    text = f"Hello {command['text'] or 'there'}"
    section = {"type": "section", "text": {"type": "mrkdwn", "text": text}}
    respond(text=text, blocks=[section, {"type": "actions", "elements": [change]}])


@app.action("change")
@app.shortcut("greet_somebody")
def open_form(ack: Any, body: Any) -> None:
    ack()
    client.views_open(trigger_id=body["trigger_id"], view=FORM)


@app.view("greeting")
def submitted(ack: Any, body: Any, view: Any) -> None:
    said = view["state"]["values"]["words"]["words"]["value"]
    if not said.endswith("!"):
        ack(response_action="errors", errors={"words": "A greeting ends with an exclamation mark"})
        return
    ack()
    client.chat_postMessage(channel=body["user"]["id"], text=f"From now on: {said}")


@app.event("app_home_opened")
def home(event: Any) -> None:
    text = {"type": "mrkdwn", "text": f"*Greeter* is glad to see <@{event['user']}>"}
    view = {"type": "home", "blocks": [{"type": "section", "text": text}]}
    client.views_publish(user_id=event["user"], view=view)


if __name__ == "__main__":
    app_token = os.environ.get("SLACK_APP_TOKEN")  # noqa: TID251 - an app of its own
    if app_token:
        SocketModeHandler(app, app_token).start()  # type: ignore[no-untyped-call]
    app.start(port=int(os.environ["PORT"]), http_server_logger_enabled=False)  # noqa: TID251
