"""The public catalogue: what everyone may find, of whatever kind, with the words it is found by.

What it knows of others is a copy. Text and state come in different events, each with the version of its subject, so
that it comes to the same in whatever order they arrive.
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.sharing.model.declarative import Base
from shared.dutch.room import Entry, Room
from shared.dutch.room import Word as WordColumns
from shared.dutch.words import fold

DOCUMENT_KINDS = ("idea", "proeftuin", "publication", "dataset")
GONE = ("hidden", "withdrawn", "held", "retracted", "destroyed", "restricted")
"""States in which copies of a text are to be removed."""
UNSEEN = (*GONE, "merged", "unknown")
PATHS = {
    "idea": "/ideeen/{id}",
    "proeftuin": "/proeftuinen/{id}",
    "publication": "/publicaties/{id}",
    "dataset": "/publicaties/{id}",
}
"""A dataset is known by its publication, which has a page."""


def mark_of(facet: str, value: str) -> str:
    """A filter as a word that no text holds: so the full-text index looks for both at once."""
    return f"zz{facet}{hashlib.sha256(fold(value).strip().encode()).hexdigest()[:16]}"


class Document(Base):
    """One idea, proeftuin, publication or dataset in the catalogue. `id` is its own; `text` is without markup."""

    __tablename__ = "document"
    __table_args__ = (
        Index("ix_document_newest", "shown", "at", "id"),
        Index("ix_document_kind", "shown", "kind", "at", "id"),
        Index("ix_document_proeftuin", "proeftuin_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(12))
    proeftuin_id: Mapped[UUID | None]
    title: Mapped[str] = mapped_column(String(300), default="")
    text: Mapped[str] = mapped_column(Text, default="")
    themes: Mapped[list[str]] = mapped_column(default=list)
    municipality: Mapped[str | None] = mapped_column(String(300))
    language: Mapped[str] = mapped_column(String(8), default="nl")
    at: Mapped[datetime]
    heard: Mapped[int] = mapped_column(default=0)
    state: Mapped[str] = mapped_column(String(12), default="unknown")
    state_heard: Mapped[int] = mapped_column(default=0)
    shown: Mapped[bool] = mapped_column(default=False)

    @property
    def visible(self) -> bool:
        """Whether everyone may find it."""
        return self.state not in UNSEEN and self.title != ""

    def tell(self, *, version: int, title: str, text: str, themes: list[str], municipality: str | None) -> bool:
        """Take this text over; false where a later one is here. Of what is gone since, nothing is kept."""
        if version <= self.heard:
            return False
        self.heard = version
        self.title, self.text, self.themes, self.municipality = title[:300], text, themes, municipality
        if self.state in GONE and self.state_heard > version:
            self.empty()
        return True

    def become(self, state: str, *, version: int) -> bool:
        """Take this state over; false where a later one is here. What is gone loses the text it had until then."""
        if version <= self.state_heard:
            return False
        self.state, self.state_heard = state, version
        if state in GONE and self.heard < version:
            self.empty()
        return True

    def empty(self) -> None:
        """Keep nothing of what somebody wrote."""
        self.title, self.text, self.themes, self.municipality = "", "", [], None


class SearchEntry(Entry, Base):
    """What a document is found by."""

    __tablename__ = "search_entry"
    __table_args__ = (Index("ix_search_entry_counted", "counted", "place"),)

    document_id: Mapped[UUID] = mapped_column(ForeignKey("document.id"), unique=True)


class SearchWord(WordColumns, Base):
    """A word seen in the catalogue."""

    __tablename__ = "search_word"
    __table_args__ = (Index("ix_search_word_stem", "stem"),)


ROOM = Room(entry=SearchEntry, word=SearchWord, owner=SearchEntry.document_id, fts="fts_document")
