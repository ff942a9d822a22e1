"""A moderator keeps someone out of a proeftuin, with a reason; he may appeal once, and another one decides."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Select, String, Text, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.experiments.model.declarative import Base
from shared import clock
from shared.errors import Conflict, Forbidden
from shared.ids import new_id

PERIOD = timedelta(days=183)
"""Article 20 of the Digital Services Act gives people at least six months."""


class Bar(Base):
    """One bar of one person: in force until it is lifted. The reason is for him and for moderators, nobody else."""

    __tablename__ = "bar"
    __table_args__ = (Index("ix_bar_proeftuin", "proeftuin_id", "id"), Index("ix_bar_person", "person_id"))

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    proeftuin_id: Mapped[UUID] = mapped_column(ForeignKey("proeftuin.id"))
    person_id: Mapped[UUID]
    reason: Mapped[str] = mapped_column(Text)
    barred_by: Mapped[UUID]
    barred_at: Mapped[datetime] = mapped_column(default=clock.now)
    lifted_by: Mapped[UUID | None]
    lifted_at: Mapped[datetime | None]

    appeal: Mapped[Appeal | None] = relationship(lazy="raise", back_populates="bar")

    @property
    def appeal_until(self) -> datetime:
        """The last moment for an appeal."""
        return self.barred_at + PERIOD

    def must_not_be_own(self, by: UUID) -> None:
        """Raises Forbidden for who is barred: whatever his office, others decide about him."""
        if by == self.person_id:
            raise Forbidden("own-case", "Nobody decides in his own case. Another moderator does.")

    def lift(self, by: UUID) -> None:
        """He may join again."""
        self.lifted_by, self.lifted_at = by, clock.now()

    def must_take_an_appeal(self) -> None:
        """Raises Conflict after the first appeal, or after half a year."""
        if self.appeal is not None:
            raise Conflict("appealed-already", "You appealed against this decision already.")
        if clock.now() > self.appeal_until:
            raise Conflict("too-late", f"An appeal is possible for {PERIOD.days} days.")


Index(
    "uq_bar_in_force",
    Bar.proeftuin_id,
    Bar.person_id,
    unique=True,
    postgresql_where=Bar.lifted_at.is_(None),
    sqlite_where=Bar.lifted_at.is_(None),
)


def barred_from(proeftuin_id: UUID) -> Select[UUID]:
    """Whom a moderator keeps out of it now, as a query."""
    return select(Bar.person_id).where(Bar.proeftuin_id == proeftuin_id, Bar.lifted_at.is_(None))


class Appeal(Base):
    """The barred person's answer to one bar. lodged → granted | denied."""

    __tablename__ = "appeal"
    __table_args__ = (Index("ix_appeal_state", "state", "id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    bar_id: Mapped[UUID] = mapped_column(ForeignKey("bar.id"), unique=True)
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(default=clock.now)
    state: Mapped[str] = mapped_column(String(12), default="lodged")
    decided_by: Mapped[UUID | None]
    decided_at: Mapped[datetime | None]
    reason: Mapped[str | None] = mapped_column(Text)

    bar: Mapped[Bar] = relationship(lazy="raise", back_populates="appeal")

    def decide(self, state: str, by: UUID, reason: str) -> None:
        """Grant or deny it, once, by somebody else than who barred and than who was barred."""
        if self.state != "lodged":
            raise Conflict("decided", f"This appeal was {self.state} already.")
        self.bar.must_not_be_own(by)
        if by == self.bar.barred_by:
            raise Forbidden("another-moderator", "Another moderator decides on an appeal against your decision.")
        self.close(state, by, reason)

    def close(self, state: str, by: UUID, reason: str | None) -> None:
        """Write down how it ended; whoever barred may also come back on it himself."""
        self.state, self.decided_by, self.decided_at, self.reason = state, by, clock.now(), reason
