"""Reads of how someone wants to be written to."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from services.identity.model import MailChoice


def get_mail_choice(session: Session, person_id: UUID) -> MailChoice:
    """What this person chose, or what holds for who never did."""
    return session.get(MailChoice, person_id) or MailChoice.usual(person_id)


def get_subscription(session: Session, person_id: UUID, kind: str) -> dict[str, Any]:
    """Whether this kind of mail goes out to this person."""
    choice = get_mail_choice(session, person_id)
    return {"kind": kind, "subscribed": choice.digest != "none" if kind == "digest" else choice.urgent_by_mail}
