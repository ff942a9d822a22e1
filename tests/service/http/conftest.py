"""The manners of HTTP, tried on a real service: ideas."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from services.ideas.service import build
from tests.kit.world import Build, World, world_of


@pytest.fixture
def ideas(migrated: Callable[[Build], str]) -> Iterator[World]:
    world = world_of(build, migrated(build))
    yield world
    world.close()
