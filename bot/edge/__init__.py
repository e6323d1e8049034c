"""Where Slack meets the bot: handlers take a Call and return an answer."""

from bot.edge.answers import (
    Answer,
    Choices,
    CloseForms,
    FormErrors,
    OpenForm,
    PublishHome,
    Reply,
    UpdateForm,
)
from bot.edge.call import Call, Form, SlackMessage
from bot.edge.registry import Edge

__all__ = [
    "Answer",
    "Call",
    "Choices",
    "CloseForms",
    "Edge",
    "Form",
    "FormErrors",
    "OpenForm",
    "PublishHome",
    "Reply",
    "SlackMessage",
    "UpdateForm",
]
