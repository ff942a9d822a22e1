"""What others told us, and our pages show: proeftuinen and werkkringen."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from services.sharing.model.declarative import Base


class Proeftuin(Base):
    """What experiments told us of a proeftuin. State and description come in different events, hence two versions."""

    __tablename__ = "proeftuin"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    title: Mapped[str | None] = mapped_column(String(300))
    themes: Mapped[list[str]] = mapped_column(default=list)
    municipality: Mapped[str | None] = mapped_column(String(300))
    heard: Mapped[int] = mapped_column(default=0)
    state: Mapped[str | None] = mapped_column(String(12))
    state_heard: Mapped[int] = mapped_column(default=0)


class ProeftuinWerkkring(Base):
    """Which werkkringen take part in a proeftuin, as experiments told us; links are made, never undone."""

    __tablename__ = "proeftuin_werkkring"
    __table_args__ = (Index("ix_proeftuin_werkkring_werkkring", "werkkring_id"),)

    proeftuin_id: Mapped[UUID] = mapped_column(primary_key=True)
    werkkring_id: Mapped[UUID] = mapped_column(primary_key=True)


class Werkkring(Base):
    """What identity told us of a werkkring."""

    __tablename__ = "werkkring"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(300))
    heard: Mapped[int] = mapped_column(default=0)
