"""Comments and interests: what people say about an idea, and what they want with it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from services.ideas import permissions
from services.ideas.model import Comment, Interest
from services.ideas.queries.ideas import read_idea
from shared.actor import Actor
from shared.http import Page, page_of

FACTS = ("id", "idea_id", "author_id", "parent_id", "state", "at", "edited_at", "version")


def list_comments(
    session: Session, actor: Actor, idea_id: UUID, *, limit: int, cursor: str | None
) -> Page[dict[str, Any]]:
    """The comments on an idea, oldest first; a hidden one keeps its place, without its words."""
    read_idea(session, actor, idea_id)
    query = select(Comment).where(Comment.idea_id == idea_id)
    if not permissions.may_moderate(actor):
        own = Comment.author_id == actor.person_id if actor.person_id else Comment.state != "held"
        query = query.where(or_(Comment.state != "held", own))
    page = page_of(lambda s: session.scalars(s).all(), query, Comment.id, limit=limit, cursor=cursor, descending=False)
    return Page([comment_view(actor, each) for each in page.items], page.cursor)


def get_comment(session: Session, actor: Actor, idea_id: UUID, comment_id: UUID) -> dict[str, Any]:
    """One comment. Raises NotFound, also for who may not know of it."""
    idea = read_idea(session, actor, idea_id)
    return comment_view(actor, permissions.must_see_comment(actor, idea, session.get(Comment, comment_id)))


def comment_view(actor: Actor, comment: Comment) -> dict[str, Any]:
    """A comment as this reader sees it."""
    readable = permissions.may_read_comment(actor, comment)
    words = {"body": comment.body if readable else "", "body_html": comment.body_html if readable else ""}
    reason = comment.reason if comment.state == "hidden" and readable else None
    return {**{name: getattr(comment, name) for name in FACTS}, **words, "reason": reason}


def list_interests(session: Session, actor: Actor, idea_id: UUID, *, limit: int, cursor: str | None) -> Page[Interest]:
    """Who wants what with an idea and what they offer, in the order in which they came."""
    permissions.must_read_interests(actor, read_idea(session, actor, idea_id))
    query, keys = select(Interest).where(Interest.idea_id == idea_id), (Interest.at, Interest.person_id)
    return page_of(lambda s: session.scalars(s).all(), query, *keys, limit=limit, cursor=cursor, descending=False)
