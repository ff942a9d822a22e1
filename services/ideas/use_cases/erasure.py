"""Forgetting a person: his drafts, interests and offers go; what he published stays, and is nobody's."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from services.ideas.model import Comment, Decision, Idea, Interest, Membership
from shared.bus.say import say
from shared.events import Event, subject_of
from shared.events.ideas import ErasureDone, InterestDropped
from shared.privacy.erasing import FORMER, erased_lately, forget_person, replace_person


def erase_person(session: Session, person_id: UUID) -> None:
    """Forget the person and say that it is done. Doing it again finds nothing, and says so again."""
    forget_person(session, person_id)
    for event in sorted([*_forget(session, person_id), ErasureDone(person_id=person_id)], key=subject_of):
        say(session, event)


def look_again(session: Session) -> None:
    """Forget what a request that was under way wrote in the name of someone erased within the hour."""
    for person_id in erased_lately(session):
        for event in sorted(_forget(session, person_id), key=subject_of):
            say(session, event)


def _forget(session: Session, person_id: UUID) -> list[Event]:
    """Everything of his that nobody else may read goes; texts that everyone may read lose their author."""
    wanted = list(session.scalars(select(Interest.idea_id).where(Interest.person_id == person_id)))
    session.execute(delete(Interest).where(Interest.person_id == person_id))
    session.execute(delete(Membership).where(Membership.person_id == person_id))
    session.execute(delete(Idea).where(Idea.author_id == person_id, Idea.state == "draft"))
    replace_person(session, person_id, Idea.author_id, Comment.author_id, Decision.actor_id)
    return [InterestDropped(idea_id=idea_id, person_id=FORMER) for idea_id in wanted]
