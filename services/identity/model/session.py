"""Sessions, and the family of refresh tokens that each of them is: the rules of rotation, testable without I/O."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from services.identity.model.foundation import Base
from shared import clock
from shared.ids import new_id

LASTS = timedelta(days=30)
GRACE = timedelta(seconds=10)
ACCESS_LASTS = timedelta(minutes=10)
MACHINE_LASTS = timedelta(minutes=5)
BROWSER_LASTS = timedelta(hours=12)
"""How long the log-in page remembers a browser: a working day."""

Turn = Literal["rotate", "again", "refused", "stolen"]


class PersonSession(Base):
    """One log-in, from the password to the log-out, at most 30 days. Its refresh tokens are its generations.

    What a client was given is a session too, of its own: with `client_id` and `scope`, and as `parent_id` the browser's
    session in which a person said yes. A program in its own name has one per token, with its owner as the person.
    """

    __tablename__ = "person_session"
    __table_args__ = (
        Index("ix_person_session_person_id", "person_id"),
        Index("ix_person_session_expires_at", "expires_at"),
        Index("ix_person_session_parent_id", "parent_id"),
        Index("ix_person_session_client_id", "client_id"),
        Index("uq_person_session_cookie_digest", "cookie_digest", unique=True),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    generation: Mapped[int] = mapped_column(default=0)
    rotated_at: Mapped[datetime] = mapped_column(default=clock.now)
    started_at: Mapped[datetime] = mapped_column(default=clock.now)
    expires_at: Mapped[datetime] = mapped_column(default=lambda: clock.now() + LASTS)
    ended_at: Mapped[datetime | None]
    authenticated_at: Mapped[datetime | None]
    cookie_digest: Mapped[str | None] = mapped_column(String(64))
    client_id: Mapped[UUID | None]
    scope: Mapped[str | None] = mapped_column(String(400))
    parent_id: Mapped[UUID | None]

    @property
    def is_open(self) -> bool:
        """Whether it is neither ended nor run out."""
        return self.ended_at is None and self.expires_at > clock.now()

    def turn_of(self, generation: int) -> Turn:
        """What a refresh token of this generation is good for now.

        The newest rotates. The one right before it may be used again for ten seconds: two tabs, or an answer lost on
        the way. Anything older was kept by someone who should not have it, and ends the session for both.
        """
        if not self.is_open:
            return "refused"
        if generation == self.generation:
            return "rotate"
        within_grace = clock.now() - self.rotated_at <= GRACE
        return "again" if generation == self.generation - 1 and within_grace else "stolen"

    def rotate(self) -> None:
        """Begin the next generation."""
        self.generation += 1
        self.rotated_at = clock.now()


class RefreshToken(Base):
    """One refresh token, known by its digest. Old generations stay until the session is forgotten, to be recognised."""

    __tablename__ = "refresh_token"
    __table_args__ = (Index("ix_refresh_token_session_id", "session_id"),)

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    session_id: Mapped[UUID] = mapped_column(ForeignKey("person_session.id", ondelete="CASCADE"))
    generation: Mapped[int]
