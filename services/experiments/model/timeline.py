"""The story of a proeftuin: one entry for everything that happened, written by the verb that made it happen."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.experiments.model.declarative import Base
from shared import clock
from shared.ids import new_id

DISCREET = ("belonging.declared", "belonging.dropped")
"""Who says of himself to which group he belongs, is told to nobody else: a group is shown by its number of people."""


class TimelineEntry(Base):
    """What happened, when, and to what. `as_holder`: done in public office, so that everyone may know by whom."""

    __tablename__ = "timeline_entry"
    __table_args__ = (
        Index("ix_timeline_entry_proeftuin", "proeftuin_id", "at", "id"),
        Index("ix_timeline_entry_subject", "subject_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    proeftuin_id: Mapped[UUID] = mapped_column(ForeignKey("proeftuin.id"))
    kind: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime] = mapped_column(default=clock.now)
    actor_id: Mapped[UUID | None]
    as_holder: Mapped[bool] = mapped_column(default=False)
    public: Mapped[bool] = mapped_column(default=True)
    subject_id: Mapped[UUID | None]
    title: Mapped[str | None] = mapped_column(String(300))
    text: Mapped[str | None] = mapped_column(Text)

    @property
    def discreet(self) -> bool:
        """Whether nobody but the actor is told who it was."""
        return self.kind in DISCREET
