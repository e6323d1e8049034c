"""User groups: read by the app, changed by people, and left out of the Free plan."""

import pytest
from slack_sdk import WebClient

from bot.sandbox.person import Person, Refused
from bot.sandbox.server import Running
from tests.sandbox.server.refusals import refusal


@pytest.mark.parametrize("method", ["usergroups.list", "usergroups.users.list"])
def test_the_free_plan_has_none(sandbox: Running, client: WebClient, method: str) -> None:
    sandbox.world.workspaces["TACME"].plan = "free"

    refused = refusal(lambda: client.api_call(method, params={"usergroup": "SMANAGERS"}))

    assert refused.response["error"] == "plan_upgrade_required"


def test_a_group_that_is_not_there_is_told_as_such(client: WebClient) -> None:
    refused = refusal(lambda: client.usergroups_users_list(usergroup="SNONE"))

    assert refused.response["error"] == "no_such_subteam"


def test_who_is_in_a_group_changes_and_the_app_is_told(
    client: WebClient, ravi: Person, maya: Person
) -> None:
    maya.sets_user_group("SMANAGERS", "UOMAR", "UANA")

    assert client.usergroups_users_list(usergroup="SMANAGERS")["users"] == ["UOMAR", "UANA"]
    (listed,) = (
        group
        for group in client.usergroups_list(include_users=True, include_count=True)["usergroups"]
        if group["id"] == "SMANAGERS"
    )
    assert (listed["users"], listed["user_count"]) == (["UOMAR", "UANA"], 2)


@pytest.mark.parametrize(
    ("group", "users", "words"),
    [
        ("SNONE", ("UMAYA",), "Acme has no user group SNONE"),
        ("SMANAGERS", ("UCHARLIE",), "Nobody in Acme is called UCHARLIE"),
        ("SMANAGERS", (), "at least one person"),
    ],
)
def test_not_every_change_is_possible(
    maya: Person, group: str, users: tuple[str, ...], words: str
) -> None:
    with pytest.raises(Refused, match=words):
        maya.sets_user_group(group, *users)
