"""What participants tell: progress, experiences, outcomes, lessons. Public, or for participants only.

posted → withdrawn (final). Where the group has what it tells first, a public one opens some days after it was posted.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey, Index, Select, String, Text, and_, select
from sqlalchemy.orm import Mapped, mapped_column

from services.experiments.model.declarative import Base
from shared import clock, markdown
from shared.errors import Conflict
from shared.ids import new_id

KINDS = ("progress", "experience", "outcome", "lesson")
VISIBILITIES = ("public", "participants")
LICENCES = ("CC-BY-4.0", "CC-BY-SA-4.0", "CC0-1.0")


class Update(Base):
    """One update. `body` is Markdown as written; `body_html` was made safe when it was written."""

    __tablename__ = "update"
    __table_args__ = (
        Index("ix_update_proeftuin", "proeftuin_id", "posted_at", "id"),
        Index("ix_update_opens_at", "opens_at"),
    )

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
    licence: Mapped[str] = mapped_column(String(20), default=LICENCES[0])
    credited: Mapped[bool] = mapped_column(default=True)
    """Whether its author wants to be named with it."""
    opens_at: Mapped[datetime | None]
    """Until when only participants may read it, though it is meant for everyone."""
    public_since: Mapped[datetime | None]
    taken_back: Mapped[bool] = mapped_column(default=False)
    """Whether its publication was taken back or is held by an editor: then outsiders do not read it here either."""
    publication_heard: Mapped[int] = mapped_column(default=0)

    @property
    def public(self) -> bool:
        """Whether everyone may read it now."""
        return self.visibility == "public" and self.state == "posted" and self.opens_at is None

    @classmethod
    def is_public(cls) -> ColumnElement[bool]:
        """The same as a condition."""
        return and_(cls.visibility == "public", cls.state == "posted", cls.opens_at.is_(None))

    @property
    def readable(self) -> bool:
        """Whether outsiders may read it now."""
        return self.public and not self.taken_back

    @classmethod
    def is_readable(cls) -> ColumnElement[bool]:
        """The same as a condition."""
        return and_(cls.is_public(), cls.taken_back.is_(False))

    def participants_first(self, days: int) -> None:
        """For so many days it is for participants only, where it is meant for everyone."""
        meant_for_all = self.visibility == "public"
        self.opens_at = clock.now() + timedelta(days=days) if meant_for_all and days else None
        self.public_since = clock.now() if meant_for_all and not days else None

    def open(self) -> None:
        """The days are over."""
        self.opens_at, self.public_since = None, clock.now()
        self.version += 1

    def revise(self, changes: dict[str, Any]) -> bool:
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


def published_kinds(proeftuin_id: UUID) -> Select[str]:
    """The kinds of what a proeftuin tells everyone."""
    posted = select(Update.kind).where(Update.proeftuin_id == proeftuin_id, Update.state == "posted")
    return posted.where(Update.visibility == "public").distinct()
