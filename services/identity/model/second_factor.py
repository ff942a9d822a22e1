"""The second factor: a code from one's phone (RFC 6238), codes for when it is lost, and the moment between the two."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from uuid import UUID

import pyotp
from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from services.identity.model.foundation import Base
from services.identity.model.person import digest_of
from shared import clock
from shared.sealing import seal, unseal

STEP, DRIFT = 30, 1
"""Seconds that a code is shown, and how many codes a phone's clock may be off."""
CODES = 10
CHALLENGE_LASTS = timedelta(minutes=5)
MOST_TRIES = 5


class SecondFactor(Base):
    """Someone's secret, shared with his phone; it counts once a code has shown that the phone has it."""

    __tablename__ = "second_factor"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    sealed: Mapped[bytes]
    confirmed_at: Mapped[datetime | None]
    last_step: Mapped[int] = mapped_column(default=0)

    @classmethod
    def enrol(cls, secret_key: str, person_id: UUID) -> tuple[SecondFactor, str]:
        """A new one, and the secret, to be shown once."""
        secret = pyotp.random_base32()
        return cls(person_id=person_id, sealed=seal(secret_key, _purpose(person_id), secret.encode())), secret

    def accept(self, secret_key: str, code: str) -> bool:
        """Whether this is a code of now that was not used before: whoever looked over a shoulder is too late."""
        totp = pyotp.TOTP(unseal(secret_key, _purpose(self.person_id), self.sealed).decode(), interval=STEP)
        now = int(clock.now().timestamp()) // STEP
        for step in range(max(now - DRIFT, (self.last_step or 0) + 1), now + DRIFT + 1):
            if secrets.compare_digest(totp.generate_otp(step), code):
                self.last_step = step
                return True
        return False


class RecoveryCode(Base):
    """One of ten codes that let someone in once without his phone; only its digest is kept."""

    __tablename__ = "recovery_code"
    __table_args__ = (Index("ix_recovery_code_person_id", "person_id"),)

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))

    @classmethod
    def make(cls, person_id: UUID) -> tuple[RecoveryCode, str]:
        """A code with 80 random bits, in four groups that can be read aloud."""
        plain = pyotp.random_base32()[:16].lower()
        code = cls(digest=digest_of(f"{person_id}{plain}"), person_id=person_id)
        return code, "-".join(plain[start : start + 4] for start in range(0, 16, 4))


class Challenge(Base):
    """Something begun that must be finished within minutes: a log-in with its second factor, or a passkey."""

    __tablename__ = "challenge"
    __table_args__ = (Index("ix_challenge_expires_at", "expires_at"),)

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    purpose: Mapped[str] = mapped_column(String(16))
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    asked: Mapped[str | None] = mapped_column(String(200))
    tries: Mapped[int] = mapped_column(default=0)
    expires_at: Mapped[datetime] = mapped_column(default=lambda: clock.now() + CHALLENGE_LASTS)

    @classmethod
    def make(cls, purpose: str, person_id: UUID | None, asked: str | None = None) -> tuple[Challenge, str]:
        """A challenge, and the token with which it is answered."""
        token = secrets.token_urlsafe(32)
        return cls(digest=digest_of(token), purpose=purpose, person_id=person_id, asked=asked), token

    @property
    def is_open(self) -> bool:
        return self.expires_at > clock.now() and (self.tries or 0) < MOST_TRIES


def _purpose(person_id: UUID) -> str:
    return f"second-factor {person_id}"
