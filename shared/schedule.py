"""What the passing of time does: named verbs, each run about every so often by the worker.

A verb looks in the database for what is due, so days off are caught up by the first run, and a moved clock is a test.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

import structlog
from sqlalchemy.orm import Session

from shared import clock
from shared.db import Database

Verb = Callable[[Session], None]
log = structlog.get_logger()


@dataclass
class Schedule:
    """The verbs of one service, in the order in which they were registered."""

    verbs: list[tuple[float, Verb]] = field(default_factory=list)

    def every(self, seconds: float) -> Callable[[Verb], Verb]:
        """Register a verb that takes an open transaction."""

        def register(verb: Verb) -> Verb:
            self.verbs.append((seconds, verb))
            return verb

        return register

    def run_all(self, database: Database) -> None:
        """Do everything that is due now, each verb in a transaction of its own."""
        for _, verb in self.verbs:
            with database.transaction() as session:
                verb(session)

    def run(self, database: Database, stop: threading.Event) -> None:
        """Until `stop`: do each verb when its time has come. A verb that fails is logged and comes again."""
        due = [0.0] * len(self.verbs)
        while not stop.wait(0.5):
            for index, (seconds, verb) in enumerate(self.verbs):
                if clock.monotonic() >= due[index]:
                    due[index] = clock.monotonic() + seconds
                    self._do(verb, database)

    def _do(self, verb: Verb, database: Database) -> None:
        try:
            with database.transaction() as session:
                verb(session)
        except Exception as error:
            log.error("schedule_failed", verb=verb.__name__, error=type(error).__name__)
