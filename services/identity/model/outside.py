"""People's accounts with the outside provider that one may log in with, and links that wait for their mail."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from services.identity.model.foundation import Base
from shared import clock

LINK_WITHIN = timedelta(hours=1)


class OutsideAccount(Base):
    """That this account there is this person here."""

    __tablename__ = "outside_account"
    __table_args__ = (Index("ix_outside_account_person_id", "person_id"),)

    issuer: Mapped[str] = mapped_column(String(300), primary_key=True)
    subject: Mapped[str] = mapped_column(String(255), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    linked_at: Mapped[datetime] = mapped_column(default=clock.now)


class PendingLink(Base):
    """A link that becomes real when the owner of the address here says so: a provider's word is not enough."""

    __tablename__ = "pending_link"
    __table_args__ = (Index("ix_pending_link_person_id", "person_id"),)

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    issuer: Mapped[str] = mapped_column(String(300))
    subject: Mapped[str] = mapped_column(String(255))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    expires_at: Mapped[datetime] = mapped_column(default=lambda: clock.now() + LINK_WITHIN)
