"""An ideas service on a fresh SQLite database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from services.ideas.service import build
from tests.kit.world import Build, World, sqlite_url, world_of


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = world_of(build, sqlite_url(build, tmp_path))
    yield made
    made.close()


@pytest.fixture
def anywhere(migrated: Callable[[Build], str]) -> Iterator[World]:
    """The same on SQLite and on PostgreSQL, for what hangs on how a database locks."""
    made = world_of(build, migrated(build))
    yield made
    made.close()
