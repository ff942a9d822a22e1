"""One's own sessions: seen, ended one by one, or all at once."""

from __future__ import annotations

from shared.events.identity import SessionRevoked
from shared.ids import new_id
from tests.kit.world import World
from tests.service.identity.acts import bearing, log_in, member


def test_one_sees_ones_own_open_sessions_and_which_is_this_one(world: World) -> None:
    here, there = member(world), log_in(world)
    member(world, "bo@example.org")
    found = world.get("/sessions", headers=bearing(here)).json
    assert found["next"] is None
    assert [one["current"] for one in found["items"]] == [False, True]
    assert {"id", "startedAt", "usedAt", "expiresAt", "current", "clientId"} == set(found["items"][0])
    world.delete("/sessions/current", headers=bearing(there))
    assert len(world.get("/sessions", headers=bearing(here)).json["items"]) == 1


def test_logging_out_everywhere_ends_this_session_too(world: World) -> None:
    here, there, other = member(world), log_in(world), member(world, "bo@example.org")
    assert world.delete("/sessions", headers=bearing(here)).status_code == 204
    for tokens in (here, there):
        assert world.get("/people/me", headers=bearing(tokens)).status_code == 401
        assert world.post("/sessions/_refresh", {"refreshToken": tokens["refreshToken"]}).status_code == 401
    assert world.get("/people/me", headers=bearing(other)).status_code == 200
    assert len(world.said(SessionRevoked)) == 2


def test_a_phone_that_was_lost_is_logged_out_from_here(world: World) -> None:
    here, lost = member(world), log_in(world)
    session = next(one for one in world.get("/sessions", headers=bearing(here)).json["items"] if not one["current"])
    for _ in range(2):
        assert world.delete(f"/sessions/{session['id']}", headers=bearing(here)).status_code == 204
    assert world.get("/people/me", headers=bearing(lost)).status_code == 401
    assert len(world.said(SessionRevoked)) == 1


def test_someone_elses_session_looks_like_none(world: World) -> None:
    here, other = member(world), member(world, "bo@example.org")
    session = world.get("/sessions", headers=bearing(other)).json["items"][0]["id"]
    for unknown in (session, new_id()):
        assert world.delete(f"/sessions/{unknown}", headers=bearing(here)).status_code == 404
    assert world.get("/people/me", headers=bearing(other)).status_code == 200


def test_a_visitor_has_no_sessions(world: World) -> None:
    assert world.get("/sessions").status_code == 401
    assert world.delete("/sessions").status_code == 401
