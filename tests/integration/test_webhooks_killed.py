"""The process that sends webhooks, killed in each of its steps: everything arrives, under the same id, and is told."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from services.sharing.service import build
from tests.kit.drain import until
from tests.kit.embedded import ROOT, free_port
from tests.kit.webhook_receiver import receiving
from tests.kit.world import World, sqlite_url, world_of
from tests.service.sharing.webhooks import POSTED, Desk

STEPS = ("queued", "before_call", "after_call", "noted")
EVENTS = 6


def start(world: World, failpoints: str = "") -> subprocess.Popen[bytes]:
    """The process as compose runs it, on the database of this world, without a broker."""
    settings = world.service.settings
    given = {"DATABASE_URL": settings.database_url, "SECRET_KEY": settings.secret_key, "FAILPOINTS": failpoints}
    given |= {"WEBHOOKS_ON_THIS_MACHINE": "1", "HEALTH_PORT": str(free_port())}
    command = [sys.executable, "-m", "services.sharing", "channel", "webhooks"]
    return subprocess.Popen(command, cwd=ROOT, env={**os.environ, **given}, stdout=subprocess.DEVNULL)


def test_killed_in_every_step_it_loses_nothing(tmp_path: Path) -> None:
    world = world_of(build, sqlite_url(build, tmp_path), webhooks_on_this_machine=True)
    desk = Desk(world)
    with receiving() as receiver:
        made = desk.active(receiver, types=[POSTED])
        for _ in range(EVENTS):
            desk.post_update()
        for step in STEPS:
            assert start(world, f"webhooks.{step}=kill").wait(60) == -9, step
        last = start(world)
        try:
            until(lambda: [each["state"] for each in desk.deliveries(made)] == ["delivered"] * EVENTS, 60)
        finally:
            last.terminate()
            assert last.wait(30) == 0
        ids = [each.id for each in receiver.got]
    world.close()
    assert len(set(ids)) == EVENTS
    assert len(ids) > EVENTS, "nothing came twice, so nothing was proven"
