"""A speaker, its listeners and what runs between them: the world of the conformance suite, on any transport."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Column, Integer, MetaData, Row, String, Table, Uuid, insert, select

from shared import clock, failpoints
from shared.bus.apply import Applier
from shared.bus.inbox import Inbox
from shared.bus.relay import Relay
from shared.bus.say import say
from shared.bus.subscriptions import Subscriptions
from shared.bus.tables import inbox, outbox
from shared.db import Database
from shared.events import Event, subject_of, type_of
from shared.events.envelope import PREFIX, Envelope, Heard, data_of, encode
from shared.events.ideas import CommentPlaced, InterestDeclared, InterestDropped
from shared.ids import new_id
from shared.transports import Outgoing, Publisher, Transport
from shared.transports.embedded import EmbeddedTransport
from tests.kit.drain import drain, until

SPEAKER = "ideas"
notes = MetaData()
effects = Table(
    "effects",
    notes,
    Column("id", Integer, primary_key=True),
    Column("consumer", String(40), nullable=False),
    Column("event_id", Uuid(), nullable=False),
    Column("subject", Uuid(), nullable=False),
    Column("version", Integer, nullable=False),
)
"""No key on the event: an effect that happens twice must show."""

Answer = Callable[[Any, Heard[Any]], None]


@dataclass
class Ear:
    """One listener: its door, and what it did. `answer` runs after the effect was noted, in the same transaction."""

    wires: Wires
    door: Inbox
    answer: Answer = lambda session, heard: None
    stop: threading.Event = field(default_factory=threading.Event)
    thread: threading.Thread | None = None

    @property
    def name(self) -> str:
        return self.door.consumer

    @property
    def database(self) -> Database:
        return self.door.database

    def note(self, session: Any, heard: Heard[Any]) -> None:
        """The handler: one row per time it was called and committed."""
        row = {"consumer": self.name, "event_id": heard.envelope.id, "subject": heard.envelope.subject}
        session.execute(insert(effects).values(version=heard.version, **row))
        self.answer(session, heard)

    def start(self) -> None:
        """Begin to consume, in a thread."""
        self.stop = threading.Event()
        self.thread = threading.Thread(target=self.wires.transport.consume, args=(self.door, self.stop), daemon=True)
        self.thread.start()

    def end(self) -> None:
        """Stop consuming, gracefully."""
        self.stop.set()
        if self.thread is not None:
            self.thread.join(15)
            assert not self.thread.is_alive(), "a consumer did not stop"
            self.thread = None

    def rows(self, *states: str) -> Sequence[Row[Any]]:
        """This consumer's inbox, oldest first; in these states only, where some are given."""
        query = select(inbox).where(inbox.c.consumer == self.name).order_by(inbox.c.received_at, inbox.c.aggversion)
        with self.database.reading() as session:
            return session.execute(query.where(inbox.c.state.in_(states)) if states else query).all()

    def done(self) -> list[UUID]:
        """The events that had their effect, in the order of the effects, with repeats."""
        return [row.event_id for row in self.effects()]

    def effects(self) -> Sequence[Row[Any]]:
        query = select(effects).where(effects.c.consumer == self.name).order_by(effects.c.id)
        with self.database.reading() as session:
            return session.execute(query).all()

    def step(self) -> int:
        """Apply what is due now."""
        return Applier(self.door).step()

    def until_stored(self, count: int) -> None:
        """Until so many messages stand in the inbox, in whatever state."""
        until(lambda: len(self.rows()) >= count, what=f"{count} stored")

    def until_done(self, events: Sequence[UUID]) -> None:
        """Until every one of these events had its effect, applying what waits meanwhile."""
        until(lambda: bool(self.step()) or set(events) <= set(self.done()), what="all had their effect")


@dataclass
class Wires:
    """The speaker `ideas` and its listeners, on one transport."""

    kind: str
    transport: Transport
    speaker: Database
    hearer: Database
    url: str = ""
    declare: Callable[[Subscriptions], None] = lambda subscriptions: None
    ears: list[Ear] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.publisher: Publisher = self.transport.publisher(SPEAKER)
        self.relay = Relay(SPEAKER, self.speaker, self.transport)

    def ear(
        self,
        *classes: type[Event],
        answer: Answer = lambda session, heard: None,
        any_event: bool = False,
        start: bool = True,
    ) -> Ear:
        """A listener with a queue of its own that notes every event of these classes (or of all)."""
        subscriptions = Subscriptions(f"t{uuid4().hex[:20]}")
        ear = Ear(self, Inbox(self.hearer, subscriptions), answer)
        if any_event:
            subscriptions.on_any(ear.note)
        else:
            subscriptions.on(*(classes or (InterestDeclared, InterestDropped, CommentPlaced)))(ear.note)
        self.declare(subscriptions)
        if isinstance(self.transport, EmbeddedTransport):
            self.transport.bind(ear.door)
        self.ears.append(ear)
        if start:
            ear.start()
        return ear

    def say(self, *said: Event) -> list[UUID]:
        """Say these, each in a transaction of its own."""
        ids = []
        for each in said:
            with self.speaker.transaction() as session:
                ids.append(say(session, each))
        return ids

    def hand_over(self) -> int:
        """Let the relay publish all there is."""
        return drain(self)

    def step(self) -> int:
        return self.relay.step(self.publisher)

    def post(self, *bodies: bytes, key: str = "ideas.interest.declared.v1") -> None:
        """Put these bytes on the wire, as if some publisher had sent them."""
        self.publisher.publish([Outgoing(n, uuid4(), key, body) for n, body in enumerate(bodies)])

    def unpublished(self) -> int:
        with self.speaker.reading() as session:
            return len(session.scalars(select(outbox.c.id).where(outbox.c.published_at.is_(None))).all())

    def close(self) -> None:
        failpoints.arm("")
        for ear in self.ears:
            ear.end()
        self.publisher.close()
        self.speaker.close()
        self.hearer.close()


def interest(idea: UUID | None = None, kind: str = "join") -> InterestDeclared:
    """An event to try things with: small, and of a subject that may have many."""
    return InterestDeclared(idea_id=idea or new_id(), person_id=new_id(), kind=kind)  # type: ignore[arg-type]


def letter(said: Event, version: int = 1, **changes: Any) -> bytes:
    """`said` in an envelope, as its owner would send it; `changes` replace attributes of the envelope."""
    declared, subject = type_of(said), subject_of(said)
    given = {
        "specversion": "1.0",
        "id": new_id(),
        "source": f"/{declared.speaker}",
        "type": PREFIX + declared.routing_key,
        "subject": subject,
        "time": clock.now(),
        "sequence": f"{version:020d}",
        "aggversion": version,
        "dataschema": "http://127.0.0.1:8080/schemas",
        "dataclass": "internal" if declared.internal else "public",
        "data": data_of(said),
        "partitionkey": str(subject),
    }
    return encode(Envelope(**{**given, **changes}))


@contextmanager
def failing(*names: str) -> Iterator[None]:
    """Within this block these failpoints raise, every time they are passed."""
    failpoints.arm(",".join(f"{name}=error" for name in names))
    try:
        yield
    finally:
        failpoints.arm("")
