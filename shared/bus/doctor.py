"""Finding what went missing: does every event of an owner's outbox stand in the inbox of every consumer bound to it?

Works on exported lists of ids, since no service may look into another's database: `published` here, `missing` there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from uuid import UUID

from sqlalchemy import select

from shared.bus.subscriptions import Subscriptions
from shared.bus.tables import inbox, outbox
from shared.db import Database
from shared.transports import matches

CHUNK = 500


def published(database: Database) -> Iterator[tuple[UUID, str]]:
    """The id and routing key of every event that this service has published and still keeps."""
    last = 0
    while True:
        query = select(outbox.c.id, outbox.c.event_id, outbox.c.routing_key)
        query = query.where(outbox.c.id > last, outbox.c.published_at.is_not(None)).order_by(outbox.c.id).limit(CHUNK)
        with database.reading() as session:
            rows = session.execute(query).all()
        if not rows:
            return
        last = rows[-1].id
        yield from ((row.event_id, row.routing_key) for row in rows)


def missing(database: Database, subscriptions: Subscriptions, events: Iterable[tuple[UUID, str]]) -> list[UUID]:
    """Those of `events` that this consumer is bound to and has never stored, in their order."""
    bound = [each for each, key in events if any(matches(b, key) for b in subscriptions.bindings)]
    found: list[UUID] = []
    for start in range(0, len(bound), CHUNK):
        chunk = bound[start : start + CHUNK]
        query = select(inbox.c.event_id).where(inbox.c.consumer == subscriptions.consumer, inbox.c.event_id.in_(chunk))
        with database.reading() as session:
            known = set(session.scalars(query))
        found += [each for each in chunk if each not in known]
    return found
