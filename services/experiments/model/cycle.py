"""Try, look, learn: a round inside the run, closed with a lesson and with the three working principles asked back.

trying → looking → closed; trying | looking → broken-off, where the proeftuin stops. Both are final. One at a time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Select, String, Text, select
from sqlalchemy.orm import Mapped, composite, mapped_column

from services.experiments.model.declarative import Base
from shared import clock
from shared.errors import Conflict
from shared.ids import new_id


@dataclass(frozen=True)
class Reflection:
    """The three working principles, asked back: ownership, value from talent, integral thinking and doing."""

    ownership: str
    value_from_talent: str
    integral: str


OPEN = ("trying", "looking")


class Cycle(Base):
    """One round. Its lesson is the public update `lesson_id`: there it is read, revised and taken back."""

    __tablename__ = "cycle"
    __table_args__ = (Index("ix_cycle_proeftuin", "proeftuin_id", "id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    proeftuin_id: Mapped[UUID] = mapped_column(ForeignKey("proeftuin.id"))
    state: Mapped[str] = mapped_column(String(12), default="trying")
    title: Mapped[str] = mapped_column(String(200))
    question: Mapped[str] = mapped_column(Text)
    opened_at: Mapped[datetime] = mapped_column(default=clock.now)
    looked_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    lesson_id: Mapped[UUID | None] = mapped_column(ForeignKey("update.id"))
    reflection: Mapped[Reflection | None] = composite(
        mapped_column("ownership", Text, nullable=True),
        mapped_column("value_from_talent", Text, nullable=True),
        mapped_column("integral", Text, nullable=True),
    )

    def look(self) -> None:
        """Trying is done for this round; what came of it is looked at."""
        self._must_be("trying", "looked at")
        self.state, self.looked_at = "looking", clock.now()

    def close(self, lesson_id: UUID, reflection: Reflection) -> None:
        """What was learned is told, and the principles are reflected on; for good."""
        self.must_be_looking()
        self.state, self.closed_at = "closed", clock.now()
        self.lesson_id, self.reflection = lesson_id, reflection

    def break_off(self, lesson_id: UUID | None) -> None:
        """The proeftuin stops: what was learned is told of the whole, if anything is; nothing is reflected on."""
        if self.state not in OPEN:
            raise Conflict("wrong-state", f"A cycle that is {self.state} cannot be broken off.")
        self.state, self.closed_at, self.lesson_id = "broken-off", clock.now(), lesson_id

    def must_be_looking(self) -> None:
        """Raises Conflict unless it was looked at: a lesson comes after looking."""
        self._must_be("looking", "closed")

    def _must_be(self, state: str, verb: str) -> None:
        if self.state != state:
            raise Conflict("wrong-state", f"A cycle that is {self.state} cannot be {verb}.")


def open_titles(proeftuin_id: UUID) -> Select[str]:
    """The titles of a proeftuin's rounds that are not over."""
    return select(Cycle.title).where(Cycle.proeftuin_id == proeftuin_id, Cycle.state.in_(OPEN)).order_by(Cycle.id)
