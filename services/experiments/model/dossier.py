"""The dossier of a proeftuin, frozen: bytes that stay as they are, and the number that proves it.

Nothing stands in them that names a person or that somebody may take back (ADR 45): so nobody ever has to change them.
"""

from __future__ import annotations

import hashlib
import json
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from services.experiments.model.declarative import Base
from shared import clock
from shared.errors import Conflict, Reason

FORMAT = "proeftuin-dossier/1"
"""Grows when a frozen version is to be read in another way; what has another format stays as it is."""
MOST, WITHIN = 10, timedelta(days=1)
"""So many versions at most within this time: each is kept for ever, and none can be taken away again."""
LARGEST = 5 * 1024 * 1024


class DossierVersion(Base):
    """One frozen version. `checksum` is the SHA-256 of `body`, in hexadecimal digits. Append-only."""

    __tablename__ = "dossier_version"

    proeftuin_id: Mapped[UUID] = mapped_column(ForeignKey("proeftuin.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    frozen_at: Mapped[datetime] = mapped_column(default=clock.now)
    actor_id: Mapped[UUID | None]
    """Who froze it; beside the bytes, so that he can be forgotten."""
    checksum: Mapped[str] = mapped_column(String(64))
    body: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)

    def freeze(self, facts: dict[str, Any]) -> None:
        """Hold these facts, for good. Raises Conflict where they are larger than what is kept for ever."""
        self.body = canonical(facts)
        if len(self.body) > LARGEST:
            how = "Refer to the dossier as it is now, or to an earlier version."
            reason = Reason("dossier-too-large", f"It is {len(self.body):,} bytes, of at most {LARGEST:,}.", "", how)
            raise Conflict("dossier-too-large", "This dossier is too large to be frozen.", (reason,))
        self.checksum = hashlib.sha256(self.body).hexdigest()


def canonical(facts: dict[str, Any]) -> bytes:
    """The one way to write this JSON down (RFC 8785): whoever writes the same facts down gets the same bytes.

    Raises for a fraction: numbers that are no integers are texts here, as their ways of writing differ.
    """
    _must_be_exact(facts)
    return json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _must_be_exact(part: object) -> None:
    if isinstance(part, float):
        raise TypeError("a fraction has more than one way of being written")
    for inner in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        _must_be_exact(inner)
