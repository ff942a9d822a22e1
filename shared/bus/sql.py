"""What PostgreSQL and SQLite share but SQLAlchemy, or speed, spells per dialect."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Column, ColumnElement, Table, all_, any_, func, literal, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session


def on_postgresql(session: Session) -> bool:
    """Whether this session speaks to PostgreSQL; else it is SQLite."""
    return session.get_bind().dialect.name == "postgresql"


def one_of(session: Session, column: Column[Any], values: Iterable[Any]) -> ColumnElement[bool]:
    """`column IN values`, for hundreds of values: on PostgreSQL one array, since so many parameters cost more to
    write down and read than to look up, and a statement of one length is prepared once.
    """
    given = list(values)
    return column == any_(_array(column, given)) if on_postgresql(session) else column.in_(given)


def none_of(session: Session, column: Column[Any], values: Iterable[Any]) -> ColumnElement[bool]:
    """`column NOT IN values`, as `one_of` does it."""
    given = list(values)
    return column != all_(_array(column, given)) if on_postgresql(session) else column.not_in(given)


def _array(column: Column[Any], values: list[Any]) -> ColumnElement[Any]:
    return literal(values, postgresql.ARRAY(column.type))


def insert(session: Session, table: Table) -> Any:
    dialect = postgresql if on_postgresql(session) else sqlite
    return dialect.insert(table)


def insert_many(session: Session, table: Table, rows: list[dict[str, Any]]) -> tuple[Any, list[dict[str, Any]] | None]:
    """An insert of these rows, which have the same names, and what to execute it with.

    On PostgreSQL one array per column: a thousand parameters would take longer to read than the rows to write.
    """
    if not on_postgresql(session):
        return insert(session, table), rows
    columns = [table.c[name] for name in rows[0]]
    unfolded = select(
        *(func.unnest(_array(each, [row[each.name] for row in rows])).label(each.name) for each in columns)
    )
    return insert(session, table).from_select(columns, unfolded), None


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
