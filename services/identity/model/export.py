"""Exports: someone asks for his data, every service holds its part ready, and after a day it is gone again."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from services.identity.model.foundation import Base
from shared import clock
from shared.ids import new_id

LASTS = timedelta(hours=24)


class Export(Base):
    """One export; a person has one at a time."""

    __tablename__ = "export"
    __table_args__ = (Index("uq_export_person_id", "person_id", unique=True),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime] = mapped_column(default=clock.now)
    expires_at: Mapped[datetime] = mapped_column(default=lambda: clock.now() + LASTS)


class ExportReceipt(Base):
    """One service's word that its part is ready."""

    __tablename__ = "export_receipt"

    export_id: Mapped[UUID] = mapped_column(ForeignKey("export.id", ondelete="CASCADE"), primary_key=True)
    service: Mapped[str] = mapped_column(String(20), primary_key=True)
