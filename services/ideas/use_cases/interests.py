"""Wanting to join, contribute or follow."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from services.ideas.model import Interest
from services.ideas.use_cases.story import load_idea, tell
from shared.actor import Actor
from shared.events.ideas import InterestDeclared, InterestDropped


def declare_interest(session: Session, actor: Actor, idea_id: UUID, *, kind: str, offer: str | None) -> Interest:
    """Want to join, contribute or follow; declaring again changes which."""
    person = actor.person
    idea = load_idea(session, actor, idea_id)
    idea.must_take_interest()
    interest = session.get(Interest, (idea.id, person)) or Interest(idea_id=idea.id, person_id=person, kind="")
    changed = interest.kind != kind
    interest.kind, interest.offer = kind, offer
    session.add(interest)
    if changed:
        tell(session, actor, InterestDeclared(idea_id=idea.id, person_id=person, kind=kind))  # type: ignore[arg-type]
    session.flush()
    return interest


def drop_interest(session: Session, actor: Actor, idea_id: UUID) -> None:
    """Take one's interest back; nothing happens where there was none."""
    person = actor.person
    idea = load_idea(session, actor, idea_id)
    gone = session.execute(delete(Interest).where(Interest.idea_id == idea.id, Interest.person_id == person))
    if gone.rowcount:  # type: ignore[attr-defined]
        tell(session, actor, InterestDropped(idea_id=idea.id, person_id=person))
