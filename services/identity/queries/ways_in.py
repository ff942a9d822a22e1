"""Reads of one's own ways in: the second factor and passkeys. Nothing secret is among what they show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.identity.model import Challenge, Passkey, RecoveryCode, SecondFactor
from services.identity.model.person import digest_of
from shared.actor import Actor


def get_second_factor(session: Session, actor: Actor) -> dict[str, Any]:
    """Whether a code is asked at log-in, and how many recovery codes are left."""
    factor = session.get(SecondFactor, actor.person)
    codes = select(func.count()).select_from(RecoveryCode).where(RecoveryCode.person_id == actor.person)
    confirmed = factor is not None and factor.confirmed_at is not None
    return {"enabled": confirmed, "recovery_codes_left": session.scalar(codes) if confirmed else 0}


def list_passkeys(session: Session, actor: Actor) -> Sequence[Passkey]:
    """One's own passkeys, oldest first."""
    return session.scalars(select(Passkey).where(Passkey.person_id == actor.person).order_by(Passkey.id)).all()


def is_challenge_open(session: Session, token: str, purpose: str) -> bool:
    """Whether a log-in that was begun for this can still be finished."""
    begun = session.get(Challenge, digest_of(token))
    return begun is not None and begun.purpose == purpose and begun.is_open


def person_challenged(session: Session, token: str) -> UUID | None:
    """Whose log-in this challenge is about, to count failures by."""
    return session.scalar(select(Challenge.person_id).where(Challenge.digest == digest_of(token)))
