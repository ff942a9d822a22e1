"""What every measurement of the bus needs: a speaker with a full outbox, a listener that counts, a queue of its own."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

from sqlalchemy import Column, Integer, Table, Uuid, bindparam, func, select, text
from sqlalchemy.orm import Session

from shared import clock
from shared.bus.inbox import Inbox
from shared.bus.say import say
from shared.bus.subscriptions import Subscriptions
from shared.bus.tables import backbone, outbox
from shared.db import Database, metadata
from shared.events.envelope import Heard
from shared.events.ideas import IdeaParked
from shared.transports import Transport
from shared.transports.embedded import EmbeddedTransport
from shared.transports.rabbit import RabbitTransport
from shared.transports.rabbit.topology import declare
from tests.kit import servers

SUBJECTS = [uuid4() for _ in range(200)]
REASON = "Omdat het tijd is om iets anders te proberen. " * 15
"""Makes an envelope of about one KiB."""

tables = metadata()
effects = Table(
    "effects",
    tables,
    Column("event_id", Uuid(), primary_key=True),
    Column("subject", Uuid(), nullable=False),
    Column("version", Integer(), nullable=False),
)


EFFECT = text("INSERT INTO effects (event_id, subject, version) VALUES (:id, :subject, :version)").bindparams(
    bindparam("id", type_=Uuid()), bindparam("subject", type_=Uuid())
)


@dataclass
class Stage:
    """A speaker's and a listener's database, and what travels between them."""

    speaker: Database
    listener: Database
    url: str
    subscriptions: Subscriptions
    door: Inbox
    transport: Transport
    seen: dict[int, float] = field(default_factory=dict)

    def say_many(self, count: int) -> None:
        """Fill the outbox with `count` events, a hundred a transaction."""
        for start in range(0, count, 100):
            with self.speaker.transaction() as session:
                for number in range(start, min(start + 100, count)):
                    say(session, IdeaParked(idea_id=SUBJECTS[number % len(SUBJECTS)], reason=REASON))

    def bodies(self) -> list[bytes]:
        """Everything that stands in the outbox, as it goes over the wire."""
        with self.speaker.reading() as session:
            return list(session.scalars(select(outbox.c.envelope).order_by(outbox.c.id)))

    def count_effects(self) -> int:
        with self.listener.reading() as session:
            return session.execute(select(func.count()).select_from(effects)).scalar_one()

    def empty(self, database: Database, *names: str) -> None:
        """Forget what a turn left behind."""
        with database.engine.begin() as connection:
            for name in names:
                connection.exec_driver_sql(f"DELETE FROM {name}")


def listener_of(seen: dict[int, float]) -> Subscriptions:
    """One statement per event, and the moment at which it ran."""
    subscriptions = Subscriptions(f"bench.{uuid4().hex[:8]}")

    @subscriptions.on(IdeaParked)
    def note(session: Session, heard: Heard[IdeaParked]) -> None:
        envelope = heard.envelope
        session.execute(EFFECT, {"id": envelope.id, "subject": envelope.subject, "version": envelope.aggversion})
        seen[int(envelope.sequence)] = clock.monotonic()

    return subscriptions


@contextmanager
def on_rabbit() -> Iterator[Stage]:
    """PostgreSQL on both sides, a quorum queue between them."""
    with servers.fresh_postgresql() as a, servers.fresh_postgresql() as b, servers.fresh_vhost() as url:
        seen: dict[int, float] = {}
        subscriptions = listener_of(seen)
        declare(url, [subscriptions])
        yield from _stage(Database(a), Database(b), url, subscriptions, RabbitTransport(url), seen)


@contextmanager
def embedded(folder: Path) -> Iterator[Stage]:
    """SQLite on both sides, in one process."""
    seen: dict[int, float] = {}
    transport = EmbeddedTransport()
    speaker, listener = (Database(f"sqlite:///{folder}/{name}.db") for name in ("speaker", "listener"))
    transport.wake_by("ideas", speaker.said)
    yield from _stage(speaker, listener, "", listener_of(seen), transport, seen)


def _stage(
    speaker: Database,
    listener: Database,
    url: str,
    subscriptions: Subscriptions,
    transport: Transport,
    seen: dict[int, float],
) -> Iterator[Stage]:
    for database in (speaker, listener):
        backbone.create_all(database.engine)
    tables.create_all(listener.engine)
    door = Inbox(listener, subscriptions)
    if isinstance(transport, EmbeddedTransport):
        transport.bind(door)
    yield Stage(speaker, listener, url, subscriptions, door, transport, seen)
    speaker.close()
    listener.close()


@contextmanager
def running(*threads: threading.Thread, stop: threading.Event, wake: threading.Event) -> Iterator[None]:
    """These threads for as long as the block lasts."""
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        wake.set()
        for thread in threads:
            thread.join(15)
