"""Writing ideas: drafts that nobody else sees, and public texts that are revised openly."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from services.ideas import permissions
from services.ideas.model import Appeal, Decision, Idea, Report, Revision, SearchEntry
from services.ideas.search.index import index_idea
from services.ideas.use_cases.calls import must_be_answerable
from services.ideas.use_cases.story import keep_revision, load_idea, note, tell, text_of
from shared.actor import Actor
from shared.errors import Conflict
from shared.events.ideas import IdeaRevised

MOST_DRAFTS = 100


def draft_idea(session: Session, actor: Actor, **text: Any) -> Idea:
    """Keep a first draft on the server; nobody else sees it."""
    mine = select(func.count()).where(Idea.author_id == actor.person, Idea.state == "draft")
    if session.execute(mine).scalar_one() >= MOST_DRAFTS:
        raise Conflict("too-many-drafts", f"You have {MOST_DRAFTS} drafts. Submit or discard one first.")
    if text.get("call_id") is not None:
        must_be_answerable(session, text["call_id"])
    idea = Idea(author_id=actor.person, **text)
    session.add(idea)
    session.flush()
    return idea


def revise_idea(session: Session, actor: Actor, idea: Idea, **changes: Any) -> Idea:
    """Change the text of a draft, held or open idea; `idea` was loaded for change and its version checked.

    The same text again is no revision: nothing is kept and nothing is said.
    """
    permissions.must_be_author(actor, idea)
    if "call_id" in changes and changes["call_id"] != idea.call_id:
        _must_still_choose(session, idea, changes["call_id"])
    if not idea.revise(changes):
        return idea
    session.flush()
    if idea.state != "draft":
        keep_revision(session, idea)
        index_idea(session, idea)
        note(session, idea, "revise", actor)
    if idea.state == "open":
        tell(session, actor, IdeaRevised(idea_id=idea.id, **text_of(idea)))
    return idea


def discard_idea(session: Session, actor: Actor, idea_id: UUID) -> None:
    """Throw away what nobody else has read yet; nothing of it is kept."""
    idea = load_idea(session, actor, idea_id)
    permissions.must_be_author(actor, idea)
    idea.must_be_discardable()
    for part in (SearchEntry, Revision, Appeal, Report, Decision):
        session.execute(delete(part).where(part.idea_id == idea.id))
    session.delete(idea)
    session.flush()


def _must_still_choose(session: Session, idea: Idea, call_id: UUID | None) -> None:
    if idea.state != "draft":
        raise Conflict("wrong-state", "Which call an idea answers is chosen while it is a draft.")
    if call_id is not None:
        must_be_answerable(session, call_id)
