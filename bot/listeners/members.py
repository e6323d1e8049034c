"""The members of a workspace: their roles, teams and managers, and who has left."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.blocks import crm as crm_blocks
from bot.blocks import ids
from bot.blocks import members as blocks
from bot.blocks.text import plain
from bot.domain.errors import InvalidFields
from bot.domain.memberships import Membership
from bot.domain.people import ONE_OF, Member, Role, demand
from bot.domain.rosters import Roster
from bot.edge import Call, Choices, Edge, Form, OpenForm, Reply, UpdateForm
from bot.edge.notices import notice
from bot.edge.people import account_name
from bot.services import following
from bot.services import members as service
from bot.store import homes, members

MOST_OPTIONS = 100


def register(edge: Edge) -> None:
    edge.options(ids.MEMBER_OPTIONS, people)
    edge.button(ids.SET_ROLE, set_role)
    edge.button(ids.NEXT_MEMBERS, show_page, looks=True)
    edge.button(ids.PREVIOUS_MEMBERS, show_page, looks=True)
    edge.button(ids.CHANGE_MEMBER, open_form, opens_form=True)
    edge.options(ids.CHANGE_MEMBER, all_people)
    edge.options(ids.MANAGER_OPTIONS, managers)
    edge.form(ids.MEMBER_FORM, save)
    edge.when_joined(follow)
    edge.event("user_change", account_changed)


def follow(session: Session, before: Roster, at: datetime) -> None:
    """Let what waits ask whoever has an account only now."""
    homes.follow_all(session)
    following.people(session, before, at=at)


def account_changed(call: Call, event: Mapping[str, Any]) -> None:
    """Follow the name of an account, and its end; most of what changes about one is its status.

    https://docs.slack.dev/reference/events/user_change
    """
    user = event["user"]
    if user.get("deleted"):
        service.tell_deactivated(call.session, user["id"], at=call.now)
        return
    service.rename(call.session, user["id"], account_name(user), at=call.now)


def people(call: Call, typed: str) -> Choices:
    """Offer the members whose name holds what was typed."""
    return _choices(members.everybody(call.session), typed)


def all_people(call: Call, typed: str) -> Choices:
    """Offer those who have left as well: they may come back."""
    return _choices(members.known(call.session), typed)


def managers(call: Call, typed: str) -> Choices:
    """Offer everybody but the member themselves, and nobody."""
    own, _ = blocks.carried(call.form.carried) if call.form else (0, None)
    others = [member for member in members.everybody(call.session) if member.id != own]
    found = _choices(others, typed).options
    return Choices([blocks.NOBODY, *found][:MOST_OPTIONS])


def _choices(offered: list[Member], typed: str) -> Choices:
    wanted = typed.strip().casefold()
    found = [
        (member.name if member.active else f"{member.name} (left)", str(member.id))
        for member in offered
        if wanted in member.name.casefold()
    ]
    return Choices(found[:MOST_OPTIONS])


def set_role(call: Call, value: str) -> Reply:
    """Give the role that was chosen beside a member; the list then shows how it stands."""
    number, role, page = value.split(":")
    member = members.get(call.session, int(number))
    seen = Membership.of(member)
    wanted = replace(seen, role=Role(role))
    try:
        changed = service.change(
            call.session, member.id, wanted, by=call.actor, at=call.now, seen=seen
        )
    except service.LastAdmin as refusal:
        # The list must be drawn again, or the select would show a role that was not given.
        return _members(call, int(page), f":warning: {refusal}")
    told = f"{plain(member.name, limit=80)} is {ONE_OF[changed.member.role]} now."
    left = blocks.loose_ends_text(member, changed.loose_ends)
    return _members(call, int(page), f"{told}\n{left}" if left else told)


def show_page(call: Call, value: str) -> Reply:
    return _members(call, int(value), None)


def _members(call: Call, page: int, told: str | None) -> Reply:
    everybody = members.everybody(call.session)
    return Reply(
        told or crm_blocks.members_text(everybody),
        crm_blocks.members_blocks(everybody, actor=call.actor, page=page, told=told),
        replace_original=True,
    )


def open_form(call: Call, member_id: str) -> OpenForm:
    demand(call.actor, Role.ADMIN, "change members")
    member = members.get(call.session, int(member_id))
    return OpenForm(blocks.member_form(member, manager=_manager(call, member)))


def save(call: Call, submitted: Form) -> UpdateForm:
    member_id, seen = blocks.carried(submitted.carried)
    manager = submitted.text(blocks.BLOCKS["manager_id"])
    wanted = Membership(
        Role(submitted.text(blocks.BLOCKS["role"])),
        submitted.text(blocks.BLOCKS["team"]) or None,
        int(manager) if manager not in {"", blocks.NOBODY[1]} else None,
        active=blocks.LEFT not in submitted.choices(blocks.LEFT_BLOCK),
    )
    try:
        changed = service.change(
            call.session, member_id, wanted, by=call.actor, at=call.now, seen=seen
        )
    except InvalidFields as error:
        at_blocks = {blocks.BLOCKS[name]: sentence for name, sentence in error.fields.items()}
        raise InvalidFields(at_blocks) from error
    member = changed.member
    return UpdateForm(
        notice(blocks.result(member, manager=_manager(call, member), ends=changed.loose_ends))
    )


def _manager(call: Call, member: Member) -> Member | None:
    return members.get(call.session, member.manager_id) if member.manager_id else None
