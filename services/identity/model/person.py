"""Persons: the only rows in the whole system that hold a name or an address."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from services.identity.model.foundation import Base
from shared import clock
from shared.errors import Invalid, Reason
from shared.ids import new_id

ROLES = ("steward", "editor", "moderator", "facilitator-pool", "integrator", "operator", "admin")
FORMER = "oud-deelnemer"
"""What is shown for an id that belongs to nobody (any more)."""
CONFIRM_WITHIN = timedelta(days=3)
LONGEST_ADDRESS = 254


def address_key(email: str) -> str:
    """What makes two spellings one address: people do not know that the part before the @ may heed capitals."""
    return email.strip().casefold()


def digest_of(token: str) -> str:
    """What is kept of a secret that has 256 random bits: enough to recognise it, useless to who reads the table."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


class Person(Base):
    """Someone with an account. Not to be trusted with anything before `confirmed_at`: the address may be another's."""

    __tablename__ = "person"
    __table_args__ = (Index("uq_person_address_key", "address_key", unique=True),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    version: Mapped[int] = mapped_column(default=1)
    email: Mapped[str] = mapped_column(String(254))
    address_key: Mapped[str] = mapped_column(String(254))
    password_hash: Mapped[str] = mapped_column(String(200))
    display_name: Mapped[str] = mapped_column(String(80))
    locale: Mapped[str] = mapped_column(String(8))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    confirmed_at: Mapped[datetime | None]

    __mapper_args__ = {"version_id_col": version}

    def confirm(self, confirmation: Confirmation) -> None:
        """Take over what was given with this very confirmation, not what anyone registered before or after it."""
        self.password_hash = confirmation.password_hash
        self.display_name, self.locale = confirmation.display_name, confirmation.locale
        self.confirmed_at = clock.now()


class Confirmation(Base):
    """One registration that waits for its mail to be answered, with the password and name that were given then.

    They are kept per registration: who registers another's address first cannot leave his own password behind for
    the moment at which the owner of the address confirms a registration of her own.
    """

    __tablename__ = "confirmation"
    __table_args__ = (Index("ix_confirmation_person_id", "person_id"),)

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    password_hash: Mapped[str] = mapped_column(String(200))
    display_name: Mapped[str] = mapped_column(String(80))
    locale: Mapped[str] = mapped_column(String(8))
    expires_at: Mapped[datetime] = mapped_column(default=lambda: clock.now() + CONFIRM_WITHIN)

    @staticmethod
    def usable(found: Confirmation | None) -> Confirmation:
        """The confirmation, or Invalid where there is none, it was used, or it came too late: not told apart."""
        if found is None or found.expires_at <= clock.now():
            reason = Reason("token-refused", "This link was used already, or is too old.", "/token")
            raise Invalid("token-refused", "This link does not work. Register again to get a new one.", (reason,))
        return found


class RoleGrant(Base):
    """One global role of one person."""

    __tablename__ = "role_grant"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    role: Mapped[str] = mapped_column(String(20), primary_key=True)
    granted_by: Mapped[UUID | None]
    granted_at: Mapped[datetime] = mapped_column(default=clock.now)
