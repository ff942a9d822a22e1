"""What a service is: a value with a name, a database, an app, consumers and a schedule. `build(settings)` makes one."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from flask import Flask
from sqlalchemy import MetaData
from sqlalchemy.orm import Session

from shared.bus.subscriptions import Subscriptions
from shared.db import Database
from shared.schedule import Schedule
from shared.settings import Settings

Restate = Callable[[Session], None]
"""Says the present facts of every row with `say_restated`."""


@dataclass(frozen=True)
class Service:
    """Everything that the entry points (web, worker, commands, embedded, tests) need to know of one service."""

    name: str
    settings: Settings
    database: Database
    app: Callable[[], Flask]
    metadata: Sequence[MetaData]
    migrations: Path
    consumers: Sequence[Subscriptions] = ()
    schedule: Schedule = field(default_factory=Schedule)
    commands: dict[str, Callable[[Service, Sequence[str]], None]] = field(default_factory=dict)
    first_start: Callable[[Service], None] | None = None
    threads: dict[str, Callable[[threading.Event], None]] = field(default_factory=dict)
    """What the worker also runs until told to stop: work that may not hold a transaction while it waits for others."""
    restate: Restate | None = None
    measure: Callable[[Session], None] | None = None
    """Sets gauges of its own, for operators; only reads."""
    channels: Sequence[Service] = ()
    """Independent consumers on the same database: each has its own queue and process, and nobody waits for it."""
    relays: bool = True
    """Whether its worker also publishes what stands in the outbox and keeps the schedule; a channel leaves that be."""

    @property
    def every_consumer(self) -> list[Subscriptions]:
        """Its own consumers and those of its channels."""
        return [*self.consumers, *(each for channel in self.channels for each in channel.every_consumer)]
