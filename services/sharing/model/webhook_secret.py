"""What a webhook's messages are signed with: a secret that both sides know, and a key of which they know one half."""

from __future__ import annotations

import base64
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from services.sharing.model.declarative import Base
from shared import clock
from shared.ids import new_id
from shared.sealing import seal, unseal

SECRET, PUBLIC = "whsec_", "whpk_"
SIZE = 32
OVERLAP = timedelta(hours=24)
MOST_OLD = 2


@dataclass(frozen=True)
class SigningKeys:
    """An opened pair: the secret for HMAC-SHA256 (`v1`), the seed of the Ed25519 key (`v1a`)."""

    secret: bytes
    seed: bytes

    @property
    def text(self) -> str:
        """The secret as its owner gets it, once."""
        return SECRET + base64.b64encode(self.secret).decode()

    @property
    def public(self) -> str:
        """The half of the key that everyone may know."""
        raw = Ed25519PrivateKey.from_private_bytes(self.seed).public_key().public_bytes_raw()
        return PUBLIC + base64.b64encode(raw).decode()


class WebhookSecret(Base):
    """One pair, sealed. `ends_at` is set when a newer one takes over: until then both sign."""

    __tablename__ = "webhook_secret"
    __table_args__ = (Index("ix_webhook_secret_webhook_id", "webhook_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    webhook_id: Mapped[UUID] = mapped_column(ForeignKey("webhook.id", ondelete="CASCADE"))
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    public_key: Mapped[str] = mapped_column(String(60))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    ends_at: Mapped[datetime | None]

    def open(self, secret_key: str) -> SigningKeys:
        content = unseal(secret_key, _purpose(self.webhook_id), self.sealed)
        return SigningKeys(content[:SIZE], content[SIZE:])


def new_secret(webhook_id: UUID, secret_key: str) -> tuple[WebhookSecret, SigningKeys]:
    """A fresh pair, and the row that keeps it sealed."""
    keys = SigningKeys(secrets.token_bytes(SIZE), secrets.token_bytes(SIZE))
    sealed = seal(secret_key, _purpose(webhook_id), keys.secret + keys.seed)
    return WebhookSecret(webhook_id=webhook_id, sealed=sealed, public_key=keys.public), keys


def _purpose(webhook_id: UUID) -> str:
    return f"webhook {webhook_id}"
