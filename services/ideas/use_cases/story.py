"""Loading for change, and telling what changed: to everyone as events, to readers as the idea's history."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.ideas import permissions
from services.ideas.model import TEXT, Decision, Idea, Revision
from shared import clock
from shared.actor import Actor
from shared.bus.say import say
from shared.errors import NotFound
from shared.events import Event, subject_of


def load_idea(session: Session, actor: Actor, idea_id: UUID) -> Idea:
    """The idea, locked for change, for whoever may see it."""
    found = session.execute(select(Idea).where(Idea.id == idea_id).with_for_update()).scalar_one_or_none()
    return permissions.must_see(actor, found)


def lock_ideas(session: Session, *ids: UUID) -> dict[UUID, Idea]:
    """Several ideas, locked in one order whoever asks, so that no two verbs wait for each other."""
    query = select(Idea).where(Idea.id.in_(ids)).order_by(Idea.id).with_for_update()
    return {idea.id: idea for idea in session.scalars(query)}


def tell(session: Session, by: Actor | None, *said: Event) -> None:
    """Say these events; subject after subject in sorted order, so that no two transactions wait for each other."""
    session.flush()
    for event in sorted(said, key=subject_of):
        say(session, event, by=by)


def note(session: Session, idea: Idea, verb: str, by: Actor, reason: str | None = None) -> Idea:
    """Write down who decided what, and why."""
    session.add(Decision(idea_id=idea.id, verb=verb, actor_id=by.person_id, reason=reason, at=clock.now()))
    session.flush()
    return idea


def keep_revision(session: Session, idea: Idea) -> None:
    """Keep the present text under the next number."""
    last = session.scalar(select(func.max(Revision.number)).where(Revision.idea_id == idea.id)) or 0
    session.add(Revision.of(idea, last + 1))
    session.flush()


def text_of(idea: Idea) -> dict[str, Any]:
    """The text as events carry it."""
    return {name: getattr(idea, name) for name in TEXT}


def must_find(found: Any, what: str) -> Any:
    """What was looked for, or NotFound."""
    if found is None:
        raise NotFound(f"no-such-{what}", f"There is no such {what}.")
    return found
