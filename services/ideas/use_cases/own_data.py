"""What ideas keeps of one person, gathered for himself."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.ideas.model import (
    Appeal,
    Call,
    Comment,
    Decision,
    Idea,
    Interest,
    Membership,
    MovedInterest,
    Report,
    Stint,
)
from shared.bus.say import say
from shared.events.ideas import ExportReady
from shared.privacy.exports import Part, keep_part, rows_about


def prepare_export(session: Session, *, export_id: UUID, person_id: UUID, expires_at: datetime) -> None:
    """Hold his part ready for a day, and say that it is."""
    part = gather_ideas(session, person_id)
    if keep_part(session, export_id=export_id, person_id=person_id, expires_at=expires_at, part=part):
        say(session, ExportReady(export_id=export_id))


def gather_ideas(session: Session, person_id: UUID) -> Part:
    """Everything that names him here, drafts and offers included."""
    return {
        "ideas": rows_about(session, person_id, Idea.author_id),
        "interests": rows_about(session, person_id, Interest.person_id),
        "comments": rows_about(session, person_id, Comment.author_id, leave_out={"body_html"}),
        "decisions": rows_about(session, person_id, Decision.actor_id),
        "memberships": rows_about(session, person_id, Membership.person_id),
        "stints": rows_about(session, person_id, Stint.person_id),
        "movedInterests": rows_about(session, person_id, MovedInterest.person_id),
        "reports": rows_about(session, person_id, Report.reporter_id, Report.decided_by),
        "appeals": _appeals(session, person_id),
        "appealsDecided": rows_about(session, person_id, Appeal.decided_by, Appeal.hidden_by, leave_out={"text"}),
        "calls": rows_about(session, person_id, Call.created_by),
    }


def _appeals(session: Session, person_id: UUID) -> list[Part]:
    """What he wrote against hiding his ideas: an appeal is always its author's."""
    own = select(Idea.id).where(Idea.author_id == person_id)
    query = select(Appeal.idea_id, Appeal.text, Appeal.at, Appeal.state, Appeal.reason).where(Appeal.idea_id.in_(own))
    return [
        {"ideaId": row.idea_id, **dict(zip(row._fields[1:], row[1:], strict=True))} for row in session.execute(query)
    ]
