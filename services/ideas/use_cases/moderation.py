"""Hiding and showing again, with a statement of reasons. A moderator never edits what others wrote."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from services.ideas import permissions
from services.ideas.model import PUBLIC, Appeal, Idea
from services.ideas.use_cases.appeals import grant_open_appeal, load_appeal
from services.ideas.use_cases.reports import uphold_reports
from services.ideas.use_cases.story import load_idea, note, tell, text_of
from shared.actor import Actor
from shared.events.ideas import AppealDecided, IdeaHidden, IdeaUnhidden


def hide_idea(session: Session, actor: Actor, idea_id: UUID, *, reason: str) -> Idea:
    """A moderator hides the idea; its author reads why, and may appeal. What was reported of it is upheld."""
    permissions.must_be_moderator(actor)
    idea = load_idea(session, actor, idea_id)
    was_public = idea.state in PUBLIC
    idea.hide()
    upheld = uphold_reports(session, actor, idea, None, reason)
    tell(session, actor, *upheld, *([IdeaHidden(idea_id=idea.id)] if was_public else []))
    return note(session, idea, "hide", actor, reason)


def unhide_idea(session: Session, actor: Actor, idea_id: UUID, *, reason: str) -> Idea:
    """A moderator shows it again, as it was before; an appeal that waits is granted by it."""
    permissions.must_be_moderator(actor)
    idea = load_idea(session, actor, idea_id)
    permissions.must_not_judge_himself(actor, idea)
    show_again(session, actor, idea, reason)
    tell(session, actor, *grant_open_appeal(session, actor, idea, reason))
    return idea


def show_again(session: Session, actor: Actor, idea: Idea, reason: str) -> None:
    """Bring a hidden idea back, tell it where it is public again, and note why."""
    idea.unhide()
    if idea.state in PUBLIC:
        tell(
            session,
            actor,
            IdeaUnhidden(idea_id=idea.id, state=idea.state, author_id=idea.author_id, **text_of(idea)),
        )
    note(session, idea, "unhide", actor, reason)


def grant_appeal(session: Session, actor: Actor, idea_id: UUID, appeal_id: UUID, *, reason: str) -> Appeal:
    """Another moderator shows the idea again."""
    idea, appeal = load_appeal(session, actor, idea_id, appeal_id)
    appeal.decide("granted", actor.person, reason)
    tell(session, actor, AppealDecided(appeal_id=appeal.id, idea_id=idea.id, outcome="granted"))
    show_again(session, actor, idea, reason)
    return appeal
