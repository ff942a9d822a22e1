"""Applying what waits in the inbox: per subject, oldest version first, one event per transaction.

A waiting or parked event blocks its subject and no other. The cursor's row lock keeps two appliers off one subject.
"""

from __future__ import annotations

import threading
from datetime import datetime
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import Row, and_, exists, func, or_, select, update
from sqlalchemy.orm import Session

from shared import clock, metrics
from shared.bus.inbox import Inbox, move_cursors, perform, storable
from shared.bus.retry import next_attempt
from shared.bus.sql import insert, insert_new
from shared.bus.tables import inbox, subject_cursor
from shared.events.envelope import decode, open_envelope
from shared.failpoints import failpoint

log = structlog.get_logger()
SUBJECTS = 100


class Applier:
    """One consumer's worker for everything that the fast path did not finish."""

    def __init__(self, door: Inbox) -> None:
        self.door, self.database, self.consumer = door, door.database, door.consumer

    def run(self, stop: threading.Event) -> None:
        """Until `stop`: apply what is due; look again when work is left over, and every half second."""
        while not stop.is_set():
            if self.step() == 0:
                self.door.waiting_work.wait(0.5)
                self.door.waiting_work.clear()

    def step(self) -> int:
        """Apply what is due now, of up to a hundred subjects. Returns how many events were dealt with."""
        with self.database.reading() as session:
            subjects = self._due_subjects(session)
        return sum(self._apply_subject(subject) for subject in subjects)

    def _due_subjects(self, session: Session) -> list[UUID]:
        """Subjects whose oldest open event may be tried now."""
        earlier = inbox.alias("earlier")
        blocked = exists().where(
            earlier.c.consumer == self.consumer,
            earlier.c.subject == inbox.c.subject,
            earlier.c.state.in_(["waiting", "parked"]),
            earlier.c.aggversion < inbox.c.aggversion,
        )
        due = or_(inbox.c.state == "ready", and_(inbox.c.state == "waiting", inbox.c.next_attempt_at <= clock.now()))
        query = select(inbox.c.subject).where(inbox.c.consumer == self.consumer, due, ~blocked)
        return list(session.scalars(query.distinct().limit(SUBJECTS)))

    def _apply_subject(self, subject: UUID) -> int:
        count = 0
        while self._apply_next(subject):
            count += 1
        return count

    def _apply_next(self, subject: UUID) -> bool:
        """Apply the subject's oldest open event, if it is due. Says whether to go on with this subject."""
        row: Row[*tuple[Any, ...]] | None = None
        try:
            with self.database.transaction() as session:
                row = self._head(session, subject)
                if row is None:
                    return False
                failpoint("apply.before")
                perform(session, self.door.subscriptions, open_envelope(decode(row.envelope)))
                self._finish(session, row)
        except Exception as error:
            if row is None:
                raise
            self._note_failure(row, error)
            return False
        failpoint("apply.after")
        metrics.applied.labels(self.consumer, "done").inc()
        return True

    def _head(self, session: Session, subject: UUID) -> Row[*tuple[Any, ...]] | None:
        insert_new(session, subject_cursor, [{"consumer": self.consumer, "subject": subject}])
        cursor = select(subject_cursor.c.subject).where(
            subject_cursor.c.consumer == self.consumer, subject_cursor.c.subject == subject
        )
        if session.execute(cursor.with_for_update(skip_locked=True)).first() is None:
            return None
        mine = (inbox.c.consumer == self.consumer, inbox.c.subject == subject)
        oldest = select(inbox).where(*mine, inbox.c.state.in_(["ready", "waiting", "parked"]))
        row = session.execute(oldest.order_by(inbox.c.aggversion, inbox.c.event_id).limit(1)).first()
        return row if row is not None and self._is_due(row.state, row.next_attempt_at) else None

    def _is_due(self, state: str, at: datetime | None) -> bool:
        return state == "ready" or (state == "waiting" and at is not None and at <= clock.now())

    def _finish(self, session: Session, row: Row[*tuple[Any, ...]]) -> None:
        values = {"state": "done", "envelope": None, "done_at": clock.now(), "last_error": None}
        session.execute(update(inbox).where(*_key(row)).values(**values))
        move_cursors(session, self.consumer, {row.subject: row.aggversion})
        self._block(session, row.subject, None)

    def _note_failure(self, row: Row[*tuple[Any, ...]], error: Exception) -> None:
        """Let it wait, or park it for a person, and keep its subject blocked meanwhile."""
        attempts, now = row.attempts + 1, clock.now()
        again = next_attempt(error, attempts, row.received_at, now)
        state = "waiting" if again else "parked"
        what = storable(f"{type(error).__name__}: {error}")
        with self.database.transaction() as session:
            values = {"state": state, "attempts": attempts, "next_attempt_at": again, "last_error": what}
            session.execute(update(inbox).where(*_key(row), inbox.c.state != "done").values(**values))
            self._block(session, row.subject, now)
        metrics.applied.labels(self.consumer, state).inc()
        report = log.error if state == "parked" else log.warning
        report("event_" + state, consumer=self.consumer, type=row.type, event_id=str(row.event_id), attempts=attempts)

    def _block(self, session: Session, subject: UUID, since: datetime | None) -> None:
        """Note since when the subject stands still; None when it goes on. A failed try may have undone the row."""
        row = insert(session, subject_cursor).values(consumer=self.consumer, subject=subject, blocked_since=since)
        first = func.coalesce(subject_cursor.c.blocked_since, row.excluded.blocked_since) if since else None
        keys = ["consumer", "subject"]
        session.execute(row.on_conflict_do_update(index_elements=keys, set_={"blocked_since": first}))


def _key(row: Row[*tuple[Any, ...]]) -> tuple[Any, ...]:
    return (inbox.c.consumer == row.consumer, inbox.c.source == row.source, inbox.c.event_id == row.event_id)
