"""What the catalogue of open data knows of datasets, beside their publications."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Table, update
from sqlalchemy.orm import Session

from services.sharing.model import Dataset, Publication, Source
from shared.bus.sql import insert_new, upsert

WORDLESS: dict[str, Any] = {
    "description": "",
    "keywords": [],
    "place": None,
    "contact": "",
    "provenance": "",
    "files": [],
}


def know_dataset(session: Session, source: Source, *, version: int, at: datetime, **told: Any) -> None:
    """Take over what is true of it now; unless a later word is here, or its publication was taken back."""
    publication = session.get(Publication, source.publication_id)
    if publication is None or publication.state == "retracted":
        return
    issued = publication.published_at
    about = {"id": source.id, "publication_id": publication.id, "issued_at": issued, "modified_at": at}
    upsert(session, _table(), {**about, **told, "heard": version}, newer="heard")


def forget_dataset(session: Session, source: Source, *, version: int, at: datetime) -> None:
    """Keep no word of it; what is told of it late is no news any more."""
    about = {"id": source.id, "publication_id": source.publication_id, "issued_at": at, "modified_at": at}
    facts = {"theme": "SOCI", "access": "non-public", "frequency": "once", "heard": version}
    row = {**about, **facts, **WORDLESS}
    insert_new(session, _table(), [row])
    upsert(session, _table(), row, newer="heard")


def forget_words(session: Session, publication_id: UUID) -> None:
    """Its publication was taken back: what was said of it goes too."""
    session.execute(update(Dataset).where(Dataset.publication_id == publication_id).values(**WORDLESS))


def _table() -> Table:
    table = Dataset.__table__
    assert isinstance(table, Table)
    return table
