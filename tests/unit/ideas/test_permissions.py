"""Who may see an idea, and on whose behalf it is adopted (R1)."""

from __future__ import annotations

from uuid import UUID

import pytest

from services.ideas import permissions
from services.ideas.model import Idea, Membership
from shared import clock
from shared.actor import VISITOR, Actor
from shared.errors import Conflict, Forbidden, NotFound, Unauthenticated
from shared.ids import new_id

AUTHOR = Actor(new_id())
STRANGER = Actor(new_id())
MODERATOR = Actor(new_id(), frozenset({"moderator"}))
STEWARD = Actor(new_id(), frozenset({"steward"}))


def _idea(state: str) -> Idea:
    return Idea(id=new_id(), author_id=AUTHOR.person, state=state)


def _member_of(werkkring: UUID) -> Membership:
    return Membership(id=new_id(), werkkring_id=werkkring, person_id=AUTHOR.person, started_at=clock.now())


@pytest.mark.parametrize("state", ["open", "parked", "withdrawn", "adopted"])
def test_what_is_public_is_seen_by_all(state: str) -> None:
    assert all(permissions.may_see(who, _idea(state)) for who in (AUTHOR, STRANGER, VISITOR, MODERATOR))


def test_a_draft_is_its_authors_alone() -> None:
    assert permissions.may_see(AUTHOR, _idea("draft"))
    assert not any(permissions.may_see(who, _idea("draft")) for who in (STRANGER, VISITOR, MODERATOR, STEWARD))


def test_what_is_hidden_is_seen_by_author_and_moderators() -> None:
    assert all(permissions.may_see(who, _idea("hidden")) for who in (AUTHOR, MODERATOR))
    assert not any(permissions.may_see(who, _idea("hidden")) for who in (STRANGER, VISITOR, STEWARD))


def test_what_may_not_be_seen_does_not_exist() -> None:
    for idea in (None, _idea("draft")):
        with pytest.raises(NotFound):
            permissions.must_see(STRANGER, idea)


def test_only_the_author_is_the_author_and_a_visitor_never_is() -> None:
    permissions.must_be_author(AUTHOR, _idea("open"))
    for who in (STRANGER, VISITOR, STEWARD):
        with pytest.raises(Forbidden):
            permissions.must_be_author(who, _idea("open"))


def test_a_steward_is_asked_for_by_role_and_a_visitor_to_log_in() -> None:
    permissions.must_be_steward(STEWARD)
    with pytest.raises(Forbidden):
        permissions.must_be_steward(STRANGER)
    with pytest.raises(Unauthenticated):
        permissions.must_be_steward(VISITOR)


def test_without_a_membership_nobody_adopts() -> None:
    with pytest.raises(Forbidden):
        permissions.adopting_werkkring([], None)


def test_one_werkkring_need_not_be_named_and_of_several_one_must() -> None:
    one, other = new_id(), new_id()
    assert permissions.adopting_werkkring([_member_of(one)], None) == one
    assert permissions.adopting_werkkring([_member_of(one), _member_of(one)], None) == one
    assert permissions.adopting_werkkring([_member_of(one), _member_of(other)], other) == other
    with pytest.raises(Conflict):
        permissions.adopting_werkkring([_member_of(one), _member_of(other)], None)


def test_nobody_adopts_for_a_werkkring_of_others() -> None:
    with pytest.raises(Forbidden):
        permissions.adopting_werkkring([_member_of(new_id())], new_id())
