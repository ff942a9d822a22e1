"""Organisations (partners and research groups), and who may speak for them."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from services.identity.model.foundation import Base
from shared import clock
from shared.ids import new_id

WHO_IT_IS = {"name", "kvk_number", "ror_id"}
"""What a steward looked at when he confirmed that it is what it says."""


class Organisation(Base):
    """A partner or a research group. Unverified until a steward has looked who it is."""

    __tablename__ = "organisation"
    __table_args__ = (Index("ix_organisation_name", "name", "id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    version: Mapped[int] = mapped_column(default=1)
    name: Mapped[str] = mapped_column(String(120))
    kind: Mapped[str] = mapped_column(String(12))
    website: Mapped[str | None] = mapped_column(String(300))
    kvk_number: Mapped[str | None] = mapped_column(String(8))
    ror_id: Mapped[str | None] = mapped_column(String(40))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    verified_at: Mapped[datetime | None]

    __mapper_args__ = {"version_id_col": version}

    @property
    def verified(self) -> bool:
        """Whether a steward has confirmed that it is what it says it is."""
        return self.verified_at is not None

    def verify(self) -> bool:
        """A steward has looked; whether that is new."""
        if self.verified:
            return False
        self.verified_at = clock.now()
        return True

    def revise(self, changes: dict[str, Any], *, by_steward: bool) -> bool:
        """Change what is said of it; whether anything did. Who it is must be looked at anew unless a steward did it."""
        changed = {name: value for name, value in changes.items() if getattr(self, name) != value}
        for name, value in changed.items():
            setattr(self, name, value)
        if not by_steward and changed.keys() & WHO_IT_IS:
            self.verified_at = None
        return bool(changed)


class Representation(Base):
    """Who may speak for an organisation."""

    __tablename__ = "representation"
    __table_args__ = (Index("ix_representation_person_id", "person_id"),)

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    since: Mapped[datetime] = mapped_column(default=clock.now)
