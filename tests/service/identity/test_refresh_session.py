"""Refreshing: generations of one family, and what ends it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from werkzeug.test import TestResponse

from services.identity.model import RefreshToken
from services.identity.use_cases import grant_role
from shared import clock
from shared.actor import Actor
from shared.events.identity import SessionRevoked
from shared.ids import new_id
from tests.kit.world import World
from tests.service.identity.acts import bearing, log_in, member

LATER = timedelta(seconds=11)


def _refresh(world: World, tokens: dict[str, Any]) -> Any:
    return world.post("/sessions/_refresh", {"refreshToken": tokens["refreshToken"]})


def test_a_refresh_gives_fresh_tokens_of_the_same_session(world: World) -> None:
    first = member(world)
    answer = _refresh(world, first)
    assert answer.status_code == 200
    assert answer.json["refreshToken"] != first["refreshToken"]
    assert answer.json["personId"] == first["personId"]
    assert world.get("/people/me", headers=bearing(answer.json)).status_code == 200


def test_within_ten_seconds_the_previous_token_may_come_again(world: World) -> None:
    first = member(world)
    second, again = _refresh(world, first), _refresh(world, first)
    assert again.status_code == 200
    assert _refresh(world, again.json).status_code == 200
    assert second.status_code == 200
    assert world.said(SessionRevoked) == []


def test_after_ten_seconds_the_previous_token_ends_the_session(world: World) -> None:
    first = member(world)
    second = _refresh(world, first).json
    with clock.moved(LATER):
        assert _refresh(world, first).status_code == 401
        assert _refresh(world, second).status_code == 401
        assert world.get("/people/me", headers=bearing(second)).status_code == 401
    assert len(world.said(SessionRevoked)) == 1


def test_an_older_token_ends_the_session_even_within_ten_seconds(world: World) -> None:
    first = member(world)
    second = _refresh(world, first).json
    third = _refresh(world, second).json
    assert _refresh(world, first).status_code == 401
    assert _refresh(world, third).status_code == 401
    assert world.get("/people/me", headers=bearing(third)).status_code == 401


def test_one_session_that_is_ended_leaves_the_others(world: World) -> None:
    member(world)
    stolen, other = log_in(world), log_in(world)
    _refresh(world, stolen)
    with clock.moved(LATER):
        _refresh(world, stolen)
        assert _refresh(world, other).status_code == 200


def test_a_session_lasts_thirty_days_however_often_it_is_refreshed(world: World) -> None:
    tokens = member(world)
    for day in (9, 18, 27):
        with clock.moved(timedelta(days=day)):
            tokens = _refresh(world, tokens).json
    with clock.moved(timedelta(days=30, seconds=1)):
        assert _refresh(world, tokens).status_code == 401


def test_a_made_up_refresh_token_is_refused(world: World) -> None:
    assert _refresh(world, {"refreshToken": "x" * 43}).status_code == 401


def test_a_refresh_brings_new_roles(world: World) -> None:
    tokens = member(world)
    with world.service.database.transaction() as session:
        person = UUID(tokens["personId"])
        grant_role(session, Actor(new_id(), frozenset({"admin"})), person, "steward")
    body = {"name": "W", "municipality": "Utrecht"}
    assert world.post("/werkkringen", body, headers=bearing(tokens)).status_code == 403
    fresh = _refresh(world, tokens).json
    assert world.post("/werkkringen", body, headers=bearing(fresh)).status_code == 201


def test_tabs_that_refresh_at_once_all_go_on(anywhere: World) -> None:
    tokens = member(anywhere)
    app = anywhere.service.app()

    def refresh(_: int) -> TestResponse:
        body = {"refreshToken": tokens["refreshToken"]}
        return app.test_client().post("/api/identity/v1/sessions/_refresh", json=body)

    with ThreadPoolExecutor(8) as tabs:
        answers = list(tabs.map(refresh, range(8)))
    assert [answer.status_code for answer in answers] == [200] * 8
    assert anywhere.said(SessionRevoked) == []
    with anywhere.service.database.reading() as session:
        assert sorted(session.scalars(select(RefreshToken.generation))) == [0] + [1] * 8


def test_a_thief_and_the_owner_at_once_end_the_session_once(anywhere: World) -> None:
    first = member(anywhere)
    second = _refresh(anywhere, first).json
    app = anywhere.service.app()

    def reuse(_: int) -> TestResponse:
        body = {"refreshToken": first["refreshToken"]}
        return app.test_client().post("/api/identity/v1/sessions/_refresh", json=body)

    with clock.moved(LATER), ThreadPoolExecutor(6) as thieves:
        answers = list(thieves.map(reuse, range(6)))
    assert [answer.status_code for answer in answers] == [401] * 6
    assert len(anywhere.said(SessionRevoked)) == 1
    assert _refresh(anywhere, second).status_code == 401


def test_sessions_that_are_over_are_forgotten_with_their_tokens(world: World) -> None:
    _refresh(world, member(world))
    with clock.moved(timedelta(days=31)):
        world.pass_time()
    with world.service.database.reading() as session:
        assert session.scalars(select(RefreshToken)).all() == []
