"""Applying what waits in the inbox: per subject, oldest version first; a waiting or parked event blocks only its own.

What is due of many subjects goes into one transaction, each event behind a savepoint: one that fails is noted and
undone alone. The cursor's row lock keeps two appliers off one subject.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import Row, and_, exists, func, or_, select, update
from sqlalchemy.orm import Session

from shared import clock, metrics
from shared.bus.inbox import BUDGET, OPEN, Inbox, hold, mark_done, storable
from shared.bus.performing import perform
from shared.bus.retry import next_attempt
from shared.bus.sql import insert, one_of
from shared.bus.tables import inbox, subject_cursor
from shared.events.envelope import decode, open_envelope
from shared.failpoints import failpoint

log = structlog.get_logger()
BATCH = 100

Waiting = Row[*tuple[Any, ...]]
"""A row of the inbox."""


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
        """Apply what is due now, up to a hundred events. Returns how many were dealt with, well or badly."""
        with self.database.reading() as session:
            subjects = self._due_subjects(session)
        return self._apply(subjects, BATCH) if subjects else 0

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
        return list(session.scalars(query.distinct().limit(BATCH)))

    def _apply(self, subjects: Sequence[UUID], most: int) -> int:
        """Apply up to `most` due events of these subjects in one transaction.

        When that fails as a whole, each subject's oldest event is tried alone, and the blame falls on the right one.
        """
        rows: Sequence[Waiting] = ()
        try:
            with self.database.transaction() as session:
                rows = self._oldest(session, subjects, most)
                done, failed = self._try(session, rows)
                mark_done(session, self.consumer, [row._asdict() for row in done])
                self._note_failures(session, failed)
        except Exception as error:
            if not rows:
                raise
            if most > 1:
                return sum(self._apply([subject], 1) for subject in subjects)
            with self.database.transaction() as session:
                self._note_failures(session, [(rows[0], error)])
            return 1
        failpoint("apply.after")
        return len(done) + len(failed)

    def _oldest(self, session: Session, subjects: Sequence[UUID], most: int) -> Sequence[Waiting]:
        """The open events of those subjects that nobody else holds, oldest versions first."""
        held = hold(session, self.consumer, subjects)
        mine = (inbox.c.consumer == self.consumer, one_of(session, inbox.c.subject, held), inbox.c.state.in_(OPEN))
        query = select(inbox).where(*mine).order_by(inbox.c.aggversion, inbox.c.event_id)
        return session.execute(query.limit(most)).all()

    def _try(self, session: Session, rows: Sequence[Waiting]) -> tuple[list[Waiting], list[tuple[Waiting, Exception]]]:
        """Those that went well, and those that did not; behind the latter, and what is not due, its subject waits."""
        done: list[Waiting] = []
        failed: list[tuple[Waiting, Exception]] = []
        blocked: set[UUID] = set()
        stop_at = clock.monotonic() + BUDGET
        for row in rows:
            if row.subject in blocked or not _is_due(row.state, row.next_attempt_at):
                blocked.add(row.subject)
                continue
            failpoint("apply.before")
            try:
                with session.begin_nested():
                    perform(session, self.door.subscriptions, open_envelope(decode(row.envelope)))
                done.append(row)
            except Exception as error:
                failed.append((row, error))
                blocked.add(row.subject)
            if clock.monotonic() > stop_at:
                break
        return done, failed

    def _note_failures(self, session: Session, failed: Sequence[tuple[Waiting, Exception]]) -> None:
        """Let them wait, or park them for a person, and keep their subjects blocked meanwhile."""
        for row, error in failed:
            attempts, now = row.attempts + 1, clock.now()
            again = next_attempt(error, attempts, row.received_at, now)
            state = "waiting" if again else "parked"
            what = storable(f"{type(error).__name__}: {error}")
            values = {"state": state, "attempts": attempts, "next_attempt_at": again, "last_error": what}
            mine = (inbox.c.consumer == row.consumer, inbox.c.source == row.source, inbox.c.event_id == row.event_id)
            session.execute(update(inbox).where(*mine, inbox.c.state != "done").values(**values))
            self._block(session, row.subject, now)
            metrics.applied.labels(self.consumer, state).inc()
            told = {"consumer": self.consumer, "type": row.type, "event_id": str(row.event_id), "attempts": attempts}
            (log.warning if again else log.error)("event_" + state, **told)

    def _block(self, session: Session, subject: UUID, since: datetime) -> None:
        """Note since when the subject stands still. A failed try may have undone the row."""
        row = insert(session, subject_cursor).values(consumer=self.consumer, subject=subject, blocked_since=since)
        first = func.coalesce(subject_cursor.c.blocked_since, row.excluded.blocked_since)
        keys = ["consumer", "subject"]
        session.execute(row.on_conflict_do_update(index_elements=keys, set_={"blocked_since": first}))


def _is_due(state: str, at: datetime | None) -> bool:
    return state == "ready" or (state == "waiting" and at is not None and at <= clock.now())
