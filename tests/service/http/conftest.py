"""The manners of HTTP, tried on a real service: ideas."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from services.ideas.service import build
from shared import migrations
from tests.kit.world import World, world_of


@pytest.fixture
def ideas(database_url: str) -> Iterator[World]:
    world = world_of(build, database_url)
    migrations.migrate(world.service.database, world.service.migrations)
    yield world
    world.close()
