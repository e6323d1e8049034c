"""What is wrong with a payload, and where."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One fault: `pointer` is a JSON pointer ("/blocks/0/text/text"), `error` Slack's sentence.

    `error` is Slack's error name alone ("only_one_table_allowed") where Slack answers with that
    name in place of `invalid_blocks`.
    """

    pointer: str
    error: str

    def __str__(self) -> str:
        """As Slack writes it into `response_metadata.messages`."""
        return f"[ERROR] {self.error} [json-pointer:{self.pointer}]"
