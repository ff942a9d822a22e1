"""How proeftuinen hang together, so that they do not stand alone: relations, successors, and shared programmes."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.experiments.model.declarative import Base
from shared import clock
from shared.ids import new_id

KINDS = ("builds-on", "same-question", "same-programme")


class Relation(Base):
    """One proeftuin builds on another, or has the same question or programme; those two hold either way round."""

    __tablename__ = "relation"
    __table_args__ = (
        UniqueConstraint("proeftuin_id", "other_id", "kind", name="uq_relation"),
        Index("ix_relation_other", "other_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    proeftuin_id: Mapped[UUID] = mapped_column(ForeignKey("proeftuin.id"))
    other_id: Mapped[UUID] = mapped_column(ForeignKey("proeftuin.id"))
    kind: Mapped[str] = mapped_column(String(16))
    note: Mapped[str] = mapped_column(Text)
    made_by: Mapped[UUID]
    made_at: Mapped[datetime] = mapped_column(default=clock.now)


def programme_key(name: str | None) -> str | None:
    """By which programmes are told apart: `Leven lang ontwikkelen!` and `leven  lang ontwikkelen` are one."""
    plain = unicodedata.normalize("NFKD", name or "").casefold()
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return re.sub(r"[\W_]+", "-", plain).strip("-")[:200] or None
