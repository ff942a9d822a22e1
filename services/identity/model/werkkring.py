"""Werkkringen, their coordinators, and the dated memberships of people.

Membership: requested → active → ended, or active at once where joining is open.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from services.identity.model.foundation import Base
from shared import clock
from shared.errors import Conflict
from shared.ids import new_id

_PRESENT = text("state <> 'ended'")


class Werkkring(Base):
    """A local circle in a municipality."""

    __tablename__ = "werkkring"
    __table_args__ = (Index("ix_werkkring_name", "name", "id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    version: Mapped[int] = mapped_column(default=1)
    name: Mapped[str] = mapped_column(String(120))
    municipality: Mapped[str] = mapped_column(String(80))
    description: Mapped[str] = mapped_column(Text)
    joining: Mapped[str] = mapped_column(String(12))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    __mapper_args__ = {"version_id_col": version}

    def revise(self, changes: dict[str, Any]) -> bool:
        """Change what is said of it; whether anything did change."""
        changed = {name: value for name, value in changes.items() if getattr(self, name) != value}
        for name, value in changed.items():
            setattr(self, name, value)
        return bool(changed)

    def join(self, person_id: UUID) -> Membership:
        """A new membership: active at once where joining is open, else waiting for a coordinator."""
        now = clock.now()
        membership = Membership(id=new_id(), werkkring_id=self.id, person_id=person_id, requested_at=now)
        membership.state = "requested"
        if self.joining == "open":
            membership.confirm()
        return membership


class Coordinator(Base):
    """Who confirms the memberships of a werkkring."""

    __tablename__ = "coordinator"

    werkkring_id: Mapped[UUID] = mapped_column(ForeignKey("werkkring.id"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    since: Mapped[datetime] = mapped_column(default=clock.now)


class Membership(Base):
    """One stay of one person in one werkkring. Coming back opens a new one."""

    __tablename__ = "membership"
    __table_args__ = (
        Index(
            "uq_membership_present",
            "werkkring_id",
            "person_id",
            unique=True,
            postgresql_where=_PRESENT,
            sqlite_where=_PRESENT,
        ),
        Index("ix_membership_person_id", "person_id"),
        Index("ix_membership_werkkring_id", "werkkring_id", "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    werkkring_id: Mapped[UUID] = mapped_column(ForeignKey("werkkring.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    state: Mapped[str] = mapped_column(String(12))
    requested_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    reason: Mapped[str | None] = mapped_column(Text)

    def confirm(self) -> None:
        """It holds from now on."""
        if self.state != "requested":
            raise Conflict("wrong-state", f"A membership that is {self.state} cannot be confirmed.")
        self.state, self.started_at = "active", clock.now()

    def decline(self, reason: str) -> None:
        """It never was granted, for this reason."""
        if self.state != "requested":
            raise Conflict("wrong-state", f"A membership that is {self.state} cannot be declined.")
        self.state, self.ended_at, self.reason = "ended", clock.now(), reason

    def end(self, reason: str | None) -> bool:
        """It is over, or was never granted; whether it had started."""
        if self.state == "ended":
            raise Conflict("wrong-state", "This membership has ended already.")
        had_started = self.state == "active"
        self.state, self.ended_at, self.reason = "ended", clock.now(), reason
        return had_started
