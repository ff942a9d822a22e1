"""An integrator's own queue on the broker, as it is wanted: the provisioner makes it so, and says how far it is.

making → active → removing → gone; active → making where the password is made anew, or the broker lost what it had.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.sharing.model.declarative import Base
from services.sharing.model.public_log import public_types, unsaid
from services.sharing.model.tombstone import with_tombstones
from shared import clock
from shared.errors import Conflict, Invalid, Reason
from shared.events.envelope import PREFIX

VHOST, EXCHANGE = "public", "events.public"
MOST = 5
"""Subscriptions of one owner."""
AGAIN = timedelta(minutes=1)


def user_of(subscription_id: UUID) -> str:
    """The broker's user of this subscription."""
    return f"int-{subscription_id}"


def queue_of(subscription_id: UUID) -> str:
    """Its queue."""
    return f"int.{subscription_id}.events"


def hash_of(password: str) -> str:
    """What RabbitMQ keeps instead of a password: four bytes of salt, and the SHA-256 of salt and password."""
    salt = secrets.token_bytes(4)
    return base64.b64encode(salt + hashlib.sha256(salt + password.encode()).digest()).decode()


def types_asked(asked: Sequence[str]) -> list[str]:
    """What was asked for, in order; where nothing was, everything of every speaker.

    A type is a pattern as webhooks know them too (`*` one word, `#` any number), but it names the speaker. Raises
    Invalid for all that match no public event, at once: what nobody says would never come.
    """
    wanted = [each.strip().removeprefix(PREFIX) for each in asked]
    wanted = wanted or [f"{speaker}.#" for speaker in {each.speaker for each in public_types()}]
    wrong = sorted({*unsaid(wanted), *(each for each in wanted if each.startswith(("#", "*")))})
    if wrong:
        reasons = tuple(Reason("unknown-type", f"No public event is called {each}.", "/types") for each in wrong)
        raise Invalid("invalid", "Some of these types are not in the public event log.", reasons)
    return sorted(set(wanted))


class AmqpSubscription(Base):
    """One login and one queue on the public virtual host. Of its password only the broker's own hash is kept."""

    __tablename__ = "amqp_subscription"
    __table_args__ = (
        Index("ix_amqp_subscription_owner_id", "owner_id", "id"),
        Index("ix_amqp_subscription_state", "state", "not_before"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    owner_id: Mapped[UUID]
    """The integrator who made it, or who answers for the machine that did."""
    client_id: Mapped[UUID | None]
    """The machine that made it: that sees and changes what it made itself, and nothing else."""
    name: Mapped[str] = mapped_column(String(80))
    types: Mapped[list[str]]
    password_hash: Mapped[str] = mapped_column(String(60))
    state: Mapped[str] = mapped_column(String(10), default="making")
    wanted: Mapped[int] = mapped_column(default=1)
    """Counts what was asked for: what the provisioner tells of an older wish changes nothing."""
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    changed_at: Mapped[datetime] = mapped_column(default=clock.now)
    not_before: Mapped[datetime] = mapped_column(default=clock.now)
    """When the provisioner may try again what the broker refused."""
    last_error: Mapped[str | None] = mapped_column(Text)

    ended_why: Mapped[str | None] = mapped_column(Text)
    """Where it ended by itself: its owner looks for it one day."""

    @property
    def user(self) -> str:
        return user_of(self.id)

    @property
    def queue(self) -> str:
        return queue_of(self.id)

    @property
    def keys(self) -> list[str]:
        """What its queue is bound to: what was asked for, and what takes that back."""
        return with_tombstones(self.types)

    def new_password(self) -> str:
        """A password that is kept nowhere; whoever is connected with the old one is cut off when it is made."""
        if self.state in ("removing", "gone"):
            raise Conflict("wrong-state", "This subscription ends; make a new one.")
        password = secrets.token_urlsafe(32)
        self.password_hash = hash_of(password)
        self._want("making")
        return password

    def remove(self, why: str | None = None) -> None:
        """Let it end; where it ends already, nothing happens."""
        if self.state in ("making", "active"):
            self._want("removing")
            self.ended_why = why

    def make_again(self) -> None:
        """The broker does not know it any more."""
        self._want("making")

    def provisioned(self) -> None:
        """The broker is as it was wanted."""
        over = self.state == "removing"
        self.state, self.changed_at, self.last_error = "gone" if over else "active", clock.now(), None
        if over:
            self.password_hash = ""

    def refused(self, why: str) -> None:
        """The broker would not; in a minute it is tried again."""
        self.last_error, self.not_before = why[:300], clock.now() + AGAIN

    def _want(self, state: str) -> None:
        self.state, self.changed_at, self.not_before = state, clock.now(), clock.now()
        self.wanted, self.last_error = self.wanted + 1, None
