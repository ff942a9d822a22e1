"""What is not kept for ever, and for how long; the table stands in the README. Each verb catches up after days off."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from services.ideas.model import Appeal, Idea, Merge, MovedInterest, Report
from services.ideas.model.merge import UNDO
from shared import clock

DRAFTS = timedelta(days=730)
REPORTS = timedelta(days=365)
APPEALS = timedelta(days=730)
AT_ONCE = 500


def forget_drafts(session: Session) -> None:
    """Drafts that their author left alone for two years."""
    before = clock.now() - DRAFTS
    left = or_(Idea.changed_at < before, Idea.changed_at.is_(None) & (Idea.created_at < before))
    _forget(session, Idea, Idea.id, select(Idea.id).where(Idea.state == "draft", left))


def forget_reports(session: Session) -> None:
    """Decided reports, and with them who reported, after a year."""
    _forget(session, Report, Report.id, select(Report.id).where(Report.decided_at < clock.now() - REPORTS))


def forget_appeals(session: Session) -> None:
    """Decided appeals after two years; that it was decided stays in the history."""
    _forget(session, Appeal, Appeal.id, select(Appeal.id).where(Appeal.decided_at < clock.now() - APPEALS))


def forget_moved_interests(session: Session) -> None:
    """What undoing a merge needs, once it cannot be undone."""
    over = select(Merge.id).where(Merge.at < clock.now() - UNDO - timedelta(days=1))
    session.execute(delete(MovedInterest).where(MovedInterest.merge_id.in_(over)))


def _forget(session: Session, noun: type[Any], key: Any, due: Any) -> None:
    session.execute(delete(noun).where(key.in_(due.limit(AT_ONCE).scalar_subquery())))
