"""What people granted: consents that are remembered, and the codes that a client trades for tokens within a minute."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.identity.model.foundation import Base
from services.identity.model.scopes import scopes_in
from shared import clock

CODE_LASTS = timedelta(seconds=60)


class Consent(Base):
    """That a person lets a client have these scopes, until he takes it back."""

    __tablename__ = "consent"
    __table_args__ = (Index("ix_consent_client_id", "client_id"),)

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), primary_key=True)
    scope: Mapped[str] = mapped_column(String(400))
    granted_at: Mapped[datetime] = mapped_column(default=clock.now)

    def covers(self, scope: str) -> bool:
        """Whether all of this was allowed before."""
        return scopes_in(scope) <= scopes_in(self.scope)


class AuthorizationCode(Base):
    """One code, known by its digest. It stays after use, with what it was used for: a second use is a theft."""

    __tablename__ = "authorization_code"
    __table_args__ = (
        Index("ix_authorization_code_client_id", "client_id"),
        Index("ix_authorization_code_person_id", "person_id"),
        Index("ix_authorization_code_session_id", "session_id"),
    )

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    session_id: Mapped[UUID] = mapped_column(ForeignKey("person_session.id", ondelete="CASCADE"))
    redirect_uri: Mapped[str] = mapped_column(String(500))
    scope: Mapped[str] = mapped_column(String(400))
    nonce: Mapped[str | None] = mapped_column(Text)
    code_challenge: Mapped[str] = mapped_column(String(128))
    authenticated_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(default=lambda: clock.now() + CODE_LASTS)
    issued_id: Mapped[UUID | None]

    code_challenge_method = "S256"

    def get_redirect_uri(self) -> str:
        """For Authlib: the token request must name the same address."""
        return self.redirect_uri

    def get_scope(self) -> str:
        """For Authlib."""
        return self.scope
