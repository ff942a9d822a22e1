"""Links that were mailed: each carries a secret, works once and not for long, and is known here by its digest only."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from services.identity.model.foundation import Base
from services.identity.model.person import digest_of
from shared import clock
from shared.errors import Invalid, Reason
from shared.ids import new_id

LASTS = {"reset": timedelta(hours=1), "email": timedelta(days=1), "undo-email": timedelta(days=8)}

"""Undoing works for seven days after the last moment at which the new address could be confirmed."""


class Link(Base):
    """One link: to set a new password, to show that a new address is one's own, or to undo that change."""

    __tablename__ = "link"
    __table_args__ = (Index("ix_link_person_id", "person_id"), Index("ix_link_expires_at", "expires_at"))

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    purpose: Mapped[str] = mapped_column(String(12))
    email: Mapped[str | None] = mapped_column(String(254))
    expires_at: Mapped[datetime]

    @classmethod
    def make(cls, purpose: str, person_id: UUID, email: str | None = None) -> tuple[Link, str]:
        """A link, and the secret that goes into the letter and nowhere else."""
        token = secrets.token_urlsafe(32)
        link = cls(digest=digest_of(token), person_id=person_id, purpose=purpose, email=email)
        link.expires_at = clock.now() + LASTS[purpose]
        return link, token

    @staticmethod
    def usable(found: Link | None) -> Link:
        """The link, or Invalid where there is none, it was used, or it came too late: not told apart."""
        if found is None or found.expires_at <= clock.now():
            reason = Reason("token-refused", "This link was used already, or is too old.", "/token")
            raise Invalid("token-refused", "This link does not work. Ask for a new one.", (reason,))
        return found


class ResetRequest(Base):
    """Someone asks for a new password. Written for every address alike; who it is, is looked up when nobody waits."""

    __tablename__ = "reset_request"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    address_key: Mapped[str] = mapped_column(String(254))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)


class KnownPlace(Base):
    """A network address from which someone logged in before, as a digest: strangers' guesses do not count there."""

    __tablename__ = "known_place"
    __table_args__ = (Index("ix_known_place_person_id", "person_id"),)

    place: Mapped[str] = mapped_column(String(64), primary_key=True)
    seen_at: Mapped[datetime] = mapped_column(default=clock.now)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
