"""An identity on a fresh database, that takes its own tokens and those of the tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from services.identity.model import password
from tests.kit.world import World
from tests.service.identity.acts import identity_at, sqlite_identity

QUICK = PasswordHasher(time_cost=1, memory_cost=2048, parallelism=1)


@pytest.fixture(autouse=True)
def quick_hashing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords are hashed as always, in a hundredth of the time. Files about that time have it taken in full again."""
    monkeypatch.setattr(password, "_hasher", QUICK)
    monkeypatch.setattr(password, "NOBODY", QUICK.hash("nobody knows"))


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
