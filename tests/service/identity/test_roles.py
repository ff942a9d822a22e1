"""Global roles: given and taken by an admin."""

from __future__ import annotations

import pytest

from shared.events.identity import RoleGranted, RoleRevoked, SessionRevoked
from shared.ids import new_id
from tests.kit.world import World
from tests.service.identity.acts import bearing, log_in, member, person


def test_an_admin_gives_a_role_and_giving_it_again_changes_nothing(world: World) -> None:
    admin, ans = person(world), person(world)
    for _ in range(2):
        assert world.put(f"/people/{ans}/roles/steward", by=admin, roles=["admin"]).status_code == 204
    assert world.said(RoleGranted) == [RoleGranted(person_id=ans, role="steward")]
    assert world.get("/people/me", by=ans).json["roles"] == ["steward"]


def test_taking_a_role_away_ends_every_session_of_that_person(world: World) -> None:
    admin, tokens = person(world), member(world)
    others = log_in(world)
    path = f"/people/{tokens['personId']}/roles/editor"
    world.put(path, by=admin, roles=["admin"])
    assert world.get("/people/me", headers=bearing(tokens)).status_code == 200
    assert world.delete(path, by=admin, roles=["admin"]).status_code == 204
    for each in (tokens, others):
        assert world.get("/people/me", headers=bearing(each)).status_code == 401
        assert world.post("/sessions/_refresh", {"refreshToken": each["refreshToken"]}).status_code == 401
    assert len(world.said(SessionRevoked)) == 2
    assert len(world.said(RoleRevoked)) == 1


def test_taking_a_role_that_was_not_there_ends_nothing(world: World) -> None:
    admin, ans = person(world), person(world)
    assert world.delete(f"/people/{ans}/roles/editor", by=admin, roles=["admin"]).status_code == 204
    assert world.said(RoleRevoked, SessionRevoked) == []


def test_the_last_admin_stays(world: World) -> None:
    admin, second = person(world), person(world)
    world.put(f"/people/{admin}/roles/admin", by=admin, roles=["admin"])
    answer = world.delete(f"/people/{admin}/roles/admin", by=admin, roles=["admin"])
    assert (answer.status_code, answer.json["code"]) == (409, "last-admin")
    world.put(f"/people/{second}/roles/admin", by=admin, roles=["admin"])
    assert world.delete(f"/people/{admin}/roles/admin", by=admin, roles=["admin"]).status_code == 204


@pytest.mark.parametrize("role", ["steward", "editor", "moderator", "facilitator-pool", "operator"])
def test_every_role_can_be_given_and_none_but_an_admin_may_give(world: World, role: str) -> None:
    ans, other = person(world), person(world)
    assert world.put(f"/people/{ans}/roles/{role}", by=other, roles=[role]).status_code == 403
    assert world.put(f"/people/{ans}/roles/{role}", by=ans).status_code == 403
    assert world.put(f"/people/{ans}/roles/{role}", by=other, roles=["admin"]).status_code == 204


def test_a_made_up_role_or_person_is_not_found(world: World) -> None:
    admin = person(world)
    assert world.put(f"/people/{admin}/roles/king", by=admin, roles=["admin"]).status_code == 404
    assert world.put(f"/people/{new_id()}/roles/editor", by=admin, roles=["admin"]).status_code == 404
    assert world.put(f"/people/{admin}/roles/editor").status_code == 401


def test_admins_read_who_has_which_role_and_nobody_else_does(world: World) -> None:
    admin, ans = person(world), person(world)
    for role in ("editor", "steward"):
        world.put(f"/people/{ans}/roles/{role}", by=admin, roles=["admin"])
    items = world.get("/roles", by=admin, roles=["admin"]).json["items"]
    assert [(one["personId"], one["role"]) for one in items] == [(str(ans), "editor"), (str(ans), "steward")]
    page = world.get("/roles?limit=1", by=admin, roles=["admin"]).json
    rest = world.get(page["next"].removeprefix("/api/identity/v1"), by=admin, roles=["admin"]).json
    assert [one["role"] for one in (*page["items"], *rest["items"])] == ["editor", "steward"]
    assert world.get("/roles", by=ans, roles=["steward"]).status_code == 403
