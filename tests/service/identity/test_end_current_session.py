"""Logging out."""

from __future__ import annotations

from uuid import UUID

from shared import clock
from shared.events.identity import SessionRevoked
from tests.kit.world import World
from tests.service.identity.acts import bearing, log_in, member


def test_logging_out_ends_the_session_here_at_once_and_tells_the_others(world: World) -> None:
    tokens = member(world)
    answer = world.delete("/sessions/current", headers=bearing(tokens))
    assert answer.status_code == 204
    assert world.get("/people/me", headers=bearing(tokens)).status_code == 401
    assert world.post("/sessions/_refresh", {"refreshToken": tokens["refreshToken"]}).status_code == 401
    (said,) = world.said(SessionRevoked)
    assert isinstance(said, SessionRevoked)
    assert said.person_id == UUID(tokens["personId"])
    assert (said.until - clock.now()).total_seconds() > 600


def test_logging_out_leaves_other_sessions(world: World) -> None:
    first = member(world)
    second = log_in(world)
    world.delete("/sessions/current", headers=bearing(first))
    assert world.get("/people/me", headers=bearing(second)).status_code == 200


def test_a_visitor_has_nothing_to_log_out_of(world: World) -> None:
    assert world.delete("/sessions/current").status_code == 401
