"""Embedded, while it is stopped: build sharing's public catalogue and search anew from what the owners say now.

`python -m deploy.rebuild`, or `make rebuild`; on compose `deploy/rebuild.sh` does the same with a process per service.
"""

from __future__ import annotations

import os
import sys

import httpx

from deploy.embedded import hold
from deploy.system import services_for
from services.sharing import commands
from shared import logs, settings
from shared.bus.apply import Applier
from shared.bus.inbox import Inbox
from shared.bus.replay import restate
from shared.errors import DomainError, Invalid
from shared.settings import Settings
from shared.transports.embedded import EmbeddedTransport


def rebuild(found: Settings) -> None:
    """Let sharing doubt what it knows, every owner tell it again, and what nobody told be gone."""
    if not (found.data / "sharing.db").exists():
        raise Invalid("no-data", f"There is no catalogue in “{found.data}”. Name the folder: DATA=…")
    with httpx.Client() as nobody:
        running = services_for(found, nobody)
    *owners, sharing = running
    door = Inbox(sharing.database, next(each for each in sharing.consumers if each.consumer == sharing.name))
    transport = EmbeddedTransport()
    transport.bind(door)
    try:
        commands.rebuild(sharing, [])
        for owner in owners:
            assert owner.restate is not None
            told = restate(owner.database, transport.publisher(owner.name), sharing.name, owner.restate)
            print(f"{owner.name}: {told} facts said to {sharing.name}")
        while Applier(door).step():
            pass
        commands.let_go(sharing)
    finally:
        for each in running:
            each.database.close()


def main() -> None:
    try:
        found = settings.read()
        logs.configure("rebuild")
        lock = hold(found.data)
        rebuild(found)
        os.close(lock)
    except DomainError as error:
        sys.exit(f"The catalogue was not rebuilt. {error.message}")


if __name__ == "__main__":
    main()
