"""Who may do what: each sentence, for whom it holds and for whom not."""

from __future__ import annotations

import pytest

from services.identity import permissions
from services.identity.model import Membership
from shared.actor import VISITOR, Actor
from shared.errors import Forbidden, NotFound, Unauthenticated
from shared.ids import new_id

ME = Actor(new_id())
STEWARD = Actor(new_id(), frozenset({"steward"}))
ADMIN = Actor(new_id(), frozenset({"admin"}))


def test_stewards_and_admins_are_stewards_and_only_admins_are_admins() -> None:
    permissions.must_be_steward(STEWARD)
    permissions.must_be_steward(ADMIN)
    permissions.must_be_admin(ADMIN)
    with pytest.raises(Forbidden):
        permissions.must_be_admin(STEWARD)
    with pytest.raises(Forbidden):
        permissions.must_be_steward(ME)


def test_a_coordinator_coordinates_his_own_werkkring_and_a_steward_all() -> None:
    permissions.must_coordinate(ME, [ME.person])
    permissions.must_coordinate(STEWARD, [])
    with pytest.raises(Forbidden):
        permissions.must_coordinate(ME, [new_id()])


def test_a_membership_is_seen_by_the_member_the_coordinator_and_stewards() -> None:
    membership = Membership(id=new_id(), person_id=ME.person)
    permissions.must_see_membership(ME, membership, [])
    permissions.must_see_membership(STEWARD, membership, [])
    other = Actor(new_id())
    permissions.must_see_membership(other, membership, [other.person])
    with pytest.raises(NotFound):
        permissions.must_see_membership(other, membership, [])


def test_a_representative_speaks_for_his_own_organisation_and_a_steward_may_step_in() -> None:
    permissions.must_speak_for(ME, [ME.person])
    permissions.must_speak_for(STEWARD, [])
    with pytest.raises(Forbidden):
        permissions.must_speak_for(ME, [])


def test_a_visitor_is_asked_to_log_in_first() -> None:
    with pytest.raises(Unauthenticated):
        permissions.must_coordinate(VISITOR, [])
    with pytest.raises(Unauthenticated):
        permissions.must_speak_for(VISITOR, [])
    with pytest.raises(Unauthenticated):
        permissions.must_be_steward(VISITOR)
