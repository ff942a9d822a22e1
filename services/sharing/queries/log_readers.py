"""What stands in the public event log behind the place that a reader has come to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.sharing.model import LogReader, PublicEvent, PublicPosition


def lines_for(session: Session, reader: str, *, limit: int) -> Sequence[Any]:
    """The next lines of the log for this reader: position, event id, routing key and envelope; none if he is new."""
    after = select(LogReader.position).where(LogReader.name == reader).scalar_subquery()
    columns = (PublicEvent.position, PublicEvent.event_id, PublicEvent.routing_key, PublicEvent.envelope)
    query = select(*columns).where(PublicEvent.position > after).order_by(PublicEvent.position).limit(limit)
    return session.execute(query).all()


def behind(session: Session, reader: str) -> int:
    """How many events are still before this reader."""
    end = session.scalar(select(PublicPosition.last)) or 0
    return end - (session.scalar(select(LogReader.position).where(LogReader.name == reader)) or 0)
