"""The public event log: every event that everyone may read, in one order, for ever."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from services.sharing.model.declarative import Base, Count
from shared.events import EventType, by_routing_key, catalogue
from shared.transports import matches


class PublicEvent(Base):
    """One line of the public event log, kept for ever. `position` is where it stands, the same for every reader."""

    __tablename__ = "public_event"
    __table_args__ = (
        Index("ix_public_event_type", "routing_key", "position"),
        Index("ix_public_event_subject", "subject"),
    )

    position: Mapped[int] = mapped_column(Count, primary_key=True, autoincrement=False)
    event_id: Mapped[UUID] = mapped_column(unique=True)
    routing_key: Mapped[str] = mapped_column(String(120))
    subject: Mapped[UUID]
    envelope: Mapped[bytes] = mapped_column(LargeBinary)


def stands_in_log(declared: EventType) -> bool:
    """Whether events of this type stand in the public log: not what is about one person, nor what is only restated."""
    return not declared.internal and ".restated." not in declared.routing_key


def public_types() -> list[EventType]:
    """The types that may stand in the log, in alphabetical order."""
    assert catalogue.SPEAKERS  # importing it is what fills the register
    return [declared for _, declared in sorted(by_routing_key.items()) if stands_in_log(declared)]


def unsaid(patterns: Sequence[str]) -> list[str]:
    """Which of these patterns (`*` one word, `#` any number) match no public event: what nobody says never comes."""
    known = [declared.routing_key for declared in public_types()]
    return [pattern for pattern in patterns if not any(matches(pattern, key) for key in known)]


class PublicPosition(Base):
    """The log's last position, in one row: who wants the next one waits until the one before is committed."""

    __tablename__ = "public_position"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int] = mapped_column(Count)
