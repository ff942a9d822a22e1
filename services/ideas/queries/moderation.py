"""What waits for moderators: reports, appeals, and first posts that are held."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Uuid, cast, literal, null, select, union_all
from sqlalchemy.orm import Session

from services.ideas import permissions
from services.ideas.model import Appeal, Comment, Idea, Report
from services.ideas.queries.ideas import read_idea
from shared.actor import Actor
from shared.http import Page, page_of


def list_reports(session: Session, actor: Actor, *, state: str, limit: int, cursor: str | None) -> Page[Report]:
    """Reports in this state, oldest first."""
    permissions.must_be_moderator(actor)
    query = select(Report).where(Report.state == state)
    return page_of(lambda s: session.scalars(s).all(), query, Report.id, limit=limit, cursor=cursor, descending=False)


def list_appeals(session: Session, actor: Actor, *, state: str, limit: int, cursor: str | None) -> Page[Appeal]:
    """Appeals in this state, oldest first."""
    permissions.must_be_moderator(actor)
    query = select(Appeal).where(Appeal.state == state)
    return page_of(lambda s: session.scalars(s).all(), query, Appeal.id, limit=limit, cursor=cursor, descending=False)


def list_appeals_of_idea(session: Session, actor: Actor, idea_id: UUID) -> Sequence[Appeal]:
    """Every appeal about one idea, oldest first: for its author and for moderators."""
    permissions.must_read_appeals(actor, read_idea(session, actor, idea_id))
    return session.scalars(select(Appeal).where(Appeal.idea_id == idea_id).order_by(Appeal.id)).all()


def list_held(session: Session, actor: Actor, *, limit: int, cursor: str | None) -> Page[Any]:
    """Ideas and comments that wait for a moderator's look, oldest first."""
    permissions.must_be_moderator(actor)
    ideas = select(
        Idea.id, literal("idea").label("kind"), Idea.id.label("idea_id"), cast(null(), Uuid()).label("comment_id"),
        Idea.author_id, Idea.title.label("text"), Idea.changed_at.label("at"),
    ).where(Idea.state == "held")  # fmt: skip
    comments = select(
        Comment.id, literal("comment"), Comment.idea_id, Comment.id, Comment.author_id, Comment.body, Comment.at
    ).where(Comment.state == "held")
    waiting = union_all(ideas, comments).subquery()
    query = select(waiting)
    return page_of(
        lambda s: session.execute(s).all(), query, waiting.c.id, limit=limit, cursor=cursor, descending=False
    )
