"""Lists of ideas, one idea, what it said before, and what looks like it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select, false, func, select, true, type_coerce
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Session

from services.ideas import permissions
from services.ideas.model import LISTED, PUBLIC, Decision, Idea, Revision
from services.ideas.queries.whole import decision_view, whole_ideas
from services.ideas.search import finding
from shared.actor import Actor
from shared.http import Page, page_of

FOR_MODERATORS = ("held", "hidden")


def list_ideas(session: Session, actor: Actor, *, limit: int, cursor: str | None, **asked: Any) -> Page[dict[str, Any]]:
    """Public ideas, newest first, or those that fit the words `q` best; with `mine` the actor's own, drafts included.

    What is held or hidden is listed for moderators only.
    """
    if asked["state"] in FOR_MODERATORS and not asked["mine"]:
        permissions.must_be_moderator(actor)
    query, own = _narrowed(session, _listed(actor, asked), asked), asked["mine"] or asked["state"] in FOR_MODERATORS
    if asked["q"] and asked["sort"] in (None, "best"):
        page = finding.best(session, query, asked["q"], limit=limit, cursor=cursor)
    else:
        query = query.where(finding.mentions(session, asked["q"])) if asked["q"] else query
        keys, descending = (Idea.created_at if own else Idea.opened_at, Idea.id), asked["sort"] != "oldest"
        page = page_of(
            lambda s: session.scalars(s).all(), query, *keys, limit=limit, cursor=cursor, descending=descending
        )
    return Page(whole_ideas(session, actor, page.items), page.cursor)


def get_idea(session: Session, actor: Actor, idea_id: UUID) -> dict[str, Any]:
    """One idea with its counts, its last decision, what became of it, and the reader's own interest."""
    return whole_ideas(session, actor, [read_idea(session, actor, idea_id)])[0]


def read_idea(session: Session, actor: Actor, idea_id: UUID) -> Idea:
    """The idea. Raises NotFound, also for who may not see it."""
    return permissions.must_see(actor, session.get(Idea, idea_id))


def similar_ideas(session: Session, *, title: str, what: str) -> list[dict[str, Any]]:
    """Up to five open ideas that look like this text, best first, with a score from 0 to 1."""
    return finding.similar(session, title, what)


def list_history(session: Session, actor: Actor, idea_id: UUID) -> list[dict[str, Any]]:
    """Every decision about an idea, in the order in which they were taken; moderators' reasons for whom they are."""
    idea = read_idea(session, actor, idea_id)
    decisions = session.scalars(select(Decision).where(Decision.idea_id == idea_id).order_by(Decision.id))
    told = permissions.may_read_reasons(actor, idea)
    return [decision_view(each, told) for each in decisions]


def list_revisions(session: Session, actor: Actor, idea_id: UUID) -> Sequence[Revision]:
    """Every text since it was submitted, oldest first; the last one is the present one."""
    read_idea(session, actor, idea_id)
    return session.scalars(select(Revision).where(Revision.idea_id == idea_id).order_by(Revision.number)).all()


def _listed(actor: Actor, asked: Mapping[str, Any]) -> Select[*tuple[Any, ...]]:
    query = select(Idea)
    if asked["mine"]:
        query = query.where(Idea.author_id == actor.person)
        return query.where(Idea.state == asked["state"]) if asked["state"] else query
    if asked["state"] in (*PUBLIC, *FOR_MODERATORS):
        return query.where(Idea.state == asked["state"])
    return query.where(Idea.state.in_(LISTED), false() if asked["state"] else true())


def _narrowed(session: Session, query: Select[*tuple[Any, ...]], asked: Mapping[str, Any]) -> Select[*tuple[Any, ...]]:
    if asked["municipality"]:
        query = query.where(func.lower(Idea.municipality) == asked["municipality"].lower())
    if asked["call_id"]:
        query = query.where(Idea.call_id == asked["call_id"])
    return query.where(_holds(session, asked["theme"])) if asked["theme"] else query


def _holds(session: Session, theme: str) -> Any:
    if session.get_bind().dialect.name == "postgresql":
        return type_coerce(Idea.themes, JSONB).contains([theme])
    each = func.json_each(Idea.themes).table_valued("value")
    return select(each.c.value).where(each.c.value == theme).exists()
