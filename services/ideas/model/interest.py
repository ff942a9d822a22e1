"""What people want with an idea."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.ideas.model.declarative import Base
from shared import clock

STRENGTH = ("follow", "contribute", "join")


class Interest(Base):
    """What one person wants with an idea. Following is not less than joining; nothing is counted against anything."""

    __tablename__ = "interest"
    __table_args__ = (Index("ix_interest_person", "person_id"),)

    idea_id: Mapped[UUID] = mapped_column(ForeignKey("idea.id"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(12))
    offer: Mapped[str | None] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(default=clock.now)


def stronger(one: str, other: str) -> str:
    """Of two kinds of interest in what has become one idea, the one that promises more."""
    return max(one, other, key=STRENGTH.index)
