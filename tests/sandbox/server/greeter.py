"""A small app that greets, shows buttons, and answers whatever it hears."""

from typing import Any

from slack_bolt.async_app import AsyncApp

Body = dict[str, Any]


def button(text: str, action_id: str, **more: object) -> Body:
    words = {"type": "plain_text", "text": text}
    return {"type": "button", "text": words, "action_id": action_id, **more}


def register(app: AsyncApp) -> None:
    app.command("/hello")(hello)
    app.command("/nothing")(nothing)
    app.command("/public")(public)
    app.command("/buttons")(buttons)
    app.command("/broken")(broken)
    app.command("/secret")(secret)
    app.action("greet")(greet)
    app.action("open")(opened)
    app.action("colour")(colour)
    app.shortcut("note")(note)
    app.shortcut("log")(log)
    app.options("customer")(customers)
    app.event("app_home_opened")(home)
    app.event("message")(message)
    app.event("app_mention")(mention)
    app.event("reaction_added")(reaction)


async def hello(ack: Any, command: Body) -> None:
    await ack(f"Hello {command['text']} in {command['channel_name']} of {command['team_domain']}")


async def nothing(ack: Any) -> None:
    await ack()


async def public(ack: Any) -> None:
    await ack(text="For everyone", response_type="in_channel")


async def buttons(ack: Any, command: Body, client: Any) -> None:
    options = [
        {"text": {"type": "plain_text", "text": name}, "value": name.lower()}
        for name in ("Red", "Blue")
    ]
    confirm = {
        "title": {"type": "plain_text", "text": "Sure"},
        "text": {"type": "plain_text", "text": "Really greet?"},
        "confirm": {"type": "plain_text", "text": "Yes"},
        "deny": {"type": "plain_text", "text": "No"},
    }
    menu = {
        "type": "static_select",
        "action_id": "colour",
        "placeholder": {"type": "plain_text", "text": "Colour"},
        "options": options,
    }
    greeting = button("Greet", "greet", value="7", confirm=confirm)
    await client.chat_postMessage(
        channel=command["channel_id"],
        text="Press",
        blocks=[{"type": "actions", "block_id": "bar", "elements": [greeting, menu]}],
    )
    await ack()


async def broken(ack: Any) -> None:
    await ack(text="Long", blocks=[{"type": "section", "text": {"type": "mrkdwn", "text": ""}}])


async def secret(ack: Any) -> None:
    bar = {"type": "actions", "elements": [button("Open", "open", value="7")]}
    await ack(text="Open it", blocks=[bar])


async def opened(ack: Any, body: Body, respond: Any) -> None:
    await ack()
    known = "message" in body
    await respond(f"Opened, message known: {known}", replace_original=True)


async def greet(ack: Any, body: Body, action: Body, respond: Any) -> None:
    await ack()
    chosen = body["state"]["values"]["bar"]["colour"]["selected_option"]
    colour_name = chosen["value"] if chosen else "no colour"
    await respond(f"Greeted {action['value']} with {colour_name}", replace_original=True)


async def colour(ack: Any) -> None:
    await ack()


async def note(ack: Any, shortcut: Body, client: Any) -> None:
    await client.chat_postMessage(channel=shortcut["user"]["id"], text="Noted")
    await ack()


async def log(ack: Any, shortcut: Body, client: Any) -> None:
    await client.chat_postMessage(
        channel=shortcut["user"]["id"], text=f"Logged: {shortcut['message']['text']}"
    )
    await ack()


async def customers(ack: Any, options: Body) -> None:
    text = {"type": "plain_text", "text": f"{options['value']} Ltd"}
    await ack(options=[{"text": text, "value": "7"}])


async def home(event: Body, client: Any) -> None:
    if event["tab"] == "home":
        text = {"type": "mrkdwn", "text": f"Welcome <@{event['user']}>"}
        view = {"type": "home", "blocks": [{"type": "section", "text": text}]}
        await client.views_publish(user_id=event["user"], view=view)


async def message(event: Body, say: Any) -> None:
    if event["channel_type"] == "im":
        await say(f"You said {event['text']}")


async def mention(event: Body, say: Any) -> None:
    await say(f"You called, <@{event['user']}>?", thread_ts=event["ts"])


async def reaction(event: Body, client: Any) -> None:
    item = event["item"]
    await client.reactions_add(channel=item["channel"], timestamp=item["ts"], name="eyes")
