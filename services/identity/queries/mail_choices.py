"""Reads of how someone wants to be written to."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from services.identity.model import MailChoice


def get_mail_choice(session: Session, person_id: UUID) -> MailChoice:
    """What this person chose, or what holds for who never did."""
    return session.get(MailChoice, person_id) or MailChoice.usual(person_id)
