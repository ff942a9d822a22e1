"""Against guessing: how often a log-in may fail, and why nobody can shut another out by failing on purpose.

Three limits, all in the table of rate limits: failures per address and account; failures per account from places it was
never used from; and log-ins per address and minute. Strangers' failures do not count where the owner logged in before.
"""

from __future__ import annotations

import hashlib
import hmac
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.identity.model import KnownPlace
from shared import clock
from shared.bus.sql import upsert


def place_of(secret_key: str, account: str, address: str) -> str:
    """What is kept of an account and a network address together: nobody can tell either from it."""
    return hmac.new(secret_key.encode(), f"place|{account}|{address}".encode(), hashlib.sha256).hexdigest()


def is_known_place(session: Session, place: str) -> bool:
    """Whether this account logged in from this address before."""
    return session.scalar(select(KnownPlace.place).where(KnownPlace.place == place)) is not None


def know_place(session: Session, place: str, person_id: UUID) -> None:
    """A log-in succeeded here."""
    row = {"place": place, "person_id": person_id, "seen_at": clock.now()}
    upsert(session, KnownPlace.__table__, row)  # type: ignore[arg-type]
