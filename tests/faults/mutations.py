"""The mistakes this backbone must not make, made on purpose in a child process: the harness has to notice each.

Never in product code: each mutation replaces one method in the child that is told to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from pika.adapters.blocking_connection import BlockingChannel
from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.bus import apply as applying
from shared.bus import say as saying
from shared.bus.inbox import Inbox
from shared.bus.relay import BATCH, Relay
from shared.bus.tables import outbox
from shared.failpoints import failpoint
from shared.ids import new_id
from shared.transports import Outgoing, Publisher
from shared.transports.embedded import EmbeddedPublisher
from shared.transports.rabbit.consumer import RabbitConsumer
from tests.faults import toys


def apply(name: str, folder: Path) -> None:
    """Make this mistake from now on; an empty name makes none."""
    if name:
        MUTATIONS[name](folder)


def ack_before_commit(folder: Path) -> None:
    """Rabbit: acknowledge first, then store. Embedded: call it confirmed though an inbox failed."""

    def take(self: RabbitConsumer, channel: BlockingChannel) -> None:
        if self._gathered:
            bodies, self._gathered = self._gathered, []
            channel.basic_ack(self._last_tag, multiple=True)
            channel.basic_qos(prefetch_count=200)  # waits for an answer: the broker has the acknowledgement by now
            self._door.take(bodies)

    def hand_over(self: EmbeddedPublisher, door: Inbox, bodies: Sequence[bytes]) -> None:
        try:
            door.take(bodies)
        except Exception:
            return

    RabbitConsumer._take = take  # type: ignore[method-assign]
    EmbeddedPublisher._hand_over = hand_over  # type: ignore[method-assign]


def mark_before_confirm(folder: Path) -> None:
    """Mark the batch as published, then publish it."""

    def step(self: Relay, publisher: Publisher) -> int:
        batch = self._read()
        if batch:
            self._mark(batch)
            failpoint("relay.confirmed")
            publisher.publish(batch)
        return len(batch)

    Relay.step = step  # type: ignore[method-assign]


def no_inbox_key(folder: Path) -> None:
    """Take every message for a new one."""
    plain = Inbox._row

    def row(self: Inbox, *given: Any) -> dict[str, Any]:
        return {**plain(self, *given), "event_id": new_id()}

    Inbox._row = row  # type: ignore[method-assign, assignment]


def cursor_poll(folder: Path) -> None:
    """Read what lies behind the last id that was published, instead of what is not marked."""

    def read(self: Relay) -> Sequence[Outgoing]:
        columns = (outbox.c.id, outbox.c.event_id, outbox.c.routing_key, outbox.c.envelope)
        last = getattr(self, "last", 0)
        with self.database.reading() as session:
            query = select(*columns).where(outbox.c.id > last).order_by(outbox.c.id).limit(BATCH)
            batch = [Outgoing(*row) for row in session.execute(query)]
        self.last = batch[-1].id if batch else last  # type: ignore[attr-defined]
        return batch

    Relay._read = read  # type: ignore[method-assign]


def no_cursor_lock(folder: Path) -> None:
    """Apply a subject's oldest event without holding the subject's cursor."""

    def hold_nothing(session: Session, consumer: str, subjects: Iterable[Any]) -> set[Any]:
        return set(subjects)

    applying.hold = hold_nothing  # type: ignore[attr-defined]


def number_before_lock(folder: Path) -> None:
    """Take the outbox number before the subject's own lock: two writers then disagree about who was first."""
    plain = saying._take_turn

    def take_turn(session: Session, subject: Any) -> Any:
        upcoming = session.scalar(select(saying._next_on_postgresql))
        if not (folder / "stalled").exists():
            toys.stall(folder)
        return plain(session, subject).said, upcoming

    saying._take_turn = take_turn


MUTATIONS: dict[str, Callable[[Path], None]] = {
    made.__name__: made
    for made in (
        ack_before_commit,
        mark_before_confirm,
        no_inbox_key,
        cursor_poll,
        no_cursor_lock,
        number_before_lock,
    )
}
