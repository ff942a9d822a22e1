"""What a proeftuin decided, and why. A decision is never rewritten: a newer one supersedes it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.experiments.model.declarative import Base
from shared import clock
from shared.errors import Conflict
from shared.ids import new_id


class Decision(Base):
    """One decision record, for everyone or for participants only. Append-only; superseded at most once."""

    __tablename__ = "decision"
    __table_args__ = (
        Index("ix_decision_proeftuin", "proeftuin_id", "id"),
        UniqueConstraint("supersedes_id", name="uq_decision_supersedes"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    proeftuin_id: Mapped[UUID] = mapped_column(ForeignKey("proeftuin.id"))
    supersedes_id: Mapped[UUID | None] = mapped_column(ForeignKey("decision.id"))
    author_id: Mapped[UUID]
    title: Mapped[str] = mapped_column(String(200))
    context: Mapped[str] = mapped_column(Text)
    decision: Mapped[str] = mapped_column(Text)
    consequences: Mapped[str] = mapped_column(Text)
    visibility: Mapped[str] = mapped_column(String(12))
    at: Mapped[datetime] = mapped_column(default=clock.now)

    @property
    def public(self) -> bool:
        """Whether everyone may read it."""
        return self.visibility == "public"

    def must_make_way_for(self, newer: Decision) -> None:
        """Raises Conflict where everyone would go on reading as valid what only participants know to be superseded."""
        if self.public and not newer.public:
            raise Conflict("stays-public", "What everyone may read is superseded where everyone may read it.")
