"""Erasing a person as a saga: said once, answered by every service, and said again to who does not answer.

asked → done (every receipt is there). What is kept is an id of nobody, and dates: the proof that it was done.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from services.identity.model.foundation import Base
from shared import clock

SERVICES = ("identity", "ideas", "experiments", "sharing")
"""Who keeps something of people, and so owes a receipt for each who was erased, and a part for each export."""

SAY_AGAIN = timedelta(hours=6)
OVERDUE = timedelta(hours=72)


class Erasure(Base):
    """One erased person, of whom only the id is left."""

    __tablename__ = "erasure"
    __table_args__ = (Index("ix_erasure_done_at", "done_at"),)

    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    asked_at: Mapped[datetime] = mapped_column(default=clock.now)
    said_at: Mapped[datetime] = mapped_column(default=clock.now)
    done_at: Mapped[datetime | None]


class ErasureReceipt(Base):
    """One service's word that it has forgotten this person."""

    __tablename__ = "erasure_receipt"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("erasure.person_id", ondelete="CASCADE"), primary_key=True)
    service: Mapped[str] = mapped_column(String(20), primary_key=True)
    at: Mapped[datetime] = mapped_column(default=clock.now)


class Holding(Base):
    """What experiments told us: who holds which unfinished proeftuin, so that its last holder hands over first."""

    __tablename__ = "holding"
    __table_args__ = (Index("ix_holding_person_id", "person_id"),)

    proeftuin_id: Mapped[UUID] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    holds: Mapped[bool]
    heard: Mapped[int] = mapped_column(default=0)
