"""Where Slack meets the bot: handlers take a Call and return an answer."""

from bot.edge.answers import (
    Answer,
    Choices,
    CloseForms,
    Complete,
    Ending,
    Fail,
    FormErrors,
    Later,
    OpenForm,
    PublishHome,
    Reply,
    UpdateForm,
)
from bot.edge.call import Call, Form, FormFile, SlackMessage, StepRun
from bot.edge.registry import Edge

__all__ = [
    "Answer",
    "Call",
    "Choices",
    "CloseForms",
    "Complete",
    "Edge",
    "Ending",
    "Fail",
    "Form",
    "FormErrors",
    "FormFile",
    "Later",
    "OpenForm",
    "PublishHome",
    "Reply",
    "SlackMessage",
    "StepRun",
    "UpdateForm",
]
