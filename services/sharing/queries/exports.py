"""One's own part of an export."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from shared.actor import Actor
from shared.privacy.exports import Part, part_of


def get_export_part(session: Session, actor: Actor, export_id: UUID) -> Part:
    """What sharing held ready when the actor asked for his data."""
    return part_of(session, actor, export_id)
