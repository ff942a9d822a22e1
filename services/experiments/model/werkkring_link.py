"""The tie between a proeftuin and a werkkring: active at once by a member of it, else confirmed by its coordinator."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from services.experiments.model.declarative import Base
from services.experiments.model.known import Werkkring
from shared import clock
from shared.errors import Conflict


class WerkkringLink(Base):
    """requested → active."""

    __tablename__ = "werkkring_link"
    __table_args__ = (Index("ix_werkkring_link_werkkring", "werkkring_id"),)

    proeftuin_id: Mapped[UUID] = mapped_column(ForeignKey("proeftuin.id"), primary_key=True)
    werkkring_id: Mapped[UUID] = mapped_column(primary_key=True)
    state: Mapped[str] = mapped_column(String(12))
    requested_by: Mapped[UUID]
    requested_at: Mapped[datetime] = mapped_column(default=clock.now)
    confirmed_by: Mapped[UUID | None]
    confirmed_at: Mapped[datetime | None]

    werkkring: Mapped[Werkkring | None] = relationship(
        primaryjoin=lambda: foreign(WerkkringLink.werkkring_id) == Werkkring.id, viewonly=True, lazy="raise"
    )
    """None as long as identity's word of it has not arrived."""

    @property
    def active(self) -> bool:
        return self.state == "active"

    def confirm(self, by: UUID) -> None:
        """The werkkring's coordinator says yes."""
        if self.active:
            raise Conflict("wrong-state", "This werkkring takes part already.")
        self.state, self.confirmed_by, self.confirmed_at = "active", by, clock.now()
