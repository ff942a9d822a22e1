"""What editors of sharing hold, and why: kept for the group whose it is, until it is released."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Table
from sqlalchemy.orm import Session

from services.experiments.model import HeldPublication
from shared.bus.sql import upsert
from shared.events.sharing import PublicationHeld, PublicationReleased


def know_held(session: Session, told: PublicationHeld, *, version: int, at: datetime) -> None:
    """An editor looks at it first."""
    _keep(session, told, version, at, title=told.title, url=told.url, reason=told.reason, held=True)


def forget_held(session: Session, told: PublicationReleased, *, version: int, at: datetime) -> None:
    """The row stays without words, so that word that comes late changes nothing."""
    _keep(session, told, version, at, title="", url="", reason="", held=False)


def _keep(
    session: Session, told: PublicationHeld | PublicationReleased, version: int, at: datetime, **facts: Any
) -> None:
    table = HeldPublication.__table__
    assert isinstance(table, Table)
    about = {"publication_id": told.publication_id, "proeftuin_id": told.proeftuin_id}
    upsert(session, table, {**about, **facts, "held_at": at, "heard": version}, newer="heard")
