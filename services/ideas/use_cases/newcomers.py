"""Whose posts a moderator looks at first, where the operator wants that."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.ideas.model import Comment, Idea


def is_newcomer(session: Session, person: UUID) -> bool:
    """Whether nothing of this person could ever be read here: neither an idea nor a comment."""
    idea = select(Idea.id).where(Idea.author_id == person, Idea.opened_at.is_not(None)).limit(1)
    comment = select(Comment.id).where(Comment.author_id == person, Comment.state == "shown").limit(1)
    return session.execute(idea).first() is None and session.execute(comment).first() is None
