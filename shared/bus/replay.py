"""Sending again to one consumer: `replay` what the outbox still has, or `restate` the present facts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import CursorResult, delete, select, update
from sqlalchemy.orm import Session

from shared import clock
from shared.bus.relay import BATCH
from shared.bus.subscriptions import Subscriptions
from shared.bus.tables import inbox, outbox, spoken, subject_cursor
from shared.db import Database
from shared.transports import Outgoing, Publisher, matches

LEAP = 1_000_000
"""More than anyone says of one subject, and few enough for two thousand leaps."""


def replay(
    database: Database,
    publisher: Publisher,
    consumer: str,
    bindings: Sequence[str] = ("#",),
    *,
    since: datetime | None = None,
    subject: UUID | None = None,
) -> int:
    """Hand the published events of this outbox to `consumer` only, in their order, with their own ids.

    What the consumer has done already it knows by id, so replaying too much costs time and changes nothing.
    Returns how many were sent; a consumer ignores what it has no answer to.
    """
    count, last = 0, 0
    while batch := _after(database, last, since, subject):
        last = batch[-1].id
        chosen = [each for each in batch if any(matches(b, each.routing_key) for b in bindings)]
        if chosen:
            publisher.publish(chosen, only_to=consumer)
            count += len(chosen)
    return count


def _after(database: Database, last: int, since: datetime | None, subject: UUID | None) -> list[Outgoing]:
    columns = (outbox.c.id, outbox.c.event_id, outbox.c.routing_key, outbox.c.envelope)
    query = select(*columns).where(outbox.c.id > last, outbox.c.published_at.is_not(None))
    if since is not None:
        query = query.where(outbox.c.created_at >= since)
    if subject is not None:
        query = query.where(outbox.c.subject == subject)
    with database.reading() as session:
        return [Outgoing(*row) for row in session.execute(query.order_by(outbox.c.id).limit(BATCH))]


def restate(database: Database, publisher: Publisher, consumer: str, say_facts: Callable[[Session], None]) -> int:
    """Let the owner say its present facts, to `consumer` only. Returns how many were said.

    They stand in the outbox as already published, so that the relay leaves them to us. A crash halfway means: again.
    A later event may overtake them; listeners compare versions, as with everything that overwrites.
    """
    with database.transaction() as session:
        say_facts(session)
        ids: list[UUID] = session.info.get("restated", [])
        for chunk in _chunks(ids):
            session.execute(update(outbox).where(outbox.c.event_id.in_(chunk)).values(published_at=clock.now()))
    for chunk in _chunks(ids):
        publisher.publish(_chosen(database, chunk), only_to=consumer)
    return len(ids)


def _chunks(ids: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    return (ids[start : start + BATCH] for start in range(0, len(ids), BATCH))


def _chosen(database: Database, ids: Sequence[UUID]) -> list[Outgoing]:
    columns = (outbox.c.id, outbox.c.event_id, outbox.c.routing_key, outbox.c.envelope)
    with database.reading() as session:
        query = select(*columns).where(outbox.c.event_id.in_(ids)).order_by(outbox.c.id)
        return [Outgoing(*row) for row in session.execute(query)]


def leap(database: Database) -> int:
    """After this database was set back to a backup: let what is said from now on count as newer than all before it.

    Listeners know more than a database that was set back, and would take its next words for old ones: its copy and
    theirs would differ for good. Gaps in the count hold nothing up. Returns of how many subjects it is.
    """
    with database.transaction() as session:
        return cast(CursorResult[Any], session.execute(update(spoken).values(said=spoken.c.said + LEAP))).rowcount


def forget(database: Database, subscriptions: Subscriptions) -> None:
    """Empty a consumer's inbox and cursors, so that replay and restate build its projection anew."""
    with database.transaction() as session:
        for table in (inbox, subject_cursor):
            session.execute(delete(table).where(table.c.consumer == subscriptions.consumer))
