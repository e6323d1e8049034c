"""Posts arrive: once, in the right place, whoever delivers and whatever Slack answers."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import select

from bot.store import audit
from bot.store.db import workspace_session
from bot.store.tables import PostRow
from tests.conftest import ACME
from tests.jobs.conftest import Office, plain_post


def failure_of(office: Office, key: str) -> str | None:
    with workspace_session(office.engine, ACME, reading=True) as session:
        return session.scalars(select(PostRow.failure).where(PostRow.key == key)).one()


def test_a_post_arrives(office: Office) -> None:
    office.add(plain_post(text="Good morning"))

    assert office.deliver() == 1

    assert office.texts() == ["Good morning"]
    assert (office.deliver(), office.waiting()) == (0, 0)


def test_a_post_added_twice_arrives_once(office: Office) -> None:
    office.add(plain_post(text="Once"))
    office.deliver()
    office.add(plain_post(text="Once"))
    office.deliver()

    assert office.texts() == ["Once"]


def test_many_who_deliver_at_once_send_each_post_once(office: Office) -> None:
    texts = [f"Number {number}" for number in range(12)]
    office.add(*(plain_post(f"post:{text}", text=text) for text in texts))
    start = Barrier(4)

    def deliver(_: int) -> None:
        start.wait()
        office.deliver()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(deliver, range(4)))
    office.deliver()

    assert sorted(office.texts()) == sorted(texts)


def test_a_post_to_a_person_opens_their_conversation(office: Office) -> None:
    office.add(plain_post(destination="UMAYA", text="For Maya"))

    office.deliver()

    assert office.person("UMAYA").sees("For Maya", within=0)
    assert office.calls("conversations.open")[0]["payload"]["users"] == "UMAYA"


def test_commands_in_a_post_carry_the_prefix(office: Office) -> None:
    office.add(plain_post(text="See `/order 7`"))

    office.deliverer(prefix="dd-").deliver_all()

    assert office.texts() == ["See `/dd-order 7`"]


def test_posts_of_a_workspace_without_a_token_wait(office: Office) -> None:
    office.teams.by_id.clear()
    office.add(plain_post())

    assert office.deliver() == 0
    assert office.waiting() == 1


def test_a_full_channel_is_left_alone_for_as_long_as_slack_says(office: Office) -> None:
    office.breaks("status", method="chat.postMessage", status=429, retry_after=7, times=1)
    office.add(plain_post())

    office.deliver()
    office.clock.pass_by(seconds=6.9)
    office.deliver()
    assert office.texts() == []

    office.clock.pass_by(seconds=0.2)
    office.deliver()
    assert office.texts() == ["Hello"]


def test_a_full_channel_holds_up_no_other(office: Office) -> None:
    office.breaks("status", method="chat.postMessage", status=429, retry_after=30, times=1)
    office.add(plain_post("post:1", "CSALES", "Later"), plain_post("post:2", "CGENERAL", "Now"))

    office.deliver()

    assert (office.texts("CSALES"), office.texts("CGENERAL")) == ([], ["Now"])


@pytest.mark.parametrize("status", [500, 502, 503])
def test_a_failing_slack_is_tried_again_ever_more_slowly(office: Office, status: int) -> None:
    office.breaks("status", method="chat.postMessage", status=status, times=3)
    office.add(plain_post())
    tries = []

    for second in range(10):
        before = len(office.calls("chat.postMessage"))
        office.deliver()
        if len(office.calls("chat.postMessage")) > before:
            tries.append(second)
        office.clock.pass_by(seconds=1)

    assert tries == [0, 1, 3, 7]
    assert office.texts() == ["Hello"]


def test_a_message_whose_answer_was_lost_is_not_sent_again(office: Office) -> None:
    office.breaks("lost", method="chat.postMessage", times=1)
    office.add(plain_post())

    office.deliver()
    office.clock.pass_by(seconds=2)
    office.deliver()

    assert office.texts() == ["Hello"]
    assert len(office.calls("chat.postMessage")) == 1
    assert office.waiting() == 0


def test_a_message_whose_answer_was_lost_is_found_in_a_busy_channel(office: Office) -> None:
    office.breaks("lost", method="chat.postMessage", times=1)
    office.add(plain_post())
    office.deliver()
    for number in range(205):
        office.person().writes(f"Chatter {number}", channel="CSALES")

    office.clock.pass_by(seconds=2)
    office.deliver()

    assert office.texts().count("Hello") == 1
    assert office.waiting() == 0


def test_a_dead_network_is_waited_out(office: Office) -> None:
    office.add(plain_post())
    deliverer = office.deliverer()
    client = office.teams.posting(ACME)
    address, client.base_url = client.base_url, "http://127.0.0.1:9/api/"

    deliverer.deliver_all()
    assert office.waiting() == 1
    assert "could not be reached" in str(failure_of(office, "post:1"))

    client.base_url = address
    office.clock.pass_by(seconds=2)
    deliverer.deliver_all()
    assert office.texts() == ["Hello"]


def test_a_token_that_was_replaced_meanwhile_loses_no_post(office: Office) -> None:
    office.breaks("error", method="chat.postMessage", error="token_revoked", times=1)
    office.add(plain_post())

    office.deliver()
    office.clock.pass_by(seconds=2)
    office.deliver()

    assert office.texts() == ["Hello"]


def test_a_channel_that_is_gone_is_given_up_and_audited(office: Office) -> None:
    office.add(plain_post(destination="CGONE"), plain_post("post:2", text="Next"))

    office.deliver()

    assert (office.waiting(), office.texts()) == (0, ["Next"])
    with workspace_session(office.engine, ACME, reading=True) as session:
        entry = audit.newest(session, audit.Verb.POST_GIVEN_UP)[0]
    assert '"post": "post:1"' in entry.details
    assert "The channel is gone" in entry.details


def test_a_post_that_slack_refuses_for_a_day_is_given_up(office: Office) -> None:
    office.breaks("status", method="chat.postMessage", status=503)
    office.add(plain_post())

    for _ in range(26):
        office.deliver()
        office.clock.pass_by(hours=1)

    assert office.waiting() == 0
    assert failure_of(office, "post:1") == "Slack refused the message: internal_error."


def test_a_post_from_before_an_outage_of_days_survives_a_busy_slack(office: Office) -> None:
    office.add(plain_post())
    office.clock.pass_by(days=3)
    office.breaks("status", method="chat.postMessage", status=503, times=3)

    for _ in range(4):
        office.deliver()
        office.clock.pass_by(minutes=1)

    assert office.waiting() == 0
    assert office.texts() == ["Hello"]


def test_an_error_of_our_own_is_tried_again_and_costs_no_other_post(office: Office) -> None:
    office.add(plain_post(), plain_post("post:2", text="Next"))
    steps: list[str] = []

    def stumble_once(step: str) -> None:
        steps.append(step)
        if steps.count("posted") == 1 and step == "posted":
            raise KeyError(step)

    office.deliverer(fault=stumble_once).deliver_all()
    office.clock.pass_by(seconds=2)
    office.deliver()

    assert office.texts() == ["Hello", "Next"]
    assert office.waiting() == 0
