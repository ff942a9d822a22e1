"""A service on a migrated database of its own, as benches fill and ask it; dropped afterwards."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from shared import migrations
from tests.kit import servers
from tests.kit.world import Build, World, world_of


@contextmanager
def migrated_world(build: Build, kind: str) -> Iterator[World]:
    """`kind` is `sqlite` or `postgresql`."""
    with ExitStack() as kept:
        if kind == "sqlite":
            url = f"sqlite:///{Path(kept.enter_context(tempfile.TemporaryDirectory())) / 'bench.db'}"
        else:
            url = kept.enter_context(servers.fresh_postgresql())
        world = world_of(build, url)
        kept.callback(world.close)
        migrations.migrate(world.service.database, world.service.migrations)
        yield world
