"""Taking part: dated stays of people, and whom the proeftuin is about. Nobody enrols someone else."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.experiments.model.declarative import Base
from shared import clock
from shared.ids import new_id


class Stint(Base):
    """One dated stay of one person. Leaving ends it for good; coming back opens a new one. Never deleted."""

    __tablename__ = "stint"
    __table_args__ = (Index("ix_stint_proeftuin", "proeftuin_id", "id"), Index("ix_stint_person", "person_id"))

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    proeftuin_id: Mapped[UUID] = mapped_column(ForeignKey("proeftuin.id"))
    person_id: Mapped[UUID]
    holder: Mapped[bool] = mapped_column(default=False)
    offer: Mapped[str | None] = mapped_column(Text)
    note: Mapped[str | None] = mapped_column(Text)
    started_at: Mapped[datetime] = mapped_column(default=clock.now)
    ended_at: Mapped[datetime | None]

    def lasted_at(self, moment: datetime) -> bool:
        """Whether the person took part then."""
        return self.started_at <= moment and (self.ended_at is None or moment <= self.ended_at)

    def end(self, note: str | None) -> None:
        """The person leaves; holding the proeftuin ends with it."""
        self.ended_at, self.note = clock.now(), note


Index(
    "uq_stint_active",
    Stint.proeftuin_id,
    Stint.person_id,
    unique=True,
    postgresql_where=Stint.ended_at.is_(None),
    sqlite_where=Stint.ended_at.is_(None),
)


class AffectedGroup(Base):
    """People whom the proeftuin is about. It never is about others only: some of them take part (S3)."""

    __tablename__ = "affected_group"
    __table_args__ = (Index("ix_affected_group_proeftuin", "proeftuin_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    proeftuin_id: Mapped[UUID] = mapped_column(ForeignKey("proeftuin.id"))
    name: Mapped[str] = mapped_column(String(120))
    description: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    belongings: Mapped[list[Belonging]] = relationship(lazy="raise")
    """Loaded: the present ones only."""

    def belonging_of(self, person: UUID) -> Belonging | None:
        """What this person says now about belonging here."""
        return next((b for b in self.belongings if b.person_id == person and b.ended_at is None), None)


class Belonging(Base):
    """A participant's own word “I belong to it”; dated, so that it can be shown later that they took part."""

    __tablename__ = "belonging"
    __table_args__ = (Index("ix_belonging_group", "group_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    group_id: Mapped[UUID] = mapped_column(ForeignKey("affected_group.id"))
    person_id: Mapped[UUID]
    started_at: Mapped[datetime] = mapped_column(default=clock.now)
    ended_at: Mapped[datetime | None]


Index(
    "uq_belonging_active",
    Belonging.group_id,
    Belonging.person_id,
    unique=True,
    postgresql_where=Belonging.ended_at.is_(None),
    sqlite_where=Belonging.ended_at.is_(None),
)


class WinRole(Base):
    """What WIN does for a proeftuin, as far as its participants need it: facilitator, inspirator, driver or mentor.

    Who bears one reads the workspace and nudges; ownership stays with the group.
    """

    __tablename__ = "win_role"
    __table_args__ = (Index("ix_win_role_proeftuin", "proeftuin_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    proeftuin_id: Mapped[UUID] = mapped_column(ForeignKey("proeftuin.id"))
    person_id: Mapped[UUID]
    role: Mapped[str] = mapped_column(String(12))
    assigned_by: Mapped[UUID]
    started_at: Mapped[datetime] = mapped_column(default=clock.now)
    ended_at: Mapped[datetime | None]


WIN_ROLES = ("facilitator", "inspirator", "driver", "mentor")
