"""What an idea said before: every text that was submitted or revised since, kept and readable."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.ideas.model.declarative import Base
from services.ideas.model.idea import TEXT, Idea
from shared import clock


class Revision(Base):
    """The whole text as its author left it at that moment. Append-only."""

    __tablename__ = "revision"

    idea_id: Mapped[UUID] = mapped_column(ForeignKey("idea.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    title: Mapped[str] = mapped_column(String(120))
    what: Mapped[str] = mapped_column(Text)
    why: Mapped[str] = mapped_column(Text)
    concerns: Mapped[list[str]]
    themes: Mapped[list[str]]
    municipality: Mapped[str | None] = mapped_column(String(80))
    language: Mapped[str] = mapped_column(String(8))
    at: Mapped[datetime] = mapped_column(default=clock.now)

    @classmethod
    def of(cls, idea: Idea, number: int) -> Revision:
        """The idea's present text under this number."""
        return cls(idea_id=idea.id, number=number, **{name: getattr(idea, name) for name in TEXT})
