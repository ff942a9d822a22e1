"""The process beside `web`: relay, consumers, appliers and schedule as threads, each with connections of its own.

A thread that dies ends the process: whoever started it starts it again, whole; it never runs on with a part missing.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

import structlog
from sqlalchemy import func, select

from shared import clock, metrics
from shared.bus import parked, retention
from shared.bus.apply import Applier
from shared.bus.inbox import Inbox
from shared.bus.relay import Relay
from shared.bus.tables import outbox
from shared.privacy.scrubbing import scrub_after_erasures
from shared.service import Service
from shared.transports import Transport

GRACE = 10.0
PAUSES = (1.0, 2.0, 4.0, 8.0, 16.0)
STEADY = 60.0
"""Seconds after which a thread that ran so long counts as sound again: what failed before is forgotten."""

log = structlog.get_logger()


@dataclass
class Worker:
    """The threads of one or more services. `start`, and later `stop`."""

    services: Sequence[Service]
    transport: Transport
    stopping: threading.Event = field(default_factory=threading.Event)
    threads: list[threading.Thread] = field(default_factory=list)
    failed: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.doors = {
            each.consumer: Inbox(service.database, each) for service in self.services for each in service.consumers
        }

    def start(self) -> None:
        """Start every thread."""
        for service in self.services:
            if service.relays:
                relay = Relay(service.name, service.database, self.transport)
                self._thread(f"{service.name}.relay", relay.run)
                self._thread(f"{service.name}.schedule", partial(service.schedule.run, service.database))
                self._thread(f"{service.name}.upkeep", partial(upkeep, service))
            for name, work in service.threads.items():
                self._thread(f"{service.name}.{name}", work)
        for name, door in self.doors.items():
            self._thread(f"{name}.consumer", partial(self.transport.consume, door))
            self._thread(f"{name}.applier", Applier(door).run)

    def stop(self) -> None:
        """Finish what is under way, commit, acknowledge, and end; within ten seconds."""
        self.stopping.set()
        for service in self.services:
            service.database.said.set()
        for door in self.doors.values():
            door.waiting_work.set()
        until = clock.monotonic() + GRACE
        for thread in self.threads:
            thread.join(max(0.0, until - clock.monotonic()))

    def _thread(self, name: str, work: Callable[[threading.Event], None]) -> None:
        thread = threading.Thread(target=self._guarded, args=(name, work), name=name, daemon=True)
        self.threads.append(thread)
        thread.start()

    def _guarded(self, name: str, work: Callable[[threading.Event], None]) -> None:
        """Run `work`; come back from passing trouble, and end the whole process when it keeps failing."""
        failures = 0
        while failures < len(PAUSES):
            began = clock.monotonic()
            try:
                work(self.stopping)
            except Exception as error:
                log.error("thread_failed", thread=name, error=f"{type(error).__name__}: {error}"[:300])
            failures = 1 if clock.monotonic() - began > STEADY else failures + 1
            if self.stopping.wait(PAUSES[failures - 1]):
                return
        log.critical("thread_gone", thread=name)
        self.failed.set()
        os.kill(os.getpid(), signal.SIGTERM)


def upkeep(service: Service, stop: threading.Event) -> None:
    """Until `stop`: measure the queues and let files forget every five seconds, tidy up every minute."""
    rounds = 0
    while not stop.wait(5):
        measure(service)
        scrub_after_erasures(service.database)
        rounds += 1
        if rounds % 12 == 0:
            with service.database.transaction() as session:
                retention.tidy(session)


def measure(service: Service) -> None:
    """Set the gauges that an operator's alarms look at."""
    with service.database.reading() as session:
        waiting = select(func.count(), func.min(outbox.c.created_at)).where(outbox.c.published_at.is_(None))
        depth, oldest = session.execute(waiting).one()
        found = parked.counts(session)
        if service.measure is not None:
            service.measure(session)
    metrics.outbox_depth.labels(service.name).set(depth)
    age = (clock.now() - oldest).total_seconds() if oldest else 0
    metrics.outbox_age.labels(service.name).set(age)
    for each in service.every_consumer:
        for state in ("ready", "waiting", "parked", "invalid"):
            metrics.inbox_depth.labels(each.consumer, state).set(found.get((each.consumer, state), 0))
