"""Forgetting an account: every row that says how someone gets in, or what he is written about."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from services.identity.model import Confirmation, Letter, Person, RoleGrant


def forget_account(session: Session, person_id: UUID) -> None:
    """Remove someone of whom nothing else is kept, such as who never confirmed. The database drops what hangs on it."""
    for table in (Letter, Confirmation, RoleGrant):
        session.execute(delete(table).where(table.person_id == person_id))
    session.execute(delete(Person).where(Person.id == person_id))
