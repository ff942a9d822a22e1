"""The two statements that PostgreSQL and SQLite share but SQLAlchemy spells per dialect."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session


def insert(session: Session, table: Table) -> Any:
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    return dialect.insert(table)


def insert_new(session: Session, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert the rows whose key is not there yet; leave the others as they are."""
    session.execute(insert(session, table).on_conflict_do_nothing(), list(rows))


def upsert(session: Session, table: Table, row: Mapping[str, Any], *, newer: str | None = None) -> None:
    """Insert the row, or overwrite the one with its key; with `newer`, only where that column grows.

    A listener that overwrites state names its version column: an older event that comes late then changes nothing.
    """
    keys = [column.name for column in table.primary_key]
    statement = insert(session, table).values(**row)
    changes = {name: statement.excluded[name] for name in row if name not in keys}
    where = statement.excluded[newer] > table.c[newer] if newer else None
    session.execute(statement.on_conflict_do_update(index_elements=keys, set_=changes, where=where))
