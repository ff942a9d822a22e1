"""Sharing with its channels in one process on SQLite, quickened, until it is killed or asked to end."""

from __future__ import annotations

import signal
import threading
from typing import Any

from services.sharing.channels import delivering
from services.sharing.channels.mastodon import Mastodon
from services.sharing.channels.partup import Partup
from services.sharing.channels.website import Website
from services.sharing.service import build
from shared import failpoints, logs, settings
from shared.transports.embedded import EmbeddedTransport
from shared.worker import Worker
from tests.faults.children import quicken
from tests.kit.keys import keys


def main() -> None:
    """The child's whole life."""
    logs.configure("channels", level=30)
    quicken()
    quick: Any = delivering
    quick.POLL, quick.LADDER = 0.05, (0.1, 0.2)
    for channel in (Website, Partup, Mastodon):
        _hurry(channel)
    asked = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: asked.set())
    failpoints.arm_from_environment()
    sharing = build(settings.read(), keys=keys())
    transport = EmbeddedTransport()
    worker = Worker([sharing, *sharing.channels], transport)
    transport.wake_by(sharing.name, sharing.database.said)
    for door in worker.doors.values():
        transport.bind(door)
    worker.start()
    asked.wait()
    worker.stop()


def _hurry(channel: Any) -> None:
    """No pause between two messages: the fakes can take it."""
    made = channel.__init__

    def init(self: object, *given: object, **more: object) -> None:
        made(self, *given, **{**more, "pause_between": 0.01})

    channel.__init__ = init


if __name__ == "__main__":
    main()
