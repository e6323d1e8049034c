"""Members in Slack: their roles beside the list, everything else in a form."""

from dataclasses import replace

import pytest
from slack_sdk.models.views import View
from sqlalchemy import select

from bot.blocks import members as blocks
from bot.blocks.posts import as_dicts
from bot.domain.errors import ChangedMeanwhile, InvalidFields, NotAllowed
from bot.domain.people import Member, Role
from bot.edge import Call, Form, OpenForm, UpdateForm
from bot.edge.call import Value
from bot.listeners import members as listener
from bot.store import members
from bot.store.tables import PostRow
from tests.conftest import Cast, Person
from tests.filling import filled
from tests.slack_takes import check_message, check_view


def as_(call: Call, person: Person, form: Form | None = None) -> Call:
    return replace(call, actor=person.actor, form=form)


def shown(answer: object) -> View:
    assert isinstance(answer, UpdateForm | OpenForm)
    check_view(answer.view)
    return answer.view


def opened(call: Call, cast: Cast, member: Member) -> Form:
    return filled(shown(listener.open_form(as_(call, cast.ana), str(member.id))))


def sent(call: Call, cast: Cast, form: Form, **typed: Value) -> str:
    form = replace(form, values={**form.values, **typed})
    return str(shown(listener.save(as_(call, cast.ana), form)).to_dict())


def test_people_are_found_by_a_part_of_their_name(call: Call, cast: Cast) -> None:
    assert listener.people(call, "MA").options == [
        ("Maya", str(cast.maya.member.id)),
        ("Omar", str(cast.omar.member.id)),
    ]


def test_a_chosen_role_is_given_and_the_list_shows_it(call: Call, cast: Cast) -> None:
    reply = listener.set_role(as_(call, cast.ana), f"{cast.ravi.member.id}:finance:0")

    assert reply.text == "Ravi is a finance approver now."
    assert reply.replace_original
    assert members.get(call.session, cast.ravi.member.id).role is Role.FINANCE
    check_message(reply.text, list(as_dicts(reply.blocks)))


def test_a_refused_role_is_not_shown_as_given(call: Call, cast: Cast) -> None:
    reply = listener.set_role(as_(call, cast.ana), f"{cast.ana.member.id}:rep:0")

    assert "You cannot take the admin role from the last admin" in reply.text
    chosen = [
        block["accessory"]["initial_option"]
        for block in as_dicts(reply.blocks)
        if "accessory" in block
    ]
    assert f"{cast.ana.member.id}:admin:0" in str(chosen)


def test_pages_are_turned_in_place(call: Call, cast: Cast) -> None:
    assert listener.show_page(as_(call, cast.ana), "1").replace_original


def test_the_form_opens_with_how_a_member_is(call: Call, cast: Cast) -> None:
    members.save(
        call.session,
        replace(cast.ravi.member, team="North", manager_id=cast.maya.member.id, title="<!here>"),
    )

    form = opened(call, cast, cast.ravi.member)

    assert form.text("member_role") == "rep"
    assert form.text("member_team") == "North"
    assert form.text("member_manager") == str(cast.maya.member.id)


def test_a_form_sent_as_it_was_opened_changes_nothing(call: Call, cast: Cast) -> None:
    told = sent(call, cast, opened(call, cast, cast.ravi.member))

    assert "<@URAVI> is a rep now" in told
    assert members.get(call.session, cast.ravi.member.id) == cast.ravi.member


def test_what_an_admin_sends_is_how_the_member_is_then(call: Call, cast: Cast) -> None:
    told = sent(
        call,
        cast,
        opened(call, cast, cast.ravi.member),
        member_role="finance",
        member_team=" North  <!here> ",
        member_manager=str(cast.maya.member.id),
    )

    assert "finance approver now, in team North &lt;!here&gt;, and reports to <@UMAYA>" in told
    ravi = members.get(call.session, cast.ravi.member.id)
    assert (ravi.role, ravi.team) == (Role.FINANCE, "North <!here>")
    assert ravi.manager_id == cast.maya.member.id


def test_nobody_can_be_chosen_as_a_manager(call: Call, cast: Cast) -> None:
    maya = str(cast.maya.member.id)
    sent(call, cast, opened(call, cast, cast.ravi.member), member_manager=maya)

    sent(call, cast, opened(call, cast, cast.ravi.member), member_manager=blocks.NOBODY[1])

    assert members.get(call.session, cast.ravi.member.id).manager_id is None


def test_managers_are_offered_but_not_the_member_themselves(call: Call, cast: Cast) -> None:
    form = opened(call, cast, cast.maya.member)

    offered = listener.managers(as_(call, cast.ana, form), "ma").options

    assert offered == [("Nobody", "0"), ("Omar", str(cast.omar.member.id))]


def test_a_circle_of_managers_is_refused_at_its_field(call: Call, cast: Cast) -> None:
    maya = str(cast.maya.member.id)
    sent(call, cast, opened(call, cast, cast.ravi.member), member_manager=maya)
    form = opened(call, cast, cast.maya.member)

    with pytest.raises(InvalidFields, match="Ravi reports to Maya already") as refused:
        sent(call, cast, form, member_manager=str(cast.ravi.member.id))

    assert set(refused.value.fields) == {"member_manager"}


def test_who_has_left_is_offered_to_be_brought_back(call: Call, cast: Cast) -> None:
    told = sent(call, cast, opened(call, cast, cast.omar.member), member_left=[blocks.LEFT])
    assert "<@UOMAR> has left" in told

    offered = listener.all_people(as_(call, cast.ana), "omar").options
    assert offered == [("Omar (left)", str(cast.omar.member.id))]
    assert listener.people(call, "omar").options == []

    view = shown(listener.open_form(as_(call, cast.ana), offered[0][1]))
    ticked = view.to_dict()["blocks"][-1]["element"]["initial_options"]
    assert ticked[0]["value"] == blocks.LEFT
    sent(call, cast, filled(view), member_left=[])
    assert members.get(call.session, cast.omar.member.id).active


def test_who_reports_to_somebody_who_left_is_named(call: Call, cast: Cast) -> None:
    maya = cast.maya.member
    sent(call, cast, opened(call, cast, cast.ravi.member), member_manager=str(maya.id))

    told = sent(call, cast, opened(call, cast, maya), member_left=[blocks.LEFT])

    assert "Ravi still reports to Maya. Give them another manager." in told


def test_a_form_that_was_open_meanwhile_does_not_undo_anothers_change(
    call: Call, cast: Cast
) -> None:
    form = opened(call, cast, cast.ravi.member)
    sent(call, cast, opened(call, cast, cast.ravi.member), member_team="North")

    with pytest.raises(ChangedMeanwhile, match="Somebody else changed Ravi"):
        sent(call, cast, form, member_team="South")


def test_only_an_admin_opens_the_form(call: Call, cast: Cast) -> None:
    with pytest.raises(NotAllowed, match="Only an admin can change members"):
        listener.open_form(as_(call, cast.maya), str(cast.ravi.member.id))


def test_a_name_changed_in_slack_is_followed(call: Call, cast: Cast) -> None:
    user = {"id": "UMAYA", "name": "maya", "real_name": "Maya Rao"}

    listener.account_changed(call, {"type": "user_change", "user": user})

    assert members.get(call.session, cast.maya.member.id).name == "Maya Rao"


def test_the_admins_hear_once_that_an_account_was_deactivated_in_slack(
    call: Call, cast: Cast
) -> None:
    event = {"type": "user_change", "user": {"id": "UMAYA", "name": "maya", "deleted": True}}
    stranger = {"type": "user_change", "user": {"id": "UNOBODY", "deleted": True}}

    for told in (event, event, stranger):
        listener.account_changed(call, told)

    (post,) = call.session.scalars(select(PostRow))
    assert post.destination == "UANA"
    assert "Maya's account in Slack was deactivated" in str(post.payload["text"])
    assert members.get(call.session, cast.maya.member.id).name == "Maya"


def test_an_account_of_somebody_who_has_left_is_closed_without_a_word(
    call: Call, cast: Cast
) -> None:
    members.save(call.session, replace(cast.maya.member, active=False))

    listener.account_changed(
        call, {"type": "user_change", "user": {"id": "UMAYA", "name": "maya", "deleted": True}}
    )

    assert call.session.scalars(select(PostRow)).all() == []
