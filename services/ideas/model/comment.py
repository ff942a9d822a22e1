"""What people say about an idea."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.ideas.model.declarative import Base
from shared import clock
from shared.errors import Conflict
from shared.ids import new_id


class Comment(Base):
    """What someone says about an idea; threads of one level. (held →) shown ⇄ hidden; shown → withdrawn."""

    __tablename__ = "comment"
    __table_args__ = (Index("ix_comment_idea", "idea_id", "id"), Index("ix_comment_author_id", "author_id"))

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    idea_id: Mapped[UUID] = mapped_column(ForeignKey("idea.id"))
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("comment.id"))
    author_id: Mapped[UUID]
    body: Mapped[str] = mapped_column(Text)
    body_html: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(default=clock.now)
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    state: Mapped[str] = mapped_column(String(12), default="shown", server_default="shown")
    hidden_from: Mapped[str | None] = mapped_column(String(12))
    hidden_by: Mapped[UUID | None]
    reason: Mapped[str | None] = mapped_column(Text)
    """Why a moderator hid it: for its author and for moderators."""
    edited_at: Mapped[datetime | None]

    __mapper_args__ = {"version_id_col": version}

    def revise(self, body: str, body_html: str) -> bool:
        """Say it better; that it was changed is shown. False where it says the same."""
        self._must_be("shown", "held", verb="changed")
        if self.body == body:
            return False
        self.body, self.body_html, self.edited_at = body, body_html, clock.now()
        return True

    def withdraw(self) -> None:
        """Take it back for good: the words go, the place in the thread stays."""
        self._must_be("shown", "held", "hidden", verb="withdrawn")
        self.state, self.body, self.body_html, self.hidden_from = "withdrawn", "", "", None

    def hide(self, by: UUID, reason: str) -> None:
        """Show it to its author and to moderators only."""
        self._must_be("shown", "held", verb="hidden")
        self.hidden_from, self.state, self.hidden_by, self.reason = self.state, "hidden", by, reason

    def unhide(self) -> None:
        """Show it again, or go on holding what was held."""
        self._must_be("hidden", verb="shown again")
        self.state, self.hidden_from, self.hidden_by, self.reason = self.hidden_from or "shown", None, None, None

    def release(self) -> None:
        """A moderator looked at what was held, and it may be read."""
        self._must_be("held", verb="released")
        self.state = "shown"

    def _must_be(self, *states: str, verb: str) -> None:
        if self.state not in states:
            raise Conflict("wrong-state", f"A comment that is {self.state} cannot be {verb}.")
