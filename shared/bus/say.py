"""Saying an event: one row in the outbox, in the same transaction as the change it tells of."""

from __future__ import annotations

from typing import Protocol
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Sequence, insert, literal_column
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from shared import clock, context
from shared.bus.tables import outbox, spoken
from shared.events import Event, subject_of, type_of
from shared.events.envelope import PREFIX, Envelope, data_of, encode
from shared.failpoints import failpoint
from shared.ids import new_id


class Speaker(Protocol):
    """Whoever caused it: an actor with a person's id, or none for the system itself."""

    @property
    def person_id(self) -> UUID | None: ...


def say(session: Session, said: Event, by: Speaker | None = None) -> UUID:
    """Tell everyone, once and in order, if and only if this transaction commits. Returns the event's id.

    Raising the subject's own counter locks the subject until the commit; so `aggversion` has no gaps.
    Who speaks of several subjects in one transaction does so in sorted order, or two such transactions may deadlock.
    """
    failpoint("say.before")
    subject = subject_of(said)
    version, outbox_id = _take_turn(session, subject)
    envelope = _envelope(session, said, subject, version, outbox_id, by)
    declared = type_of(said)
    session.execute(
        insert(outbox).values(
            id=outbox_id,
            event_id=envelope.id,
            subject_type=declared.subject_type,
            subject=subject,
            aggversion=version,
            routing_key=declared.routing_key,
            envelope=encode(envelope),
            dataclass=envelope.dataclass,
            created_at=envelope.time,
        )
    )
    session.info["said"] = True
    failpoint("say.after")
    return envelope.id


_next_on_postgresql = Sequence("outbox_id_seq").next_value()
_next_on_sqlite: ColumnElement[int] = literal_column(
    "(SELECT coalesce(max(seq), 0) + 1 FROM sqlite_sequence WHERE name = 'outbox')"
)


def _take_turn(session: Session, subject: UUID) -> Row[int, int]:
    on_postgresql = session.get_bind().dialect.name == "postgresql"
    dialect, upcoming = (postgresql, _next_on_postgresql) if on_postgresql else (sqlite, _next_on_sqlite)
    turn = dialect.insert(spoken).values(subject=subject, said=1)
    turn = turn.on_conflict_do_update(index_elements=["subject"], set_={"said": spoken.c.said + 1})
    return session.execute(turn.returning(spoken.c.said, upcoming)).one()


def _envelope(
    session: Session, said: Event, subject: UUID, version: int, outbox_id: int, by: Speaker | None
) -> Envelope:
    declared, trail = type_of(said), context.current()
    origin = session.info.get("origin", "")
    return Envelope(
        specversion="1.0",
        id=new_id(),
        source=f"/{declared.speaker}",
        type=PREFIX + declared.routing_key,
        subject=subject,
        time=clock.now(),
        sequence=f"{outbox_id:020d}",
        aggversion=version,
        dataschema=f"{origin}/api/sharing/v1/schemas/{declared.routing_key}",
        dataclass="internal" if declared.internal else "public",
        data=data_of(said),
        partitionkey=str(subject),
        traceparent=trail.traceparent,
        correlationid=trail.correlation,
        causationid=trail.causation,
        actor=by.person_id if by else None,
    )
