"""Passkeys (WebAuthn): a key pair whose private half never leaves someone's own device."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from services.identity.model.foundation import Base
from shared import clock
from shared.ids import new_id


class Passkey(Base):
    """The public half, and how often its device says that it signed: a copy of the device would fall behind."""

    __tablename__ = "passkey"
    __table_args__ = (
        Index("ix_passkey_person_id", "person_id"),
        Index("uq_passkey_credential_id", "credential_id", unique=True),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(80))
    credential_id: Mapped[str] = mapped_column(String(1400))
    public_key: Mapped[bytes]
    sign_count: Mapped[int] = mapped_column(BigInteger)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    used_at: Mapped[datetime | None]
