"""What ideas hears of memberships: each fact once, the newest wins, in whatever order they come."""

from __future__ import annotations

from sqlalchemy import select

from services.ideas.model import Membership
from shared.bus.tables import revoked_session
from shared.clock import now
from shared.events.identity import MembershipRestated, SessionRevoked
from shared.ids import new_id
from tests.kit.keys import token
from tests.kit.world import World
from tests.service.ideas.acts import ended, started


def _rows(world: World) -> list[Membership]:
    with world.service.database.reading() as session:
        return list(session.scalars(select(Membership)))


def test_a_membership_that_is_heard_twice_is_one_row(world: World) -> None:
    told = started(new_id())
    world.hear(told, times=2)
    (row,) = _rows(world)
    assert (row.id, row.person_id, row.ended_at, row.heard) == (told.membership_id, told.person_id, None, 1)


def test_an_end_is_kept(world: World) -> None:
    told = started(new_id())
    world.hear(told, ended(told))
    assert _rows(world)[0].ended_at is not None


def test_an_older_event_that_comes_late_changes_nothing(world: World) -> None:
    told = started(new_id())
    late = world.envelope(told, version=1)
    world.take(world.envelope(ended(told), version=2))
    world.take(late)
    (row,) = _rows(world)
    assert (row.ended_at is not None, row.heard) == (True, 2)


def test_restated_facts_overwrite_what_was_known(world: World) -> None:
    told = started(new_id())
    world.hear(told, ended(told))
    world.hear(
        MembershipRestated(
            membership_id=told.membership_id,
            werkkring_id=told.werkkring_id,
            person_id=told.person_id,
            started_at=told.started_at,
        )
    )
    (row,) = _rows(world)
    assert (row.ended_at, row.heard) == (None, 3)


def test_a_session_that_ended_is_refused_from_then_on(world: World) -> None:
    ans, session_id = new_id(), new_id()
    headers = {"Authorization": f"Bearer {token(ans, session_id=session_id)}"}
    assert world.get("/ideas?mine=true", headers=headers).status_code == 200
    world.hear(SessionRevoked(person_id=ans, session_id=session_id, until=now()))
    assert world.get("/ideas?mine=true", headers=headers).status_code == 401
    assert world.get("/ideas?mine=true", by=ans).status_code == 200
    with world.service.database.reading() as session:
        assert len(session.execute(select(revoked_session)).all()) == 1
