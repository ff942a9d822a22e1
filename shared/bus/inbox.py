"""Taking messages in: store first, commit, and only then may the transport forget them.

On the fast path the effect joins the same transaction: where nothing waits for a subject, its new events are applied
at once. When one of them fails, everything is undone and done again, each event behind a savepoint; what fails then
is stored only and left to `apply`. So one bad event slows down its own subject and no other.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import Row, and_, func, select, update
from sqlalchemy.orm import Session

from shared import clock, metrics
from shared.bus.performing import Way, apart, together
from shared.bus.sql import insert_many, none_of, on_postgresql, one_of
from shared.bus.subscriptions import Subscriptions
from shared.bus.tables import inbox, subject_cursor
from shared.db import Database
from shared.events import Event
from shared.events.envelope import MOST_BYTES, Envelope, Heard, Malformed, decode, open_envelope
from shared.failpoints import failpoint
from shared.privacy.late import look_ahead

BATCH = 100
BUDGET = 1.0
"""Seconds the fast path may take: the transport's heartbeat waits for it. What is left over goes to `apply`."""

OPEN = ("ready", "waiting", "parked")
NOBODY = UUID(int=0)
IGNORED = "ignored"

log = structlog.get_logger()


@dataclass(frozen=True)
class Message:
    """One message as it came in, opened: `heard` is None where it is not for us or not an event at all."""

    row: dict[str, Any]
    heard: Heard[Event] | None


class Inbox:
    """One consumer's door. Safe to be given the same message any number of times."""

    def __init__(self, database: Database, subscriptions: Subscriptions) -> None:
        self.database, self.subscriptions = database, subscriptions
        self.consumer = subscriptions.consumer
        self.waiting_work = threading.Event()

    def take(self, bodies: Sequence[bytes]) -> None:
        """Store these messages; when this returns, they are committed and may be acknowledged."""
        for start in range(0, len(bodies), BATCH):
            messages = [self._open(body) for body in bodies[start : start + BATCH]]
            self._take(messages)

    def _take(self, messages: list[Message]) -> None:
        failpoint("inbox.before_store")
        left_over = self._store_and_apply(messages, together)
        if left_over is None:
            left_over = self._store_and_apply(messages, apart)
        if left_over is None:
            with self.database.transaction() as session:
                left_over = bool(self._store(session, messages))
        if left_over:
            self.waiting_work.set()
        failpoint("inbox.stored")

    def _store_and_apply(self, messages: list[Message], way: Way) -> bool | None:
        """Says whether anything was left over for `apply`; None where all had to be undone."""
        try:
            with self.database.transaction() as session:
                left_over = self._apply_at_once(session, self._store(session, messages), way)
                failpoint("inbox.before_commit")
        except Exception as error:
            log.warning("fast_path_failed", consumer=self.consumer, way=way.__name__, error=type(error).__name__)
            return None
        return left_over

    def _open(self, body: bytes) -> Message:
        try:
            envelope = decode(body)
            heard = open_envelope(envelope)
        except Malformed as error:
            return self._invalid(body, str(error))
        if heard is None or self.subscriptions.handler_of(envelope.routing_key) is None:
            return Message(self._row(envelope, None, "done", IGNORED), None)
        return Message(self._row(envelope, body, "ready", None), heard)

    def _row(self, envelope: Envelope, body: bytes | None, state: str, note: str | None) -> dict[str, Any]:
        now = clock.now()
        return {
            "consumer": self.consumer,
            "source": envelope.source[:80],
            "event_id": envelope.id,
            "type": envelope.routing_key[:120],
            "subject": envelope.subject,
            "aggversion": envelope.aggversion,
            "envelope": body,
            "received_at": now,
            "state": state,
            "last_error": note,
            "done_at": now if state == "done" else None,
        }

    def _invalid(self, body: bytes, why: str) -> Message:
        """Kept for an operator to look at; the same bytes again are the same row."""
        log.error("event_invalid", consumer=self.consumer, why=why, bytes=len(body))
        metrics.ingested.labels(self.consumer, "invalid").inc()
        row = {
            "consumer": self.consumer,
            "source": "?",
            "event_id": UUID(bytes=hashlib.sha256(body).digest()[:16]),
            "type": "?",
            "subject": NOBODY,
            "aggversion": 0,
            "envelope": body[:MOST_BYTES],
            "received_at": clock.now(),
            "state": "invalid",
            "last_error": storable(why),
            "done_at": None,
        }
        return Message(row, None)

    def _store(self, session: Session, messages: list[Message]) -> list[Message]:
        """Insert what is new and give back those of it that have an answer here."""
        first: dict[tuple[str, UUID], Message] = {}
        for message in messages:
            first.setdefault((message.row["source"], message.row["event_id"]), message)
        rows = self._insert(session, [message.row for message in first.values()])
        new = {(row.source, row.event_id) for row in rows}
        metrics.ingested.labels(self.consumer, "new").inc(len(new))
        metrics.ingested.labels(self.consumer, "duplicate").inc(len(messages) - len(new))
        return [message for key, message in first.items() if key in new and message.heard is not None]

    def _insert(self, session: Session, rows: list[dict[str, Any]]) -> Iterable[Row[Any]]:
        """Known rows stay as they are, but for those once ignored that have an answer now: a replay brings them in."""
        statement, parameters = insert_many(session, inbox, rows)
        given = statement.excluded
        changes = {name: given[name] for name in ("envelope", "received_at", "state", "last_error", "done_at")}
        learned = and_(inbox.c.state == "done", inbox.c.last_error == IGNORED, given.state == "ready")
        statement = statement.on_conflict_do_update(
            index_elements=["consumer", "source", "event_id"], set_=changes, where=learned
        )
        return session.execute(statement.returning(inbox.c.source, inbox.c.event_id), parameters)

    def _apply_at_once(self, session: Session, fresh: list[Message], way: Way) -> bool:
        """Apply what may be applied now, in this transaction; says whether anything was left over."""
        if not fresh:
            return False
        free = self._free_subjects(session, fresh)
        look_ahead(session, [message.heard for message in fresh])
        done: list[Message] = []
        stop_at = clock.monotonic() + BUDGET
        for message in in_subject_order(fresh):
            subject = message.row["subject"]
            if subject in free and clock.monotonic() < stop_at and way(session, self.subscriptions, message.heard):
                done.append(message)
            else:
                free.discard(subject)  # what comes later of this subject must not overtake it
        mark_done(session, self.consumer, [message.row for message in done])
        return len(done) < len(fresh)

    def _free_subjects(self, session: Session, fresh: list[Message]) -> set[UUID]:
        """The subjects for which nothing else waits, their cursors locked; a cursor held elsewhere is not free."""
        held = hold(session, self.consumer, {message.row["subject"] for message in fresh})
        new = [message.row["event_id"] for message in fresh]
        backlog = select(inbox.c.subject).where(
            inbox.c.consumer == self.consumer,
            one_of(session, inbox.c.subject, held),
            inbox.c.state.in_(OPEN),
            none_of(session, inbox.c.event_id, new),
        )
        return held - set(session.scalars(backlog))


def storable(text: str) -> str:
    """What was said of an error, as any database takes it: no NUL, no half characters, no novel."""
    return text[:500].encode("utf-8", "replace").decode().replace("\x00", "?")


def in_subject_order(messages: Sequence[Message]) -> list[Message]:
    """As they came, but each subject's own events sorted by version within the places they have."""
    per_subject: dict[UUID, list[Message]] = {}
    for message in messages:
        per_subject.setdefault(message.row["subject"], []).append(message)
    queues = {s: iter(sorted(each, key=lambda m: m.row["aggversion"])) for s, each in per_subject.items()}
    return [next(queues[message.row["subject"]]) for message in messages]


def hold(session: Session, consumer: str, subjects: Iterable[UUID]) -> set[UUID]:
    """Lock the cursors of these subjects; those that somebody else holds now are left out."""
    wanted = sorted(subjects)
    if not wanted:
        return set()
    new, parameters = insert_many(session, subject_cursor, [{"consumer": consumer, "subject": each} for each in wanted])
    session.execute(new.on_conflict_do_nothing(), parameters)
    mine = (subject_cursor.c.consumer == consumer, one_of(session, subject_cursor.c.subject, wanted))
    cursors = select(subject_cursor.c.subject).where(*mine).order_by("subject")
    return set(session.scalars(cursors.with_for_update(skip_locked=True)))


def mark_done(session: Session, consumer: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """These events had their effect; their subjects go on."""
    if not rows:
        return
    values = {"state": "done", "envelope": None, "done_at": clock.now(), "last_error": None}
    for source in {row["source"] for row in rows}:
        events = [row["event_id"] for row in rows if row["source"] == source]
        mine = (inbox.c.consumer == consumer, inbox.c.source == source, one_of(session, inbox.c.event_id, events))
        session.execute(update(inbox).where(*mine).values(**values))
    highest: dict[UUID, int] = {}
    for row in rows:
        highest[row["subject"]] = max(highest.get(row["subject"], 0), row["aggversion"])
    _move_cursors(session, consumer, highest)
    metrics.applied.labels(consumer, "done").inc(len(rows))


def _move_cursors(session: Session, consumer: str, highest: dict[UUID, int]) -> None:
    """Remember the highest version applied per subject, and that nothing blocks it."""
    rows = [{"consumer": consumer, "subject": s, "last_aggversion": v} for s, v in highest.items()]
    statement, parameters = insert_many(session, subject_cursor, rows)
    greatest = func.greatest if on_postgresql(session) else func.max
    larger = greatest(subject_cursor.c.last_aggversion, statement.excluded.last_aggversion)
    changes = {"last_aggversion": larger, "blocked_since": None}
    session.execute(statement.on_conflict_do_update(index_elements=["consumer", "subject"], set_=changes), parameters)
