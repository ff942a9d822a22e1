"""The one place where the databases differ: how each is asked for entries that hold these terms.

Terms are a–z and 0–9 only, so nothing needs to be quoted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

from sqlalchemy import ColumnElement, Select, bindparam, column, false, func, literal_column, select, table
from sqlalchemy.orm import Session

from shared.bus.sql import on_postgresql
from shared.dutch.room import ENTRIES, Room
from shared.dutch.words import Term

_terms: ColumnElement[str] = literal_column(f"{ENTRIES}.fts_terms")
AND, OR = {True: " & ", False: " AND "}, {True: " | ", False: " OR "}


def holding(session: Session, room: Room, wanted: str) -> Select[*tuple[object, ...]]:
    """The places of the entries that fit `wanted`, an expression made by `all_of` or `two_of`."""
    query = select(room.entry.place)
    if not wanted:
        return query.where(false())
    if on_postgresql(session):
        return query.where(_terms.op("@@")(_tsquery(wanted)))
    return select(table(room.fts, column("rowid")).c.rowid).where(_matches(room, wanted))


def narrow(
    session: Session, room: Room, query: Select[*tuple[object, ...]], wanted: str, *, few: bool = False
) -> Select[*tuple[object, ...]]:
    """`query`, which reads the room's entries, for those that fit; the newest first, so that it may stop early.

    Where `few` fit, PostgreSQL is kept from walking back through all entries: it fetches those few by its index.
    """
    if not wanted:
        return query.where(false())
    if on_postgresql(session):
        query = query.where(_terms.op("@@")(_tsquery(wanted)))
        return query.order_by((room.entry.place + 0).desc() if few else room.entry.place.desc())
    found = table(room.fts, column("rowid"))
    query = query.join(found, found.c.rowid == room.entry.place)
    return query.where(_matches(room, wanted)).order_by(found.c.rowid.desc())


def all_of(session: Session, terms: Iterable[Term]) -> str:
    """Each of these terms, as itself or in its parts."""
    style = on_postgresql(session)
    return AND[style].join(f"({_one(term, style)})" for term in terms)


def two_of(session: Session, terms: Sequence[Term]) -> str:
    """At least two of these terms; the only one, where there is one."""
    if len(terms) < 2:
        return all_of(session, terms)
    style = on_postgresql(session)
    return OR[style].join(f"(({_one(a, style)}){AND[style]}({_one(b, style)}))" for a, b in combinations(terms, 2))


def any_of(session: Session, terms: Iterable[Term]) -> str:
    """Any of these terms."""
    style = on_postgresql(session)
    return OR[style].join(f"({_one(term, style)})" for term in terms)


def with_marks(session: Session, wanted: str, marks: Sequence[str]) -> str:
    """`wanted`, in entries that bear all these marks; of nothing wanted, all that bear them."""
    style = on_postgresql(session)
    quoted = [mark if style else f'"{mark}"' for mark in marks]
    return AND[style].join([f"({wanted})", *quoted] if wanted else quoted)


def _matches(room: Room, wanted: str) -> ColumnElement[bool]:
    whole: ColumnElement[str] = literal_column(room.fts)
    return whole.op("MATCH")(wanted)


def _tsquery(wanted: str) -> ColumnElement[str]:
    """Written into the statement, so that the planner sees how rare the words are; a plan for any words suits none."""
    return func.to_tsquery(literal_column("'simple'::regconfig"), bindparam(None, wanted, literal_execute=True))


def _one(term: Term, style: bool) -> str:
    own = term.stem if style else f'"{term.stem}"'
    if not term.parts:
        return own
    parts = AND[style].join(f"({_one(part, style)})" for part in term.parts)
    return f"{own}{OR[style]}({parts})"
