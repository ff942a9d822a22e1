"""An identity on a fresh database, that takes its own tokens and those of the tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kit.world import World
from tests.service.identity.acts import identity_at, sqlite_identity


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = sqlite_identity(tmp_path)
    yield made
    made.close()


@pytest.fixture
def anywhere(database_url: str, tmp_path: Path) -> Iterator[World]:
    """The same on SQLite and on PostgreSQL, for what hangs on how a database locks."""
    made = sqlite_identity(tmp_path) if database_url.startswith("sqlite") else identity_at(database_url, tmp_path)
    yield made
    made.close()
