"""What ideas are found by. Each database keeps its own full-text index of `terms` beside it (migration 0002)."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Identity, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.ideas.model.declarative import Base

_counter = BigInteger().with_variant(Integer(), "sqlite")


class SearchEntry(Base):
    """One idea's words as terms, stemmed and split, separated by spaces. Written in the transaction of the idea."""

    __tablename__ = "search_entry"
    __table_args__ = (Index("ix_search_entry_counted", "counted", "place"),)

    place: Mapped[int] = mapped_column(_counter, Identity(), primary_key=True)
    idea_id: Mapped[UUID] = mapped_column(ForeignKey("idea.id"), unique=True)
    title_terms: Mapped[str] = mapped_column(Text)
    terms: Mapped[str] = mapped_column(Text)
    words: Mapped[str] = mapped_column(Text)
    """The words as they were written, folded: what the word list learns from."""
    analysis: Mapped[int]
    """By which edition of the analysis; older entries are made anew."""
    counted: Mapped[bool] = mapped_column(default=False)


class SearchWord(Base):
    """A word seen in ideas, and in how many: parts of compounds are known by it, and rare words weigh more."""

    __tablename__ = "search_word"
    __table_args__ = (Index("ix_search_word_stem", "stem"),)

    word: Mapped[str] = mapped_column(String(60), primary_key=True)
    stem: Mapped[str] = mapped_column(String(60))
    seen: Mapped[int]
