"""The errors that people read, word for word."""

from collections.abc import Mapping


class UserError(Exception):
    """A refusal shown to the person as it stands: a sentence that says what to do next."""


class NotAllowed(UserError):
    """A refusal because of who asks; the edge writes it to the audit."""


class NotFound(UserError):
    """What was asked for is not there, or not in this workspace; the two look alike on purpose."""


class ChangedMeanwhile(UserError):
    """Somebody else wrote first; what the person saw is no longer so."""


class InvalidFields(UserError):
    """What was typed cannot be taken; `fields` names each field and says why.

    Listeners turn the names into the block ids of their form, so that every
    sentence stands at its field.
    """

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__(" ".join(fields.values()))
        self.fields = dict(fields)
