"""What an operator does with events that wait or were parked: list, show, retry, skip with a reason."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, select, update
from sqlalchemy.orm import Session

from shared import clock
from shared.bus.tables import inbox
from shared.errors import Conflict, NotFound

STUCK = ("waiting", "parked", "invalid")


def list_stuck(session: Session, limit: int = 200) -> list[Row[*tuple[Any, ...]]]:
    """Events that are not done and not simply next, oldest first; no bodies."""
    columns = [column for column in inbox.c if column.name != "envelope"]
    query = select(*columns).where(inbox.c.state.in_(STUCK)).order_by(inbox.c.received_at).limit(limit)
    return list(session.execute(query))


def counts(session: Session) -> dict[tuple[str, str], int]:
    """How many events are in which state, per consumer; those done are left out."""
    query = select(inbox.c.consumer, inbox.c.state, func.count()).where(inbox.c.state != "done")
    return {(row[0], row[1]): row[2] for row in session.execute(query.group_by(inbox.c.consumer, inbox.c.state))}


def show(session: Session, consumer: str, event_id: UUID) -> Row[*tuple[Any, ...]]:
    """One event as it stands, with its envelope. Raises NotFound."""
    query = select(inbox).where(inbox.c.consumer == consumer, inbox.c.event_id == event_id)
    row = session.execute(query).first()
    if row is None:
        raise NotFound("no-such-event", f"{consumer} has no event {event_id}.")
    return row


def retry(session: Session, consumer: str, event_id: UUID) -> None:
    """Let a waiting or parked event be tried now, with all its tries before it again."""
    _change(session, consumer, event_id, state="ready", attempts=0, next_attempt_at=None, received_at=clock.now())


def skip(session: Session, consumer: str, event_id: UUID, reason: str) -> None:
    """Give an event up, for a reason that is kept; its subject goes on with the next one."""
    note = f"skipped: {reason}"[:500]
    _change(session, consumer, event_id, state="done", envelope=None, last_error=note, done_at=clock.now())


def _change(session: Session, consumer: str, event_id: UUID, **values: Any) -> None:
    row = show(session, consumer, event_id)
    if row.state not in STUCK or (row.state == "invalid" and values["state"] == "ready"):
        raise Conflict("wrong-state", f"This event is {row.state}.")
    mine = (inbox.c.consumer == consumer, inbox.c.event_id == event_id)
    session.execute(update(inbox).where(*mine).values(**values))
