"""What others told us: memberships (identity), who holds which proeftuin and what became of ideas (experiments)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.ideas.model.declarative import Base


class Membership(Base):
    """What identity told us: who is a member of which werkkring, and when."""

    __tablename__ = "membership"
    __table_args__ = (Index("ix_membership_person", "person_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    werkkring_id: Mapped[UUID]
    person_id: Mapped[UUID]
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    heard: Mapped[int] = mapped_column(default=0)


class Stint(Base):
    """What experiments told us: who takes part in which proeftuin, and whether he holds it."""

    __tablename__ = "stint"
    __table_args__ = (Index("ix_stint_person_id", "person_id", "proeftuin_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    proeftuin_id: Mapped[UUID]
    person_id: Mapped[UUID]
    holder: Mapped[bool]
    active: Mapped[bool]
    heard: Mapped[int] = mapped_column(default=0)


class Becoming(Base):
    """What became of an adopted idea: its proeftuin's state, dates and end result, as far as experiments told us."""

    __tablename__ = "becoming"

    proeftuin_id: Mapped[UUID] = mapped_column(primary_key=True)
    idea_id: Mapped[UUID | None]
    state: Mapped[str] = mapped_column(String(12), default="forming")
    reason: Mapped[str | None] = mapped_column(Text)
    state_heard: Mapped[int] = mapped_column(default=0)
    start_date: Mapped[date | None]
    end_date: Mapped[date | None]
    dates_heard: Mapped[int] = mapped_column(default=0)
    result_type: Mapped[str | None] = mapped_column(String(40))
    result_title: Mapped[str | None] = mapped_column(String(300))
    result_description: Mapped[str | None] = mapped_column(Text)
    result_url: Mapped[str | None] = mapped_column(String(500))
    result_heard: Mapped[int] = mapped_column(default=0)

    def told(self, part: str, version: int, **facts: Any) -> None:
        """Overwrite one part of what is known, unless something newer was heard of that part."""
        if version > getattr(self, f"{part}_heard"):
            for name, value in {**facts, f"{part}_heard": version}.items():
                setattr(self, name, value)
