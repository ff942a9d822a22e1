"""The keys that access tokens are signed with. The private half is sealed; the public half is everyone's to read."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

from cryptography.exceptions import InvalidTag
from joserfc.jwk import ECKey
from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from services.identity.model.foundation import Base
from services.identity.model.session import ACCESS_LASTS
from shared import clock
from shared.sealing import seal, unseal

PUBLISHED_AHEAD = timedelta(minutes=15)
"""Longer than any service keeps the keys it fetched: a new key is known everywhere before the first token names it."""
OVERLAP = ACCESS_LASTS + timedelta(minutes=5)


class SigningKey(Base):
    """One key pair: published from the moment it is made, signing from `signs_from`, gone after `published_until`."""

    __tablename__ = "signing_key"

    kid: Mapped[str] = mapped_column(String(64), primary_key=True)
    public: Mapped[dict[str, Any]]
    sealed: Mapped[bytes]
    signs_from: Mapped[datetime]
    published_until: Mapped[datetime | None]

    @classmethod
    def make(cls, secret_key: str, *, signs_from: datetime) -> SigningKey:
        """A new key, its private half sealed with `secret_key`."""
        key = ECKey.generate_key("P-256", private=True)
        kid = key.thumbprint()
        private = json.dumps(key.as_dict(private=True)).encode()
        public = {**key.as_dict(private=False), "kid": kid, "use": "sig", "alg": "ES256"}
        return cls(kid=kid, public=public, sealed=seal(secret_key, _purpose(kid), private), signs_from=signs_from)

    def private(self, secret_key: str) -> ECKey:
        """The whole key, to sign with."""
        return ECKey.import_key(json.loads(unseal(secret_key, _purpose(self.kid), self.sealed)))

    def opens_with(self, secret_key: str) -> bool:
        """Whether this is the SECRET_KEY that it was sealed with."""
        try:
            self.private(secret_key)
        except InvalidTag:
            return False
        return True

    def retire(self, successor: SigningKey) -> None:
        """Stay published until the last token signed before the successor took over has expired."""
        self.published_until = max(successor.signs_from, clock.now()) + OVERLAP


def _purpose(kid: str) -> str:
    return f"signing-key {kid}"
