"""What a channel has to bring where, and how far it is: the ledger that keeps a text from being posted twice or lost.

pending → sending → delivered → superseded | retracted; sending → waiting → … → parked (a person decides). `unknown`: no
answer came, so look there before sending again. `removed-there`: somebody took it away there; it is not brought again.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID, uuid5

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.sharing.model.declarative import Base
from shared import clock
from shared.errors import Conflict

DELIVERIES = UUID("0d3c7a52-6a5f-5f7e-9c3a-4f0e7a8c1b77")
DUE = ("pending", "waiting", "unknown")
UNFINISHED = (*DUE, "sending")
STUCK = ("parked", "removed-there")
OPEN = (*UNFINISHED, *STUCK)


def post_id_of(channel: str, publication_id: UUID) -> UUID:
    """The id of what a channel posts for a publication: known before it is sent, the same after any restart."""
    return uuid5(DELIVERIES, f"{channel}|{publication_id}")


class Post(Base):
    """What stands on a channel for one publication. `remote_id` and `remote_url` are the channel's own."""

    __tablename__ = "channel_post"
    __table_args__ = (UniqueConstraint("channel", "publication_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(String(20))
    publication_id: Mapped[UUID]
    proeftuin_id: Mapped[UUID]
    remote_id: Mapped[str | None] = mapped_column(String(200))
    remote_url: Mapped[str | None] = mapped_column(String(500))
    body_hash: Mapped[str | None] = mapped_column(String(64))
    revision: Mapped[int] = mapped_column(default=0)
    """The newest revision that was delivered."""
    removed_there: Mapped[bool] = mapped_column(default=False)


class Delivery(Base):
    """One revision to be brought to one channel, or one retraction. The text is kept until it is brought."""

    __tablename__ = "delivery"
    __table_args__ = (
        UniqueConstraint("post_id", "revision", "deed"),
        Index("ix_delivery_due", "channel", "state", "next_attempt_at"),
        Index("ix_delivery_post_id", "post_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    post_id: Mapped[UUID] = mapped_column(ForeignKey("channel_post.id"))
    channel: Mapped[str] = mapped_column(String(20))
    deed: Mapped[str] = mapped_column(String(8))
    revision: Mapped[int]
    heard: Mapped[int]
    """The publication's own counter in the event that asked for it: what is older never overtakes what is newer."""
    state: Mapped[str] = mapped_column(String(14), default="pending")
    kind: Mapped[str] = mapped_column(String(12), default="")
    title: Mapped[str] = mapped_column(String(300), default="")
    body: Mapped[str] = mapped_column(Text, default="")
    language: Mapped[str] = mapped_column(String(8), default="")
    licence: Mapped[str] = mapped_column(String(20), default="")
    url: Mapped[str] = mapped_column(String(300), default="")
    attempts: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    wanted_at: Mapped[datetime] = mapped_column(default=clock.now)
    """Since when it is tried, by itself or because a person wants it so."""
    next_attempt_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    last_error: Mapped[str | None] = mapped_column(Text)
    decided_why: Mapped[str | None] = mapped_column(Text)
    """What the editor said who last sent it again or let it be."""

    @property
    def unfinished(self) -> bool:
        return self.state in UNFINISHED

    def send(self) -> None:
        """It goes out now; committed before the channel is called, so that a crash is seen afterwards."""
        self.state, self.sent_at, self.attempts = "sending", clock.now(), self.attempts + 1

    def end(self, state: str, error: str | None = None) -> None:
        """Nothing more happens to it by itself. Its text is not needed any more, unless a person may send it again."""
        self.state, self.ended_at, self.next_attempt_at, self.last_error = state, clock.now(), None, error
        if state not in STUCK:
            self.title, self.body = "", ""

    def wait(self, state: str, seconds: float, error: str) -> None:
        """Try again later; `unknown` where no answer came."""
        self.state, self.next_attempt_at = state, clock.now() + timedelta(seconds=seconds)
        self.last_error = error

    def resend(self, why: str | None = None) -> None:
        """A person says: try again. Raises Conflict where nothing is stuck."""
        if self.state not in STUCK and self.state != "waiting":
            raise Conflict("wrong-state", f"A delivery that is {self.state} cannot be sent again.")
        self.state, self.attempts, self.next_attempt_at, self.ended_at = "pending", 0, None, None
        self.wanted_at, self.decided_why = clock.now(), why

    def discard(self, why: str | None = None) -> None:
        """A person says: let it be. Raises Conflict where nothing is stuck."""
        if self.state not in STUCK and self.state != "waiting":
            raise Conflict("wrong-state", f"A delivery that is {self.state} cannot be discarded.")
        self.end("discarded", self.last_error)
        self.decided_why = why
