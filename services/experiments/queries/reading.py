"""Loading for reading: the proeftuin with what permissions look at, or whole."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.sql.base import ExecutableOption

from services.experiments import permissions
from services.experiments.model import PEOPLE, WHOLE, Proeftuin


def read_proeftuin(session: Session, proeftuin_id: UUID) -> Proeftuin:
    """The proeftuin with its people. Raises NotFound."""
    return _read(session, proeftuin_id, PEOPLE)


def read_whole(session: Session, proeftuin_id: UUID) -> Proeftuin:
    """The proeftuin with all its parts. Raises NotFound."""
    return _read(session, proeftuin_id, WHOLE)


def _read(session: Session, proeftuin_id: UUID, options: Sequence[ExecutableOption]) -> Proeftuin:
    """Read anew: with an Idempotency-Key this session made the change itself, and knows only the parts it touched."""
    query = select(Proeftuin).where(Proeftuin.id == proeftuin_id).options(*options)
    anew = query.execution_options(populate_existing=True)
    return permissions.must_exist(session.execute(anew).scalar_one_or_none())
