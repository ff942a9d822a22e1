"""What sharing keeps of one person, gathered for himself."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from services.sharing.model import AmqpSubscription, Publication, Webhook
from shared.bus.say import say
from shared.events.sharing import ExportReady
from shared.privacy.exports import Part, keep_part, rows_about


def prepare_export(session: Session, *, export_id: UUID, person_id: UUID, expires_at: datetime) -> None:
    """Hold his part ready for a day, and say that it is."""
    part = gather_own(session, person_id)
    if keep_part(session, export_id=export_id, person_id=person_id, expires_at=expires_at, part=part):
        say(session, ExportReady(export_id=export_id))


def gather_own(session: Session, person_id: UUID) -> Part:
    """What is published by him, what he held or took back as an editor, his webhooks and subscriptions: no secrets."""
    return {
        "publications": rows_about(session, person_id, Publication.author_id, leave_out={"body_html"}),
        "held": rows_about(session, person_id, Publication.held_by, leave_out={"body", "body_html"}),
        "amqpSubscriptions": rows_about(session, person_id, AmqpSubscription.owner_id, leave_out={"password_hash"}),
        "retracted": rows_about(session, person_id, Publication.retracted_by, leave_out={"body", "body_html"}),
        "webhooks": rows_about(session, person_id, Webhook.owner_id),
    }
