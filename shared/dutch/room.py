"""The two tables a service is searched by, and the full-text index that each database keeps beside them.

PostgreSQL has the column `fts_terms` (tsvector, GIN), SQLite a virtual table (FTS5) kept by triggers. What is named
`fts_…` is none of the models' business.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import BigInteger, Identity, Integer, String, Text
from sqlalchemy.orm import InstrumentedAttribute, Mapped, mapped_column

PLACE = BigInteger().with_variant(Integer(), "sqlite")
ENTRIES = "search_entry"


class Entry:
    """One text's words as terms, stemmed and split, separated by spaces. A newer text has a higher place."""

    place: Mapped[int] = mapped_column(PLACE, Identity(), primary_key=True)
    title_terms: Mapped[str] = mapped_column(Text)
    terms: Mapped[str] = mapped_column(Text)
    words: Mapped[str] = mapped_column(Text)
    """The words as they were written, folded: what the word list learns from."""
    analysis: Mapped[int]
    """By which edition of the analysis; older entries are made anew."""
    counted: Mapped[bool] = mapped_column(default=False)


class Word:
    """A word that was seen, and in how many texts: parts of compounds are known by it, and rare words weigh more."""

    word: Mapped[str] = mapped_column(String(60), primary_key=True)
    stem: Mapped[str] = mapped_column(String(60))
    seen: Mapped[int]


@dataclass(frozen=True)
class Room:
    """Where one service looks for words: its entries, its words, and whose an entry is."""

    entry: type[Entry]
    word: type[Word]
    owner: InstrumentedAttribute[UUID]
    fts: str
    """The name of SQLite's virtual table."""


def full_text(fts: str, *, postgresql: bool) -> Sequence[str]:
    """For a migration: the statements that give `search_entry` its full-text index."""
    return _POSTGRESQL if postgresql else [statement.replace("fts_room", fts) for statement in _SQLITE]


LEANER = (
    "DROP INDEX fts_search_entry",
    "ALTER TABLE search_entry DROP COLUMN fts_terms",
    "ALTER TABLE search_entry ADD COLUMN fts_terms tsvector "
    "GENERATED ALWAYS AS (strip(to_tsvector('simple'::regconfig, terms))) STORED",
    "CREATE INDEX fts_search_entry ON search_entry USING gin (fts_terms) WITH (fastupdate = off)",
)
"""For a migration on PostgreSQL: without the words' places, which nobody asks for, an entry is read in half the time;
without a list of what is still to be indexed, no search has to read that."""

_POSTGRESQL = (
    "ALTER TABLE search_entry ADD COLUMN fts_terms tsvector "
    "GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, terms)) STORED",
    "CREATE INDEX fts_search_entry ON search_entry USING gin (fts_terms)",
)
_SQLITE = (
    "CREATE VIRTUAL TABLE fts_room USING fts5(terms, content='search_entry', content_rowid='place', "
    "tokenize='ascii', detail='none')",
    "CREATE TRIGGER fts_added AFTER INSERT ON search_entry BEGIN "
    "INSERT INTO fts_room(rowid, terms) VALUES (new.place, new.terms); END",
    "CREATE TRIGGER fts_removed AFTER DELETE ON search_entry BEGIN "
    "INSERT INTO fts_room(fts_room, rowid, terms) VALUES ('delete', old.place, old.terms); END",
    "CREATE TRIGGER fts_changed AFTER UPDATE OF terms ON search_entry BEGIN "
    "INSERT INTO fts_room(fts_room, rowid, terms) VALUES ('delete', old.place, old.terms); "
    "INSERT INTO fts_room(rowid, terms) VALUES (new.place, new.terms); END",
)
