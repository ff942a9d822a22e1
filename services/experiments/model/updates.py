"""What participants tell: progress, experiences, outcomes, lessons. Public, or for participants only.

posted → withdrawn (final).
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.experiments.model.declarative import Base
from shared import clock, markdown
from shared.errors import Conflict
from shared.ids import new_id

KINDS = ("progress", "experience", "outcome", "lesson")
VISIBILITIES = ("public", "participants")


class Update(Base):
    """One update. `body` is Markdown as written; `body_html` was made safe when it was written."""

    __tablename__ = "update"
    __table_args__ = (Index("ix_update_proeftuin", "proeftuin_id", "posted_at", "id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    proeftuin_id: Mapped[UUID] = mapped_column(ForeignKey("proeftuin.id"))
    author_id: Mapped[UUID]
    version: Mapped[int] = mapped_column(default=1)
    kind: Mapped[str] = mapped_column(String(12))
    title: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    body_html: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(8))
    visibility: Mapped[str] = mapped_column(String(12))
    state: Mapped[str] = mapped_column(String(12), default="posted")
    posted_at: Mapped[datetime] = mapped_column(default=clock.now)
    revised_at: Mapped[datetime | None]

    @property
    def public(self) -> bool:
        """Whether everyone may read it now."""
        return self.visibility == "public" and self.state == "posted"

    def revise(self, changes: dict[str, str]) -> bool:
        """Change text, kind or who may read it; false where nothing is different."""
        self.must_be_posted()
        different = {name: value for name, value in changes.items() if getattr(self, name) != value}
        for name, value in different.items():
            setattr(self, name, value)
        if different:
            self.body_html = markdown.render(self.body)
            self.version += 1
            self.revised_at = clock.now()
        return bool(different)

    def withdraw(self) -> None:
        """Take it back, for good."""
        self.must_be_posted()
        self.state = "withdrawn"
        self.version += 1

    def must_be_posted(self) -> None:
        if self.state != "posted":
            raise Conflict("wrong-state", "This update was withdrawn.")
