"""A webhook: an address of an integrator's own that public events are sent to, once it showed that it wants them.

unverified → active → disabled → unverified …; what it misses meanwhile waits in the public event log, at its position.
"""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Index, String, Text, and_, or_
from sqlalchemy.orm import Mapped, mapped_column

from services.sharing.model.declarative import Base, Count
from services.sharing.model.tombstone import heard_by
from shared import clock
from shared.errors import Conflict
from shared.ids import new_id

BODIES = ("thin", "full")
STATES = ("unverified", "active", "disabled")
MOST_WEBHOOKS = 20
CHALLENGES = (10, 60, 300, 1800, 7200)
"""Seconds after which an address that did not answer the challenge is asked again; then its owner says when."""
PATIENCE = timedelta(days=5)
"""So long without a single success, and it is disabled."""
BREAKS_AFTER = 3
FIRST_PAUSE, LONGEST_PAUSE = 5.0, 600.0
LONGEST_WISH = 24 * 3600.0
"""The longest pause that an address may ask for with Retry-After."""


class Webhook(Base):
    """One address, what it wants to hear, and how it has been doing."""

    __tablename__ = "webhook"
    __table_args__ = (Index("ix_webhook_owner_id", "owner_id", "id"), Index("ix_webhook_state", "state", "position"))

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    owner_id: Mapped[UUID]
    client_id: Mapped[UUID | None]
    """The machine that registered it, if one did; its owner sees it too."""
    url: Mapped[str] = mapped_column(String(500))
    description: Mapped[str] = mapped_column(String(200))
    event_types: Mapped[list[str]]
    body: Mapped[str] = mapped_column(String(8))
    state: Mapped[str] = mapped_column(String(12), default="unverified")
    disabled_because: Mapped[str | None] = mapped_column(String(12))
    """asked, gone, failing, or not-allowed: by its owner, by 410, after five days, with his role or his machine."""
    disabled_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    version: Mapped[int] = mapped_column(default=1)
    position: Mapped[int] = mapped_column(Count)
    """Up to where in the public event log it has got its deliveries."""
    challenge_at: Mapped[datetime | None]
    challenges: Mapped[int] = mapped_column(default=0)
    failures: Mapped[int] = mapped_column(default=0)
    """How many calls in a row failed."""
    failing_since: Mapped[datetime | None]
    held_until: Mapped[datetime | None]
    succeeded_at: Mapped[datetime | None]
    last_error: Mapped[str | None] = mapped_column(Text)

    def hears(self, routing_key: str) -> bool:
        """Whether this type is for it: asked for, or what takes back something that is."""
        return routing_key in heard_by(tuple(self.event_types))

    def ask(self) -> None:
        """Have the challenge sent now; nothing else is sent until it is answered."""
        self.state, self.disabled_because, self.disabled_at = "unverified", None, None
        self.challenge_at, self.challenges = clock.now(), 0
        self.failures, self.failing_since, self.held_until = 0, None, None

    def answered(self) -> None:
        """It answered the challenge: from now on it gets what it wants."""
        self.state, self.challenge_at, self.last_error = "active", None, None
        self.succeed()

    def not_answered(self, why: str) -> None:
        """It did not: it is asked a few times more."""
        self.last_error = why
        again = CHALLENGES[self.challenges] if self.challenges < len(CHALLENGES) else None
        self.challenge_at = clock.now() + timedelta(seconds=again) if again is not None else None
        self.challenges += 1

    def succeed(self) -> None:
        """A call succeeded: whatever went wrong before is over."""
        self.failures, self.failing_since, self.held_until = 0, None, None
        self.succeeded_at = clock.now()

    def fail(self, why: str, wish: float | None) -> None:
        """A call failed. After a few in a row nothing is sent for a while; nor for so long as the other side wishes."""
        moment = clock.now()
        self.failures, self.failing_since, self.last_error = self.failures + 1, self.failing_since or moment, why
        pause = min(wish or 0.0, LONGEST_WISH)
        if self.failures >= BREAKS_AFTER:
            grown = min(LONGEST_PAUSE, FIRST_PAUSE * 2.0 ** min(self.failures - BREAKS_AFTER, 10))
            pause = max(pause, grown * random.uniform(0.8, 1.2))
        self.held_until = moment + timedelta(seconds=pause) if pause else None

    @property
    def is_given_up(self) -> bool:
        """Whether it failed so long, without one success, that nobody may be there any more."""
        return self.failing_since is not None and clock.now() - self.failing_since >= PATIENCE

    def disable(self, because: str) -> None:
        """Nothing is sent any more; what it was to get stays where it is."""
        if self.state == "disabled":
            raise Conflict("wrong-state", "This webhook is disabled already.")
        self.state, self.disabled_because, self.disabled_at = "disabled", because, clock.now()
        self.challenge_at, self.held_until = None, None

    def revise(self) -> None:
        """Something of it was changed by its owner."""
        self.version += 1


def is_open() -> ColumnElement[bool]:
    """As a condition: active, and not held."""
    return and_(Webhook.state == "active", or_(Webhook.held_until.is_(None), Webhook.held_until <= clock.now()))
