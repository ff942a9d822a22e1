"""From the outbox to the transport, in order, each event at least once.

Reads by `published_at IS NULL`: a cursor on the id would lose a transaction that commits late. Holds no transaction
while it hands over. Marks only what was confirmed, so a crash repeats at most two parts, and the inbox knows repeats.
"""

from __future__ import annotations

import random
import threading
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import structlog
from sqlalchemy import func, select, text, update
from sqlalchemy.engine import Connection
from sqlalchemy.exc import SQLAlchemyError

from shared import clock, metrics
from shared.bus.sql import one_of
from shared.bus.tables import outbox
from shared.db import Database
from shared.failpoints import failpoint
from shared.transports import Outgoing, Publisher, Transport

BATCH = 2000
PART = 500
"""So many go out together; the next part is on its way before this one is marked, so that broker and database work at
the same time. At most two parts are unconfirmed."""
POLL = 0.05
LONGEST_PAUSE = 5.0

log = structlog.get_logger()


class Relay:
    """One service's relay. Several may run; one at a time leads, the others stand by."""

    poll = POLL

    def __init__(self, service: str, database: Database, transport: Transport) -> None:
        self.service, self.database, self.transport = service, database, transport

    def run(self, stop: threading.Event) -> None:
        """Until `stop`: publish what was said. Trouble is waited out, with growing pauses."""
        trouble = 0
        failures = metrics.relay_failures.labels(self.service)  # named from the start: an alarm sees it rise
        while not stop.is_set():
            publisher = self.transport.publisher(self.service)
            try:
                with leadership(self.database, self.service) as leading:
                    while not stop.is_set() and leading.holds():
                        if self.step(publisher) == 0:
                            publisher.idle(self.poll)
                        trouble = 0
                if not stop.is_set():
                    stop.wait(1.0)  # another relay leads
            except Exception as error:
                trouble += 1
                failures.inc()
                log.warning("relay_trouble", service=self.service, error=f"{type(error).__name__}: {error}"[:300])
                stop.wait(min(LONGEST_PAUSE, 0.2 * 2**trouble) * random.uniform(0.5, 1.0))
            finally:
                publisher.close()

    def step(self, publisher: Publisher) -> int:
        """Publish and mark one batch. Returns its size."""
        batch = self._read()
        before: tuple[int, Sequence[Outgoing]] | None = None
        for start in range(0, len(batch), PART):
            failpoint("relay.read")
            part = batch[start : start + PART]
            sent = publisher.send(part)
            if before:
                self._finish(publisher, *before)
            before = sent, part
        if before:
            self._finish(publisher, *before)
        return len(batch)

    def _finish(self, publisher: Publisher, sent: int, part: Sequence[Outgoing]) -> None:
        """Wait for the transport's word on this part, then mark it."""
        publisher.settle(sent)
        failpoint("relay.confirmed")
        self._mark(part)
        failpoint("relay.marked")
        metrics.published.labels(self.service).inc(len(part))

    def _read(self) -> Sequence[Outgoing]:
        columns = (outbox.c.id, outbox.c.event_id, outbox.c.routing_key, outbox.c.envelope)
        query = select(*columns).where(outbox.c.published_at.is_(None)).order_by(outbox.c.id).limit(BATCH)
        with self.database.reading() as session:
            return [Outgoing(*row) for row in session.execute(query)]

    def _mark(self, batch: Sequence[Outgoing]) -> None:
        """A mark that a power cut undoes costs a repeat and no more, so its commit need not wait for the disk."""
        ids = [outgoing.id for outgoing in batch]
        with self.database.transaction(durable=False) as session:
            session.execute(update(outbox).where(one_of(session, outbox.c.id, ids)).values(published_at=clock.now()))


class Leadership:
    """Holding the lock that lets one relay lead; on SQLite the process itself is the only one."""

    def __init__(self, connection: Connection | None, got: bool) -> None:
        self._connection, self._got = connection, got
        self._checked = clock.monotonic()

    def holds(self) -> bool:
        """Whether we lead. A connection that died took the lock with it, so it is asked now and then."""
        if self._got and self._connection is not None and clock.monotonic() - self._checked > 5:
            self._connection.execute(text("SELECT 1"))
            self._checked = clock.monotonic()
        return self._got


@contextmanager
def leadership(database: Database, service: str) -> Iterator[Leadership]:
    """Try to lead. The lock only saves work: two leaders would cause repeats, which every inbox absorbs."""
    if database.sqlite:
        yield Leadership(None, True)
        return
    number = zlib.crc32(service.encode())
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        got = bool(connection.execute(select(func.pg_try_advisory_lock(number))).scalar())
        try:
            yield Leadership(connection, got)
        finally:
            _unlock(connection, number, got)


def _unlock(connection: Connection, number: int, got: bool) -> None:
    try:
        if got:
            connection.execute(select(func.pg_advisory_unlock(number)))
    except SQLAlchemyError:
        connection.invalidate()  # the server has let go of the lock together with the session
