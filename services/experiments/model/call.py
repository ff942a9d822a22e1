"""What a proeftuin seeks: a partner, a research group, a werkkring, people who take part, or something else."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.experiments.model.declarative import Base
from shared import clock
from shared.errors import Conflict
from shared.ids import new_id

SOUGHT = ("partner", "research", "werkkring", "participants", "other")
STATES = ("open", "filled", "closed")


class Call(Base):
    """“Gezocht”: open → filled | closed, both final. `filled_with` is the organisation or werkkring that came."""

    __tablename__ = "call"
    __table_args__ = (Index("ix_call_proeftuin", "proeftuin_id", "id"), Index("ix_call_state", "state", "seeks"))

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    proeftuin_id: Mapped[UUID] = mapped_column(ForeignKey("proeftuin.id"))
    seeks: Mapped[str] = mapped_column(String(12))
    title: Mapped[str] = mapped_column(String(120))
    text: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(8))
    state: Mapped[str] = mapped_column(String(8), default="open")
    opened_by: Mapped[UUID]
    opened_at: Mapped[datetime] = mapped_column(default=clock.now)
    ended_at: Mapped[datetime | None]
    filled_with: Mapped[UUID | None]
    reason: Mapped[str | None] = mapped_column(Text)

    def fill(self, by: UUID | None = None) -> None:
        """What was sought is there."""
        self._must_be_open()
        self.state, self.ended_at, self.filled_with = "filled", clock.now(), by

    def close(self, reason: str | None) -> None:
        """It is sought no longer, though it did not come."""
        self._must_be_open()
        self.state, self.ended_at, self.reason = "closed", clock.now(), reason

    def _must_be_open(self) -> None:
        if self.state != "open":
            raise Conflict("wrong-state", f"This call is {self.state} already.")
