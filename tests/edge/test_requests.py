"""Slack's payloads, read into one shape."""

import pytest

from bot.edge.requests import command


@pytest.mark.parametrize(
    ("sent", "typed"),
    [
        ("Smith &amp; Sons &lt;x&gt;", "Smith & Sons <x>"),
        ("customer <http://acme.example|acme.example>", "customer acme.example"),
        ("customer <https://acme.example>", "customer acme.example"),
        ("<mailto:ann@acme.example|ann@acme.example>", "ann@acme.example"),
        ("in <#C123|sales>", "in #sales"),
        ("until Friday, <@UMAYA|maya> decides ", "until Friday, <@UMAYA|maya> decides"),
    ],
)
def test_what_was_typed_comes_as_it_was_and_people_as_ids(sent: str, typed: str) -> None:
    body = {"command": "/ddapprovals", "team_id": "T1", "user_id": "U1", "text": sent}

    assert command(body, "dd").text == typed
