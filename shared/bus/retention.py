"""How long the backbone keeps what it no longer needs, as code. Deletes in small batches: nothing waits long."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import ColumnElement, Table, and_, delete, select, tuple_
from sqlalchemy.orm import Session

from shared import clock
from shared.bus.tables import erased_person, export_part, idempotency, inbox, outbox, rate_limit, revoked_session

OUTBOX = timedelta(days=30)
INBOX = timedelta(days=60)
"""Longer than outbox, dead letters and replay together: an event replayed late must still be known."""

ERASED = timedelta(days=400)
"""Longer than anything that could still bring word of someone: replay, dead letters, and a backup put back."""

BATCH = 1000


def tidy(session: Session) -> None:
    """Delete one batch of everything whose time is over."""
    now = clock.now()
    _delete(session, outbox, outbox.c.published_at < now - OUTBOX)
    _delete(session, inbox, and_(inbox.c.state == "done", inbox.c.done_at < now - INBOX))
    _delete(session, idempotency, idempotency.c.expires_at < now)
    _delete(session, revoked_session, revoked_session.c.until < now)
    _delete(session, export_part, export_part.c.expires_at < now)
    _delete(session, rate_limit, rate_limit.c.window <= int(now.timestamp()))
    _delete(session, erased_person, erased_person.c.erased_at < now - ERASED)


def _delete(session: Session, table: Table, over: ColumnElement[bool]) -> None:
    keys = list(table.primary_key)
    chosen = select(*keys).where(over).limit(BATCH)
    session.execute(delete(table).where(tuple_(*keys).in_(chosen)))
