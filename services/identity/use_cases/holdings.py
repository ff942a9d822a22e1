"""Knowing who holds which proeftuin, as experiments tell it: only so that a last holder hands over before he goes."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from services.identity.model import Holding
from shared.bus.sql import upsert
from shared.privacy.erasing import FORMER


def know_holder(session: Session, proeftuin_id: UUID, person_id: UUID, holds: bool, version: int) -> None:
    """That this person holds it, or does so no longer. Nobody holds nothing: word of who was erased is left alone."""
    if person_id != FORMER:
        row = {"proeftuin_id": proeftuin_id, "person_id": person_id, "holds": holds, "heard": version}
        upsert(session, Holding.__table__, row, newer="heard")  # type: ignore[arg-type]


def know_end(session: Session, proeftuin_id: UUID, version: int) -> None:
    """It is completed or stopped: nobody is needed to hold it."""
    told = update(Holding).where(Holding.proeftuin_id == proeftuin_id, Holding.heard < version)
    session.execute(told.values(holds=False, heard=version))
