"""An author's answer to the hiding of his idea, judged by another moderator."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.ideas.model.declarative import Base
from shared import clock
from shared.errors import Conflict, Forbidden
from shared.ids import new_id

PERIOD = timedelta(days=183)
"""Article 20 of the Digital Services Act gives people at least six months."""


class Appeal(Base):
    """One appeal against one decision to hide. lodged → granted | denied."""

    __tablename__ = "appeal"
    __table_args__ = (Index("ix_appeal_idea_id", "idea_id"), Index("ix_appeal_state", "state", "id"))

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    idea_id: Mapped[UUID] = mapped_column(ForeignKey("idea.id"))
    decision_id: Mapped[UUID] = mapped_column(ForeignKey("decision.id"), unique=True)
    hidden_by: Mapped[UUID | None]
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(default=clock.now)
    state: Mapped[str] = mapped_column(String(12), default="lodged")
    decided_by: Mapped[UUID | None]
    decided_at: Mapped[datetime | None]
    reason: Mapped[str | None] = mapped_column(Text)

    def decide(self, state: str, by: UUID, reason: str) -> None:
        """Grant or deny it, once, by another moderator than the one who hid the idea."""
        if self.state != "lodged":
            raise Conflict("decided", f"This appeal was {self.state} already.")
        if by == self.hidden_by:
            raise Forbidden("another-moderator", "Another moderator decides on an appeal against your decision.")
        self.close(state, by, reason)

    def close(self, state: str, by: UUID, reason: str) -> None:
        """Write down how it ended; whoever hid the idea may also come back on it himself."""
        self.state, self.decided_by, self.decided_at, self.reason = state, by, clock.now(), reason
