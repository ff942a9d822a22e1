"""Loading for reading: the proeftuin with what permissions look at, or whole."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.experiments import permissions
from services.experiments.model import PEOPLE, WHOLE, Proeftuin


def read_proeftuin(session: Session, proeftuin_id: UUID) -> Proeftuin:
    """The proeftuin with its people. Raises NotFound."""
    query = select(Proeftuin).where(Proeftuin.id == proeftuin_id).options(*PEOPLE)
    return permissions.must_exist(session.execute(query).scalar_one_or_none())


def read_whole(session: Session, proeftuin_id: UUID) -> Proeftuin:
    """The proeftuin with all its parts. Raises NotFound."""
    query = select(Proeftuin).where(Proeftuin.id == proeftuin_id).options(*WHOLE)
    return permissions.must_exist(session.execute(query).scalar_one_or_none())
