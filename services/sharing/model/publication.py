"""A publication and what may happen to it.

published → (revised)* → retracted; published → held → published | retracted. What its author withdrew is published
again, at the same address, when he posts it again; what an editor retracted stays retracted.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.sharing.model.declarative import Base
from shared import clock, markdown
from shared.errors import Conflict

LICENCE = "CC-BY-4.0"
UPDATE_KINDS = ("progress", "experience", "outcome", "lesson")
KINDS = (*UPDATE_KINDS, "end-result", "dataset")
PUBLICATIONS = UUID("5b1f0f2e-6d0a-5c39-9a57-2f6d7b1c8e40")


def publication_id_of(source_id: UUID, source: str = "update") -> UUID:
    """The id follows from what it is made from: replay on an empty table gives the same addresses again."""
    return uuid5(PUBLICATIONS, source_id.hex if source == "update" else f"{source}|{source_id.hex}")


def address_of(publication_id: UUID, origin: str) -> str:
    """The one address by which a publication is known everywhere."""
    return f"{origin}/publicaties/{publication_id}"


@dataclass(frozen=True)
class Words:
    """What a publication says, as far as readers see it, without what nobody sees."""

    kind: str
    title: str
    body: str
    language: str
    licence: str = LICENCE

    def tamed(self) -> Words:
        """The same words without the characters that break or deceive what they stand in."""
        title = " ".join(markdown.tame(self.title).split())
        return Words(self.kind, title, markdown.tame(self.body), self.language, self.licence)


@dataclass(frozen=True)
class Source:
    """What a publication is made from: an update, a proeftuin's end result (by the proeftuin's id) or a dataset."""

    noun: str
    id: UUID
    proeftuin_id: UUID
    author_id: UUID | None = None
    credited: bool = True

    @property
    def publication_id(self) -> UUID:
        return publication_id_of(self.id, self.noun)


class Publication(Base):
    """Something made public. The text is its author's; `heard` is the version of the source it was taken from."""

    __tablename__ = "publication"
    __table_args__ = (
        UniqueConstraint("source_id", "source", name="uq_publication_source_id_source"),
        Index("ix_publication_public", "state", "published_at", "id"),
        Index("ix_publication_proeftuin", "proeftuin_id", "state", "published_at"),
        Index("ix_publication_changed_at", "changed_at"),
        Index("ix_publication_state_kind", "state", "kind", "published_at", "id"),
        Index("ix_publication_retracted", "state", "retracted_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    source: Mapped[str] = mapped_column(String(12), default="update")
    source_id: Mapped[UUID]
    heard: Mapped[int]
    proeftuin_id: Mapped[UUID]
    author_id: Mapped[UUID | None]
    credited: Mapped[bool] = mapped_column(default=True)
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
    held_at: Mapped[datetime | None]
    held_by: Mapped[UUID | None]
    held_why: Mapped[str | None] = mapped_column(Text)

    __mapper_args__ = {"version_id_col": version}

    @property
    def words(self) -> Words:
        """What it says now."""
        return Words(self.kind, self.title, self.body, self.language, self.licence)

    @property
    def readable(self) -> bool:
        """Whether it has a text for readers now."""
        return self.state == "published"

    @property
    def retracted_for_good(self) -> bool:
        """Whether an editor took it back: then nothing its author does brings it back."""
        return self.retracted_by is not None

    def take(self, words: Words) -> None:
        """Keep these as its words, whoever may read them."""
        self.kind, self.title, self.body, self.language = words.kind, words.title, words.body, words.language
        self.licence, self.body_html, self.changed_at = words.licence, markdown.render(words.body), clock.now()

    def publish(self, words: Words, *, at: datetime) -> None:
        """Let everyone read this text: for the first time, as the next revision, or after it was withdrawn or held."""
        self.take(words)
        self.revised_at = at if self.revision else None
        self.state, self.revision, self.retracted_at = "published", self.revision + 1, None
        self.held_at, self.held_by, self.held_why = None, None, None

    def hold(self, *, by: UUID, why: str) -> None:
        """Nobody but editors reads it until it is released; its words stay. Raises Conflict where nobody could."""
        self._must_be("published", verb="held")
        self.state, self.held_at, self.held_by, self.held_why = "held", clock.now(), by, why
        self.changed_at = clock.now()

    def must_be_held(self) -> None:
        """Raises Conflict where there is nothing to release."""
        self._must_be("held", verb="released")

    def retract(self, *, at: datetime, by: UUID | None = None, why: str | None = None) -> None:
        """Take it back: the address stays and says so, the text goes. Raises Conflict the second time."""
        self._must_be("published", "held", verb="retracted")
        self.state, self.title, self.body, self.body_html = "retracted", "", "", ""
        self.retracted_at, self.retracted_by, self.retracted_why = at, by, why
        self.held_at, self.held_by, self.held_why = None, None, None
        self.changed_at = clock.now()

    def _must_be(self, *states: str, verb: str) -> None:
        if self.state not in states:
            raise Conflict("wrong-state", f"A publication that is {self.state} cannot be {verb}.")


class Revision(Base):
    """What each revision of a publication said, and since when. Append-only; the texts go when it is retracted.

    Of revisions from before texts were kept there is only the moment.
    """

    __tablename__ = "publication_revision"

    publication_id: Mapped[UUID] = mapped_column(ForeignKey("publication.id"), primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    kind: Mapped[str | None] = mapped_column(String(12))
    title: Mapped[str | None] = mapped_column(String(300))
    body: Mapped[str | None] = mapped_column(Text)
    language: Mapped[str | None] = mapped_column(String(8))
    licence: Mapped[str | None] = mapped_column(String(20))
