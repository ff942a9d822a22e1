"""What identity told us, of werkkringen, organisations and their people; and what sharing holds. Copies, never truth.

`heard` is the version of the subject that last changed the row: word that comes late changes nothing.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.experiments.model.declarative import Base


class Werkkring(Base):
    """A local circle: its name and where it is."""

    __tablename__ = "werkkring"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(300))
    municipality: Mapped[str] = mapped_column(String(300))
    heard: Mapped[int] = mapped_column(default=0)


class Coordinator(Base):
    """Who coordinates a werkkring, or did."""

    __tablename__ = "coordinator"

    werkkring_id: Mapped[UUID] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    active: Mapped[bool]
    heard: Mapped[int] = mapped_column(default=0)


class Membership(Base):
    """Who is a member of which werkkring, and when."""

    __tablename__ = "membership"
    __table_args__ = (Index("ix_membership_person", "person_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    werkkring_id: Mapped[UUID]
    person_id: Mapped[UUID]
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    heard: Mapped[int] = mapped_column(default=0)


class Organisation(Base):
    """A partner or research group, and whether a steward confirmed that it is what it says."""

    __tablename__ = "organisation"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(300))
    kind: Mapped[str] = mapped_column(String(12))
    verified: Mapped[bool]
    heard: Mapped[int] = mapped_column(default=0)


class Representation(Base):
    """Who may speak for an organisation, or could."""

    __tablename__ = "representation"

    organisation_id: Mapped[UUID] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    active: Mapped[bool]
    heard: Mapped[int] = mapped_column(default=0)


class HeldPublication(Base):
    """What an editor of sharing looks at before it is public again, and why: for the group, and nobody else."""

    __tablename__ = "held_publication"
    __table_args__ = (Index("ix_held_publication_proeftuin", "proeftuin_id"),)

    publication_id: Mapped[UUID] = mapped_column(primary_key=True)
    proeftuin_id: Mapped[UUID]
    title: Mapped[str] = mapped_column(String(300))
    url: Mapped[str] = mapped_column(String(500))
    reason: Mapped[str] = mapped_column(Text)
    held_at: Mapped[datetime]
    held: Mapped[bool]
    heard: Mapped[int]
