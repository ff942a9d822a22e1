"""Why an idea stands where it stands."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.ideas.model.declarative import Base
from shared import clock
from shared.ids import new_id

CONFIDENTIAL = frozenset({"hide", "unhide", "deny-appeal", "release"})
"""What moderators decide: the reasons are for the author and for moderators, since they may repeat what was hidden."""


class Decision(Base):
    """Who decided what about an idea, when and why. Append-only."""

    __tablename__ = "decision"
    __table_args__ = (Index("ix_decision_idea", "idea_id", "id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    idea_id: Mapped[UUID] = mapped_column(ForeignKey("idea.id"))
    verb: Mapped[str] = mapped_column(String(20))
    actor_id: Mapped[UUID | None]
    reason: Mapped[str | None] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(default=clock.now)
