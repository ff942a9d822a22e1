"""What readers report to moderators."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.ideas.model.declarative import Base
from shared import clock
from shared.errors import Conflict
from shared.ids import new_id


class Report(Base):
    """One reader's word that an idea or a comment should not stand there. open → upheld | dismissed."""

    __tablename__ = "report"
    __table_args__ = (
        Index("ix_report_state", "state", "id"),
        Index("ix_report_idea_id", "idea_id"),
        Index("ix_report_comment_id", "comment_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    idea_id: Mapped[UUID] = mapped_column(ForeignKey("idea.id"))
    comment_id: Mapped[UUID | None] = mapped_column(ForeignKey("comment.id"))
    reporter_id: Mapped[UUID]
    reason: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(default=clock.now)
    state: Mapped[str] = mapped_column(String(12), default="open")
    decided_by: Mapped[UUID | None]
    decided_at: Mapped[datetime | None]
    answer: Mapped[str | None] = mapped_column(Text)

    def decide(self, state: str, by: UUID | None, answer: str) -> None:
        """Uphold or dismiss it, once, with a word to whoever reported."""
        if self.state != "open":
            raise Conflict("decided", f"This report was {self.state} already.")
        self.state, self.decided_by, self.decided_at, self.answer = state, by, clock.now(), answer
