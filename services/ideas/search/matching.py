"""The one place where the databases differ: how each is asked for entries that hold these terms.

SQLite has the virtual table `fts_idea` (FTS5), PostgreSQL the column `search_entry.fts_terms` (tsvector, GIN); both are
made by migration 0002 and kept by the database itself. Terms are a–z and 0–9 only, so nothing needs to be quoted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

from sqlalchemy import ColumnElement, Select, bindparam, column, false, func, literal_column, select, table
from sqlalchemy.orm import Session

from services.ideas.model import SearchEntry
from services.ideas.search.words import Term

_fts_idea = table("fts_idea", column("rowid"))
_sqlite_matches: ColumnElement[str] = literal_column("fts_idea")
_terms: ColumnElement[str] = literal_column("search_entry.fts_terms")
AND, OR = {True: " & ", False: " AND "}, {True: " | ", False: " OR "}


def holding(session: Session, wanted: str) -> Select[*tuple[object, ...]]:
    """The places of the entries that fit `wanted`, an expression made by `all_of` or `two_of`."""
    query = select(SearchEntry.place)
    if not wanted:
        return query.where(false())
    if _on_postgresql(session):
        return query.where(_terms.op("@@")(_tsquery(wanted)))
    return select(_fts_idea.c.rowid).where(_sqlite_matches.op("MATCH")(wanted))


def narrow(session: Session, query: Select[*tuple[object, ...]], wanted: str) -> Select[*tuple[object, ...]]:
    """`query`, which reads `SearchEntry`, for entries that fit; the newest first, so that it may stop early."""
    if not wanted:
        return query.where(false())
    if _on_postgresql(session):
        query = query.where(_terms.op("@@")(_tsquery(wanted)))
        return query.order_by(SearchEntry.place.desc())
    query = query.join(_fts_idea, _fts_idea.c.rowid == SearchEntry.place)
    return query.where(_sqlite_matches.op("MATCH")(wanted)).order_by(_fts_idea.c.rowid.desc())


def all_of(session: Session, terms: Iterable[Term]) -> str:
    """Each of these terms, as itself or in its parts."""
    style = _on_postgresql(session)
    return AND[style].join(f"({_one(term, style)})" for term in terms)


def two_of(session: Session, terms: Sequence[Term]) -> str:
    """At least two of these terms; the only one, where there is one."""
    if len(terms) < 2:
        return all_of(session, terms)
    style = _on_postgresql(session)
    return OR[style].join(f"(({_one(a, style)}){AND[style]}({_one(b, style)}))" for a, b in combinations(terms, 2))


def any_of(session: Session, terms: Iterable[Term]) -> str:
    """Any of these terms."""
    style = _on_postgresql(session)
    return OR[style].join(f"({_one(term, style)})" for term in terms)


def _tsquery(wanted: str) -> ColumnElement[str]:
    """Written into the statement, so that the planner sees how rare the words are; a plan for any words suits none."""
    return func.to_tsquery(literal_column("'simple'::regconfig"), bindparam(None, wanted, literal_execute=True))


def _one(term: Term, style: bool) -> str:
    own = term.stem if style else f'"{term.stem}"'
    if not term.parts:
        return own
    parts = AND[style].join(f"({_one(part, style)})" for part in term.parts)
    return f"{own}{OR[style]}({parts})"


def _on_postgresql(session: Session) -> bool:
    return session.get_bind().dialect.name == "postgresql"
