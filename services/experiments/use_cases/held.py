"""What editors of sharing hold or took back: hidden here too, and why it is held for the group whose it is."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Table, update
from sqlalchemy.orm import Session

from services.experiments.model import HeldPublication, TimelineEntry, Update
from shared.bus.sql import upsert
from shared.events.sharing import PublicationHeld, PublicationReleased


def know_held(session: Session, told: PublicationHeld, *, version: int, at: datetime) -> None:
    """An editor looks at it first."""
    _keep(session, told, version, at, title=told.title, url=told.url, reason=told.reason, held=True)


def forget_held(session: Session, told: PublicationReleased, *, version: int, at: datetime) -> None:
    """The row stays without words, so that word that comes late changes nothing."""
    _keep(session, told, version, at, title="", url="", reason="", held=False)


def know_taken_back(session: Session, update_id: UUID, *, taken_back: bool, version: int) -> None:
    """Whether outsiders may read an update, as its publication goes; its line in the story goes along."""
    told = session.get(Update, update_id, with_for_update=True)
    if told is None or version <= told.publication_heard:
        return
    told.publication_heard, told.taken_back = version, taken_back
    if told.public:
        lines = update(TimelineEntry).where(TimelineEntry.subject_id == update_id)
        session.execute(lines.values(public=not taken_back))


def _keep(
    session: Session, told: PublicationHeld | PublicationReleased, version: int, at: datetime, **facts: Any
) -> None:
    table = HeldPublication.__table__
    assert isinstance(table, Table)
    about = {"publication_id": told.publication_id, "proeftuin_id": told.proeftuin_id}
    upsert(session, table, {**about, **facts, "held_at": at, "heard": version}, newer="heard")
