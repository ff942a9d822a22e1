"""The public keys, for the JWKS document and for whoever checks tokens in this same process."""

from __future__ import annotations

import threading
from typing import Any

from joserfc.jwk import KeySet
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from services.identity.model import SigningKey
from shared import clock
from shared.db import Database

FRESH, REREAD = 10.0, 1.0


def published_keys(session: Session) -> dict[str, Any]:
    """The JWKS document: keys that sign, that will, and that did until their last token has expired."""
    until = SigningKey.published_until
    query = select(SigningKey.public).where(or_(until.is_(None), until > clock.now())).order_by(SigningKey.signs_from)
    return {"keys": list(session.scalars(query))}


class StoredKeys:
    """identity's keys straight from its database, kept for a few seconds; an unknown key makes it look again."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._keys = KeySet([])
        self._read = float("-inf")
        self._lock = threading.Lock()

    def current(self, *, unknown_kid: bool = False) -> KeySet:
        """The keys to check with; see shared.tokens.Keys."""
        with self._lock:
            age = clock.monotonic() - self._read
            if age > FRESH or (unknown_kid and age > REREAD) or not self._keys.keys:
                with self._database.reading() as session:
                    self._keys = KeySet.import_key_set(published_keys(session))  # type: ignore[arg-type]
                self._read = clock.monotonic()
            return self._keys
