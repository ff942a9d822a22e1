"""Two ideas that became one, and what is needed to part them again."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.ideas.model.declarative import Base
from shared import clock
from shared.errors import Conflict
from shared.ids import new_id

UNDO = timedelta(days=14)


class Merge(Base):
    """That one idea went on in another, from which state, and whether that was undone."""

    __tablename__ = "merge"
    __table_args__ = (Index("ix_merge_idea_id", "idea_id", "id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    idea_id: Mapped[UUID] = mapped_column(ForeignKey("idea.id"))
    into_id: Mapped[UUID] = mapped_column(ForeignKey("idea.id"))
    state_before: Mapped[str] = mapped_column(String(12))
    at: Mapped[datetime] = mapped_column(default=clock.now)
    undone_at: Mapped[datetime | None]

    def undo(self) -> None:
        """Part them again, within 14 days: after that people count on it."""
        if clock.now() > self.at + UNDO:
            raise Conflict("too-late", f"A merge can be undone for {UNDO.days} days.")
        self.undone_at = clock.now()


class MovedInterest(Base):
    """One person's interest as it was before the merge, on both sides. Forgotten when undoing is over."""

    __tablename__ = "moved_interest"

    merge_id: Mapped[UUID] = mapped_column(ForeignKey("merge.id"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(12))
    offer: Mapped[str | None] = mapped_column(Text)
    at: Mapped[datetime]
    kind_there: Mapped[str | None] = mapped_column(String(12))
    offer_there: Mapped[str | None] = mapped_column(Text)
    kind_given: Mapped[str] = mapped_column(String(12))
    """What the merge made of it there: only where that still stands is it put back."""
