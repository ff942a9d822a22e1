"""A disk without room: what is asked is refused whole and said to be so, and all is well once there is room again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from services.ideas.model import Idea
from services.ideas.service import build
from shared.bus.tables import outbox
from shared.ids import new_id
from tests.kit.world import World, sqlite_url, world_of
from tests.service.ideas.acts import TEXT, draft, open_idea


def pragma(world: World, words: str) -> Any:
    with world.service.database.engine.connect() as connection:
        return connection.exec_driver_sql(f"PRAGMA {words}").scalar()


def books(world: World) -> tuple[int, int]:
    """How many ideas there are, and how many events."""
    with world.service.database.reading() as session:
        return tuple(session.scalar(select(func.count()).select_from(each)) or 0 for each in (Idea, outbox))  # type: ignore[return-value]


def test_a_full_disk_changes_nothing_is_said_and_heals(tmp_path: Path) -> None:
    world = world_of(build, sqlite_url(build, tmp_path))
    author = new_id()
    idea = draft(world, author)
    room = pragma(world, "max_page_count")
    pragma(world, f"max_page_count={pragma(world, 'page_count')}")
    refused = None
    for _ in range(200):  # what is left of the last pages fills up
        before = books(world)
        answer = world.post("/ideas", {**TEXT, "what": "Een lange tekst. " * 200}, by=author)
        if answer.status_code != 201:
            refused = answer
            break
    assert refused is not None
    assert refused.status_code == 503
    assert int(refused.headers["Retry-After"]) > 0
    assert books(world) == before
    assert world.get(f"/ideas/{idea}", by=author).status_code == 200, "reading goes on"
    pragma(world, f"max_page_count={room}")
    assert world.post(f"/ideas/{idea}/_submit", by=author).status_code == 200
    assert open_idea(world)
    world.close()
