"""Forgetting a person: what nobody else may read goes; what he published stays, and is nobody's."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from services.ideas.model import (
    Appeal,
    Call,
    Comment,
    Decision,
    Idea,
    Interest,
    Membership,
    MovedInterest,
    Report,
    Revision,
    SearchEntry,
    Stint,
)
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
    for noun in (Interest, MovedInterest, Membership, Stint):
        session.execute(delete(noun).where(noun.person_id == person_id))
    _forget_unread(session, person_id)
    replace_person(session, person_id, Idea.author_id, Comment.author_id, Comment.hidden_by, Decision.actor_id)
    replace_person(session, person_id, Report.decided_by, Appeal.hidden_by, Appeal.decided_by, Call.created_by)
    return [InterestDropped(idea_id=idea_id, person_id=FORMER) for idea_id in wanted]


def _forget_unread(session: Session, person_id: UUID) -> None:
    """Drafts, what is held, what he told moderators: written for no reader, so for nobody once he is gone."""
    own = select(Idea.id).where(Idea.author_id == person_id)
    unread = list(session.scalars(own.where(Idea.state.in_(("draft", "held")))))
    held = list(session.scalars(select(Comment.id).where(Comment.author_id == person_id, Comment.state == "held")))
    session.execute(delete(Appeal).where(Appeal.idea_id.in_(own)))
    session.execute(delete(Report).where(or_(Report.reporter_id == person_id, Report.comment_id.in_(held))))
    session.execute(delete(Comment).where(Comment.id.in_(held)))
    for part in (SearchEntry, Revision, Report, Decision):
        session.execute(delete(part).where(part.idea_id.in_(unread)))
    session.execute(delete(Idea).where(Idea.id.in_(unread)))
