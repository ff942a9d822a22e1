"""What somebody contributed, in his own words."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.experiments.model.declarative import Base
from shared import clock
from shared.errors import Conflict
from shared.ids import new_id

QUARTERS = 4


class Contribution(Base):
    """One contribution, credited to who told it; he alone takes it back, and its words are gone then."""

    __tablename__ = "contribution"
    __table_args__ = (
        Index("ix_contribution_proeftuin", "proeftuin_id", "id"),
        Index("ix_contribution_person", "person_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    proeftuin_id: Mapped[UUID] = mapped_column(ForeignKey("proeftuin.id"))
    person_id: Mapped[UUID]
    text: Mapped[str] = mapped_column(Text)
    quarters: Mapped[int | None]
    """Time in quarters of an hour: a whole number, so that sums are exact."""
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    withdrawn_at: Mapped[datetime | None]

    @property
    def hours(self) -> float | None:
        """The time it took; quarters are exact in binary."""
        return None if self.quarters is None else self.quarters / QUARTERS

    def withdraw(self) -> None:
        """Take it back, for good: only that something was told is left."""
        if self.withdrawn_at is not None:
            raise Conflict("wrong-state", "This contribution was taken back before.")
        self.text, self.quarters, self.withdrawn_at = "", None, clock.now()


def quarters_of(hours: float | None) -> int | None:
    """Hours as whole quarters; they were checked to be."""
    return None if hours is None else round(hours * QUARTERS)
