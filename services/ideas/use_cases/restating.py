"""Saying present facts again, to a listener that lost or never had them."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.ideas.model import PUBLIC, Call, Idea
from services.ideas.use_cases.story import text_of
from shared.bus.restate import say_restated
from shared.events.ideas import CallRestated, IdeaRestated

AT_ONCE = 200
IDEA = ("state", "author_id", "proeftuin_id", "call_id", "merged_into_id", "opened_at")
CALL = ("state", "title", "question", "language", "proeftuin_id", "opens_on", "closes_on")


def restate(session: Session) -> None:
    """Say the present facts of every public idea, then of every call."""
    public = select(Idea).where(Idea.state.in_(PUBLIC)).order_by(Idea.id)
    for idea in session.scalars(public.execution_options(yield_per=AT_ONCE)):
        facts = {name: getattr(idea, name) for name in IDEA}
        say_restated(session, IdeaRestated(idea_id=idea.id, **facts, **text_of(idea)))
    for call in session.scalars(select(Call).order_by(Call.id).execution_options(yield_per=AT_ONCE)):
        say_restated(session, CallRestated(call_id=call.id, **{name: getattr(call, name) for name in CALL}))
