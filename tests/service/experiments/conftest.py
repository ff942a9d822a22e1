"""An experiments service on a fresh database: SQLite, or one of each kind where a test names `on_both`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from services.experiments.service import build
from tests.kit.world import Build, World, sqlite_url, world_of
from tests.service.experiments.scene import Scene


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    found = world_of(build, sqlite_url(build, tmp_path), data=tmp_path)
    yield found
    found.close()


@pytest.fixture
def scene(world: World) -> Scene:
    """A world on SQLite and the people in it; nothing has happened yet."""
    return Scene(world)


@pytest.fixture
def on_both(migrated: Callable[[Build], str], tmp_path: Path) -> Iterator[Scene]:
    """The same on SQLite and on PostgreSQL: for what a database decides."""
    found = world_of(build, migrated(build), data=tmp_path)
    yield Scene(found)
    found.close()
