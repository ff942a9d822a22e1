"""Reads for GET: rows, filters, keyset pages. No rules here beyond what may be seen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select, type_coerce
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Session

from services.ideas import permissions
from services.ideas.model import PUBLIC, Comment, Decision, Idea, Interest
from shared.actor import Actor
from shared.http import Page, page_of

_WORD = re.compile(r"\w{4,}")
MOST_SIMILAR = 5


def list_ideas(
    session: Session,
    actor: Actor,
    *,
    state: str | None,
    theme: str | None,
    municipality: str | None,
    q: str | None,
    mine: bool,
    sort: str,
    limit: int,
    cursor: str | None,
) -> Page[dict[str, Any]]:
    """Public ideas, newest first; with `mine` the actor's own, drafts included."""
    query = select(Idea)
    query = query.where(Idea.author_id == actor.person) if mine else query.where(Idea.state.in_(PUBLIC))
    if state:
        query = query.where(Idea.state == state)
    if municipality:
        query = query.where(func.lower(Idea.municipality) == municipality.lower())
    if theme:
        query = query.where(_holds(session, theme))
    for word in (q or "").split()[:8]:
        query = query.where(_mentions(word))
    key = Idea.created_at if mine else Idea.opened_at
    page = page_of(
        lambda s: session.scalars(s).all(), query, key, Idea.id, limit=limit, cursor=cursor, descending=sort != "oldest"
    )
    return Page(_with_counts(session, actor, page.items), page.cursor)


def get_idea(session: Session, actor: Actor, idea_id: UUID) -> dict[str, Any]:
    """One idea with its counts, its last decision and the reader's own interest."""
    idea = permissions.must_see(actor, session.get(Idea, idea_id))
    return _with_counts(session, actor, [idea])[0]


def similar_ideas(session: Session, *, title: str, what: str) -> list[dict[str, Any]]:
    """Up to five open ideas that share the longer words of this text, best first, with a score from 0 to 1."""
    words = sorted({word.lower() for word in _WORD.findall(f"{title} {what}")}, key=len, reverse=True)[:12]
    if not words:
        return []
    shared_words: ColumnElement[int] = sum((case((_mentions(w), 1), else_=0) for w in words[1:]), _one_if(words[0]))
    query = select(Idea.id, Idea.title, Idea.what, shared_words.label("hits")).where(Idea.state == "open")
    rows = session.execute(
        query.where(shared_words > 0).order_by(shared_words.desc(), Idea.id.desc()).limit(MOST_SIMILAR)
    )
    return [{"id": r.id, "title": r.title, "what": r.what, "score": round(r.hits / len(words), 2)} for r in rows]


def list_comments(session: Session, actor: Actor, idea_id: UUID, *, limit: int, cursor: str | None) -> Page[Comment]:
    """The comments on an idea, oldest first."""
    get_idea(session, actor, idea_id)
    query = select(Comment).where(Comment.idea_id == idea_id)
    return page_of(lambda s: session.scalars(s).all(), query, Comment.id, limit=limit, cursor=cursor, descending=False)


def list_history(session: Session, actor: Actor, idea_id: UUID) -> list[Decision]:
    """Every decision about an idea, in the order in which they were taken."""
    get_idea(session, actor, idea_id)
    return list(session.scalars(select(Decision).where(Decision.idea_id == idea_id).order_by(Decision.id)))


def _mentions(word: str) -> ColumnElement[bool]:
    return or_(Idea.title.icontains(word, autoescape=True), Idea.what.icontains(word, autoescape=True))


def _one_if(word: str) -> ColumnElement[int]:
    return case((_mentions(word), 1), else_=0)


def _holds(session: Session, theme: str) -> ColumnElement[bool]:
    if session.get_bind().dialect.name == "postgresql":
        return type_coerce(Idea.themes, JSONB).contains([theme])
    each = func.json_each(Idea.themes).table_valued("value")
    return select(each.c.value).where(each.c.value == theme).exists()


def _with_counts(session: Session, actor: Actor, ideas: Sequence[Idea]) -> list[dict[str, Any]]:
    """The ideas with everything a reader sees, in a fixed number of statements however many there are."""
    ids = [idea.id for idea in ideas]
    interests = {i: {"join": 0, "contribute": 0, "follow": 0} for i in ids}
    counted = select(Interest.idea_id, Interest.kind, func.count().label("n")).where(Interest.idea_id.in_(ids))
    for row in session.execute(counted.group_by(Interest.idea_id, Interest.kind)):
        interests[row.idea_id][row.kind] = row.n
    comments = _pairs(
        session, select(Comment.idea_id, func.count()).where(Comment.idea_id.in_(ids)).group_by(Comment.idea_id)
    )
    own = _own_interests(session, actor, ids)
    last = _last_decisions(session, ids)
    return [
        {
            **{column.key: getattr(idea, column.key) for column in Idea.__mapper__.column_attrs},
            "interests": interests[idea.id],
            "comments": comments.get(idea.id, 0),
            "my_interest": own.get(idea.id),
            "decision": last.get(idea.id),
        }
        for idea in ideas
    ]


def _own_interests(session: Session, actor: Actor, ids: Sequence[UUID]) -> dict[UUID, Any]:
    if actor.person_id is None:
        return {}
    mine = and_(Interest.idea_id.in_(ids), Interest.person_id == actor.person_id)
    return _pairs(session, select(Interest.idea_id, Interest.kind).where(mine))


def _last_decisions(session: Session, ids: Sequence[UUID]) -> dict[UUID, Decision]:
    newest_first = func.row_number().over(partition_by=Decision.idea_id, order_by=Decision.id.desc()).label("place")
    ranked = select(Decision.id, newest_first).where(Decision.idea_id.in_(ids)).subquery()
    last = select(Decision).join(ranked, ranked.c.id == Decision.id).where(ranked.c.place == 1)
    return {decision.idea_id: decision for decision in session.scalars(last)}


def _pairs(session: Session, query: Select[*tuple[Any, ...]]) -> dict[UUID, Any]:
    return {row[0]: row[1] for row in session.execute(query)}
