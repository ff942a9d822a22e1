"""Following the public event log by a cursor of one's own: beginning, and moving on once something is done."""

from __future__ import annotations

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from services.sharing.model import LogReader, PublicPosition
from shared.bus.sql import insert_new, upsert


def begin_reading(session: Session, reader: str) -> int:
    """Up to where this reader has read. A new one begins at the end: what came before can be read by page."""
    end = session.scalar(select(PublicPosition.last)) or 0
    insert_new(session, _table(), [{"name": reader, "position": end}])
    return session.scalars(select(LogReader.position).where(LogReader.name == reader)).one()


def move_to(session: Session, reader: str, position: int) -> None:
    """Everything up to this position is done; never back, whoever else reads under this name."""
    upsert(session, _table(), {"name": reader, "position": position}, newer="position")


def _table() -> Table:
    table = LogReader.__table__
    assert isinstance(table, Table)
    return table
