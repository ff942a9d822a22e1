"""An ideas service on a fresh SQLite database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from services.ideas.service import build
from shared import migrations
from tests.kit.world import World, sqlite_url, world_of


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = world_of(build, sqlite_url(build, tmp_path))
    yield made
    made.close()


@pytest.fixture
def anywhere(database_url: str, tmp_path: Path) -> Iterator[World]:
    """The same on SQLite and on PostgreSQL, for what hangs on how a database locks."""
    made = world_of(build, sqlite_url(build, tmp_path) if database_url.startswith("sqlite") else database_url)
    migrations.migrate(made.service.database, made.service.migrations)
    yield made
    made.close()
