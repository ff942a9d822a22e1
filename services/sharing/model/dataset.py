"""What the open data catalogue says of a dataset beside its publication, in the words of DCAT."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Date, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.sharing.model.declarative import Base
from shared.db import Json


class Dataset(Base):
    """A dataset of a proeftuin. Title, licence and language are those of its publication.

    `contact` is an organisation. `files` are `{file, url, mediaType, size, sha256, number}`, where everyone may have
    them. Of one that was taken back the row stays without words, so that word that comes late changes nothing.
    """

    __tablename__ = "dataset"
    __table_args__ = (Index("ix_dataset_issued", "issued_at", "id"), Index("ix_dataset_publication", "publication_id"))

    id: Mapped[UUID] = mapped_column(primary_key=True)
    publication_id: Mapped[UUID]
    description: Mapped[str] = mapped_column(Text, default="")
    keywords: Mapped[list[str]] = mapped_column(default=list)
    theme: Mapped[str] = mapped_column(String(4), default="SOCI")
    access: Mapped[str] = mapped_column(String(12))
    """public, restricted or non-public: who may have the data themselves. Its description is public."""
    frequency: Mapped[str] = mapped_column(String(12), default="once")
    starts_on: Mapped[date | None] = mapped_column(Date)
    ends_on: Mapped[date | None] = mapped_column(Date)
    place: Mapped[str | None] = mapped_column(String(300))
    contact: Mapped[str] = mapped_column(String(300), default="")
    provenance: Mapped[str] = mapped_column(Text, default="")
    files: Mapped[list[dict[str, Any]]] = mapped_column(Json, default=list)
    issued_at: Mapped[datetime]
    modified_at: Mapped[datetime]
    heard: Mapped[int]
