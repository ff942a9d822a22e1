"""Loading for reading: the proeftuin with what permissions look at, or whole; and whose own time is read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session
from sqlalchemy.sql.base import ExecutableOption

from services.experiments import permissions
from services.experiments.model import PEOPLE, WHOLE, Proeftuin, Stint
from services.experiments.model.bar import barred_from
from shared.actor import Actor


def read_proeftuin(session: Session, proeftuin_id: UUID) -> Proeftuin:
    """The proeftuin with its people. Raises NotFound."""
    return _read(session, proeftuin_id, PEOPLE)


def read_whole(session: Session, proeftuin_id: UUID) -> Proeftuin:
    """The proeftuin with all its parts. Raises NotFound."""
    return _read(session, proeftuin_id, WHOLE)


def stays_of(session: Session, actor: Actor, proeftuin_id: UUID) -> Sequence[Stint]:
    """When the actor took part: of that time he goes on reading what was for participants, unless he is barred."""
    if actor.person_id is None:
        return []
    own = Stint.proeftuin_id == proeftuin_id, Stint.person_id == actor.person_id
    return session.scalars(select(Stint).where(*own, Stint.person_id.not_in(barred_from(proeftuin_id)))).all()


def in_own_time(at: InstrumentedAttribute[datetime], stays: Sequence[Stint]) -> ColumnElement[bool]:
    """What happened while one took part, for a whole list at once."""
    times = [at >= s.started_at if s.ended_at is None else and_(at >= s.started_at, at <= s.ended_at) for s in stays]
    return or_(false(), *times)


def _read(session: Session, proeftuin_id: UUID, options: Sequence[ExecutableOption]) -> Proeftuin:
    """Read anew: with an Idempotency-Key this session made the change itself, and knows only the parts it touched."""
    query = select(Proeftuin).where(Proeftuin.id == proeftuin_id).options(*options)
    anew = query.execution_options(populate_existing=True)
    return permissions.must_exist(session.execute(anew).scalar_one_or_none())
