"""views.* called with triggers in every state."""

from collections.abc import Callable
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sandbox.person import Person
from bot.sandbox.server import Running
from tests.sandbox.server.refusals import refusal

MODAL: dict[str, Any] = {
    "type": "modal",
    "title": {"type": "plain_text", "text": "Form"},
    "submit": {"type": "plain_text", "text": "Send"},
    "blocks": [
        {
            "type": "input",
            "label": {"type": "plain_text", "text": "Name"},
            "element": {"type": "plain_text_input", "initial_value": "Ann"},
        }
    ],
}
HOME = {"type": "home", "blocks": [{"type": "divider"}]}


def error(call: Callable[[], object]) -> str:
    return str(refusal(call).response["error"])


@pytest.fixture
def trigger(sandbox: Running) -> str:
    return sandbox.world.triggers.issue("TACME", "URAVI")


def test_an_opened_view_has_ids_state_and_hash(client: WebClient, trigger: str) -> None:
    view = client.views_open(trigger_id=trigger, view=MODAL)["view"]

    block = view["blocks"][0]
    value = view["state"]["values"][block["block_id"]][block["element"]["action_id"]]
    assert value == {"type": "plain_text_input", "value": "Ann"}
    assert view["hash"]
    assert view["root_view_id"] == view["id"]


def test_a_trigger_works_once(client: WebClient, trigger: str) -> None:
    client.views_open(trigger_id=trigger, view=MODAL)

    again = error(lambda: client.views_open(trigger_id=trigger, view=MODAL))

    assert again == "exchanged_trigger_id"


def test_a_trigger_lives_three_seconds(client: WebClient, trigger: str, ravi: Person) -> None:
    ravi.post("clock", advance=3.1)

    late = error(lambda: client.views_open(trigger_id=trigger, view=MODAL))

    assert late == "expired_trigger_id"


def test_a_trigger_is_its_own_workspaces(sandbox: Running, trigger: str) -> None:
    globex = WebClient(token=sandbox.token("TGLOBEX"), base_url=sandbox.api_url)

    refused = error(lambda: globex.views_open(trigger_id=trigger, view=MODAL))

    assert refused == "invalid_trigger_id"


def test_nothing_can_be_pushed_where_nothing_is_open(client: WebClient, trigger: str) -> None:
    assert error(lambda: client.views_push(trigger_id=trigger, view=MODAL)) == "invalid_trigger_id"


def test_an_update_with_an_old_hash_is_a_conflict(client: WebClient, trigger: str) -> None:
    opened = client.views_open(trigger_id=trigger, view=MODAL)["view"]
    client.views_update(view_id=opened["id"], hash=opened["hash"], view=MODAL)

    late = error(lambda: client.views_update(view_id=opened["id"], hash=opened["hash"], view=MODAL))

    assert late == "hash_conflict"


def test_a_closed_view_cannot_be_updated(client: WebClient, trigger: str, ravi: Person) -> None:
    opened = client.views_open(trigger_id=trigger, view=MODAL)["view"]
    ravi.closes()

    late = error(lambda: client.views_update(view_id=opened["id"], view=MODAL))

    assert late == "not_found"


def test_an_external_id_names_one_view(sandbox: Running, client: WebClient, trigger: str) -> None:
    named = {**MODAL, "external_id": "draft-7"}
    client.views_open(trigger_id=trigger, view=named)
    second = sandbox.world.triggers.issue("TACME", "UMAYA")

    taken = error(lambda: client.views_open(trigger_id=second, view=named))
    updated = client.views_update(external_id="draft-7", view=named)

    assert taken == "duplicate_external_id"
    assert updated["view"]["external_id"] == "draft-7"


def test_a_broken_view_is_refused_with_pointers(client: WebClient, trigger: str) -> None:
    broken = {**MODAL, "title": {"type": "plain_text", "text": "x" * 25}}

    with pytest.raises(SlackApiError) as refused:
        client.views_open(trigger_id=trigger, view=broken)

    assert refused.value.response["error"] == "invalid_arguments"
    assert "/view/title/text" in refused.value.response["response_metadata"]["messages"][0]


def test_a_home_tab_is_published_over_the_last_one(client: WebClient, ravi: Person) -> None:
    first = client.views_publish(user_id="URAVI", view=HOME)["view"]
    client.views_publish(user_id="URAVI", view=HOME, hash=first["hash"])

    late = error(lambda: client.views_publish(user_id="URAVI", view=HOME, hash=first["hash"]))
    modal = error(lambda: client.views_publish(user_id="URAVI", view=MODAL))

    assert late == "hash_conflict"
    assert modal == "invalid_arguments"
    assert ravi.home()["id"] == first["id"]
