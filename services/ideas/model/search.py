"""What ideas are found by. Each database keeps its own full-text index of `terms` beside it (migration 0002)."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from services.ideas.model.declarative import Base
from shared.dutch.room import Entry, Word


class SearchEntry(Entry, Base):
    """One idea's entry. Written in the transaction of the idea."""

    __tablename__ = "search_entry"
    __table_args__ = (Index("ix_search_entry_counted", "counted", "place"),)

    idea_id: Mapped[UUID] = mapped_column(ForeignKey("idea.id"), unique=True)


class SearchWord(Word, Base):
    """A word seen in ideas."""

    __tablename__ = "search_word"
    __table_args__ = (Index("ix_search_word_stem", "stem"),)
