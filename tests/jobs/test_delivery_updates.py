"""Changes of messages on their way: the newest state wins, whatever comes late."""

from tests.jobs.conftest import Office, card, plain_post


def test_an_update_waits_for_its_message(office: Office) -> None:
    office.breaks("status", method="chat.postMessage", status=429, retry_after=5, times=1)
    office.add(card())
    office.deliver()
    office.refresh("order:1", 2)

    office.deliver()
    assert (office.texts(), office.calls("chat.update")) == ([], [])

    office.clock.pass_by(seconds=6)
    office.deliver()
    assert office.texts() == ["Revision 2"]


def test_of_several_updates_only_the_newest_is_sent(office: Office) -> None:
    office.add(card())
    office.deliver()

    for revision in (2, 3, 4):
        office.refresh("order:1", revision)
    office.deliver()

    assert office.texts() == ["Revision 4"]
    assert len(office.calls("chat.update")) == 1


def test_an_update_that_was_put_off_never_covers_a_newer_one(office: Office) -> None:
    office.add(card())
    office.deliver()
    office.breaks("status", method="chat.update", status=429, retry_after=30, times=1)
    office.refresh("order:1", 2)
    office.deliver()

    office.refresh("order:1", 3)
    office.deliver()
    office.clock.pass_by(seconds=31)
    office.deliver()

    assert office.texts() == ["Revision 3"]
    assert office.waiting() == 0


def test_a_process_that_was_asleep_leaves_the_newest_state(office: Office) -> None:
    """It wakes with an old change in its hands, after another has sent a newer one."""
    office.add(card())
    office.deliver()
    office.refresh("order:1", 2)

    def sleep(step: str) -> None:
        if step == "claimed":
            office.refresh("order:1", 3)
            office.clock.pass_by(minutes=2)
            office.deliver()
            assert office.texts() == ["Revision 3"]

    office.deliverer(fault=sleep).deliver_all()
    office.deliver()

    assert office.texts() == ["Revision 3"]
    assert office.waiting() == 0


def test_a_process_that_was_asleep_posts_nothing_a_second_time(office: Office) -> None:
    office.add(plain_post())

    def sleep(step: str) -> None:
        if step == "claimed":
            office.clock.pass_by(minutes=2)
            office.deliver()

    office.deliverer(fault=sleep).deliver_all()

    assert office.texts() == ["Hello"]


def test_an_update_of_a_message_that_somebody_deleted_is_given_up(office: Office) -> None:
    office.add(card())
    office.deliver()
    office.breaks("error", method="chat.update", error="message_not_found", times=1)
    office.refresh("order:1", 2)

    office.deliver()

    assert office.waiting() == 0
