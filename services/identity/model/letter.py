"""Letters: mail that waits to be sent, in the same database and transaction as the reason to send it."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from services.identity.model.foundation import Base
from shared import clock
from shared.ids import new_id
from shared.sealing import seal, unseal

LEASE = timedelta(minutes=1)
"""How long a sender that has taken a letter keeps it: longer than every time-out on the way to the mail server."""
PAUSES = [timedelta(seconds=s) for s in (1, 5, 30, 120, 600, 3600)]
KEEP_TRYING = timedelta(days=3)
NEWS = ("digest", "urgent")


class Letter(Base):
    """One mail to one person. Where it goes is read when it is sent; what is secret in it is sealed until then."""

    __tablename__ = "letter"
    __table_args__ = (
        Index("ix_letter_state", "state", "next_attempt_at"),
        Index("ix_letter_person_id", "person_id", "created_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[str] = mapped_column(String(20))
    locale: Mapped[str] = mapped_column(String(8))
    sealed: Mapped[bytes | None]
    state: Mapped[str] = mapped_column(String(8), default="pending")
    attempts: Mapped[int] = mapped_column(default=0)
    next_attempt_at: Mapped[datetime] = mapped_column(default=clock.now)
    last_error: Mapped[str | None] = mapped_column(String(80))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    sent_at: Mapped[datetime | None]

    @classmethod
    def write(cls, secret_key: str, *, person_id: UUID, kind: str, locale: str, **given: str) -> Letter:
        """A letter with what its template needs sealed inside."""
        letter = cls(id=new_id(), person_id=person_id, kind=kind, locale=locale)
        letter.sealed = seal(secret_key, f"letter {letter.id}", json.dumps(given).encode())
        return letter

    @property
    def is_news(self) -> bool:
        """Whether it tells what happened: composed when it is sent, and anyone may have it stopped."""
        return self.kind in NEWS

    def given(self, secret_key: str) -> dict[str, Any]:
        """What its template needs."""
        found: dict[str, Any] = json.loads(unseal(secret_key, f"letter {self.id}", self.sealed or b""))
        return found

    def take(self) -> None:
        """A sender takes it. Should that sender die, the letter is due again after the lease, under the same id."""
        self.attempts += 1
        self.next_attempt_at = clock.now() + LEASE

    def was_sent(self) -> None:
        """It is on its way: keep that it was, forget what was in it."""
        self.state, self.sealed, self.sent_at, self.last_error = "sent", None, clock.now(), None

    def drop(self) -> None:
        """Nothing is left to tell: its reader left, or what it told of was taken back."""
        self.state, self.sealed = "dropped", None

    def failed(self, error: str, *, for_good: bool) -> None:
        """It could not be sent: try again later, or give up where that is of no use."""
        self.last_error = error[:80]
        if for_good or clock.now() - self.created_at > KEEP_TRYING:
            self.state, self.sealed = "failed", None
            return
        self.next_attempt_at = clock.now() + PAUSES[min(self.attempts, len(PAUSES)) - 1]
