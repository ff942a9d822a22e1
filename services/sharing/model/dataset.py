"""What the open data catalogue says of a dataset beside its publication, in the words of DCAT."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from services.sharing.model.declarative import Base


class Dataset(Base):
    """A dataset of a proeftuin. Title, description, licence and language are those of its publication."""

    __tablename__ = "dataset"
    __table_args__ = (Index("ix_dataset_issued", "issued_at", "id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    publication_id: Mapped[UUID]
    keywords: Mapped[list[str]] = mapped_column(default=list)
    access: Mapped[str] = mapped_column(String(12))
    """public, restricted or non-public: who may have the data themselves. Its description is public."""
    download_url: Mapped[str | None] = mapped_column(String(500))
    media_type: Mapped[str | None] = mapped_column(String(100))
    issued_at: Mapped[datetime]
    modified_at: Mapped[datetime]
    heard: Mapped[int]
