"""A publication and what may happen to it.

published → (revised)* → retracted. What its author withdrew is published again, at the same address, when he posts it
again; what an editor retracted stays retracted.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.sharing.model.declarative import Base
from shared import clock, markdown
from shared.errors import Conflict

LICENCE = "CC-BY-4.0"
PUBLICATIONS = UUID("5b1f0f2e-6d0a-5c39-9a57-2f6d7b1c8e40")


def publication_id_of(update_id: UUID) -> UUID:
    """The id of an update's publication, always the same: replay on an empty table gives the same addresses again."""
    return uuid5(PUBLICATIONS, update_id.hex)


def address_of(publication_id: UUID, origin: str) -> str:
    """The one address by which a publication is known everywhere."""
    return f"{origin}/publicaties/{publication_id}"


@dataclass(frozen=True)
class Words:
    """What an update says, as far as readers see it."""

    kind: str
    title: str
    body: str
    language: str


class Publication(Base):
    """One update, made public. The text is its author's; `heard` is the version of the update it was taken from."""

    __tablename__ = "publication"
    __table_args__ = (
        Index("ix_publication_public", "state", "published_at", "id"),
        Index("ix_publication_proeftuin", "proeftuin_id", "state", "published_at"),
        Index("ix_publication_changed_at", "changed_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    update_id: Mapped[UUID] = mapped_column(unique=True)
    heard: Mapped[int]
    proeftuin_id: Mapped[UUID]
    author_id: Mapped[UUID | None]
    state: Mapped[str] = mapped_column(String(12), default="retracted")
    revision: Mapped[int] = mapped_column(default=0)
    kind: Mapped[str] = mapped_column(String(12), default="")
    title: Mapped[str] = mapped_column(String(300), default="")
    body: Mapped[str] = mapped_column(Text, default="")
    body_html: Mapped[str] = mapped_column(Text, default="")
    language: Mapped[str] = mapped_column(String(8), default="")
    licence: Mapped[str] = mapped_column(String(20), default=LICENCE)
    published_at: Mapped[datetime]
    revised_at: Mapped[datetime | None]
    changed_at: Mapped[datetime] = mapped_column(default=clock.now)
    retracted_at: Mapped[datetime | None]
    retracted_by: Mapped[UUID | None]
    retracted_why: Mapped[str | None] = mapped_column(Text)

    __mapper_args__ = {"version_id_col": version}

    @property
    def words(self) -> Words:
        """What it says now."""
        return Words(self.kind, self.title, self.body, self.language)

    @property
    def readable(self) -> bool:
        """Whether it has a text for readers now."""
        return self.state == "published"

    @property
    def retracted_for_good(self) -> bool:
        """Whether an editor took it back: then nothing its author does brings it back."""
        return self.retracted_by is not None

    def publish(self, words: Words, *, at: datetime) -> None:
        """Let everyone read this text: for the first time, as the next revision, or after it was withdrawn."""
        self.kind, self.title, self.body, self.language = words.kind, words.title, words.body, words.language
        self.body_html, self.changed_at = markdown.render(words.body), clock.now()
        self.revised_at = at if self.revision else None
        self.state, self.revision, self.retracted_at = "published", self.revision + 1, None

    def retract(self, *, at: datetime, by: UUID | None = None, why: str | None = None) -> None:
        """Take it back: the address stays and says so, the text goes. Raises Conflict the second time."""
        if self.state == "retracted":
            raise Conflict("wrong-state", "A publication that is retracted cannot be retracted.")
        self.state, self.title, self.body, self.body_html = "retracted", "", "", ""
        self.retracted_at, self.retracted_by, self.retracted_why = at, by, why
        self.changed_at = clock.now()


class Revision(Base):
    """When each revision of a publication became readable. Append-only; earlier texts are not kept."""

    __tablename__ = "publication_revision"

    publication_id: Mapped[UUID] = mapped_column(ForeignKey("publication.id"), primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
