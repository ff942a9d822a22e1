"""The ledger of webhooks: which event is to reach which address, and every call that was made for it.

pending → delivered | failed. It holds ids only: the body is made from the public event log when it is sent.
"""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.sharing.model.declarative import Base, Count
from shared import clock
from shared.ids import new_id

DELIVERY_STATES = ("pending", "delivered", "failed")
LADDER = (5, 300, 1800, 7200, 5 * 3600, 10 * 3600, 10 * 3600, 20 * 3600, 24 * 3600)
"""Seconds to the next call after each that failed: about three days; then it has failed."""
KEPT = timedelta(days=30)
"""How long the ledger tells what became of a delivery."""
ANSWER_SHOWN = 200


class WebhookDelivery(Base):
    """One event for one address."""

    __tablename__ = "webhook_delivery"
    __table_args__ = (
        UniqueConstraint("webhook_id", "event_id"),
        Index("ix_webhook_delivery_due", "webhook_id", "state", "next_attempt_at"),
        Index("ix_webhook_delivery_listed", "webhook_id", "id"),
        Index("ix_webhook_delivery_event_id", "event_id"),
        Index("ix_webhook_delivery_ended_at", "ended_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    webhook_id: Mapped[UUID] = mapped_column(ForeignKey("webhook.id", ondelete="CASCADE"))
    event_id: Mapped[UUID]
    position: Mapped[int] = mapped_column(Count)
    routing_key: Mapped[str] = mapped_column(String(120))
    state: Mapped[str] = mapped_column(String(12), default="pending")
    attempts: Mapped[int] = mapped_column(default=0)
    tries: Mapped[int] = mapped_column(default=0)
    """Calls since it was last wanted: redelivering starts the ladder anew."""
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    wanted_at: Mapped[datetime] = mapped_column(default=clock.now)
    next_attempt_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]

    def called(self) -> None:
        """One more call was made for it."""
        self.attempts, self.tries = self.attempts + 1, self.tries + 1

    def end(self, state: str) -> None:
        """Nothing more happens to it by itself."""
        self.state, self.next_attempt_at, self.ended_at = state, None, clock.now()

    def try_again(self, wish: float | None) -> None:
        """Later, more and more seldom, and not before the other side wishes; after the last rung it has failed."""
        if self.tries > len(LADDER):
            self.end("failed")
            return
        pause = max(LADDER[self.tries - 1] * random.uniform(0.8, 1.2), wish or 0.0)
        self.next_attempt_at = clock.now() + timedelta(seconds=pause)

    def want_again(self) -> None:
        """Its owner wants it sent once more, now."""
        self.state, self.tries, self.ended_at = "pending", 0, None
        self.wanted_at = self.next_attempt_at = clock.now()


class WebhookAttempt(Base):
    """One call: what came back, and how long it took. `answer` is the beginning of what the other side said."""

    __tablename__ = "webhook_attempt"

    delivery_id: Mapped[UUID] = mapped_column(ForeignKey("webhook_delivery.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    status: Mapped[int | None]
    latency_ms: Mapped[int]
    error: Mapped[str | None] = mapped_column(String(200))
    answer: Mapped[str] = mapped_column(Text, default="")
