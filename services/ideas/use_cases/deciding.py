"""From draft to open and on: the decisions about an idea, each with its reason."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.ideas import permissions
from services.ideas.model import Idea, Interest, Membership
from services.ideas.search.index import index_idea
from services.ideas.use_cases.calls import must_be_answerable
from services.ideas.use_cases.newcomers import is_newcomer
from services.ideas.use_cases.story import keep_revision, load_idea, note, tell, text_of
from shared import clock
from shared.actor import Actor
from shared.events.ideas import IdeaAdopted, IdeaHeld, IdeaOpened, IdeaParked, IdeaReopened, IdeaWithdrawn


def submit_idea(session: Session, actor: Actor, idea_id: UUID, *, hold_first: bool) -> Idea:
    """Make a draft public; with `hold_first` a newcomer's waits for a moderator."""
    idea = load_idea(session, actor, idea_id)
    permissions.must_be_author(actor, idea)
    if idea.state == "draft" and idea.call_id is not None:
        must_be_answerable(session, idea.call_id)
    idea.submit(hold=hold_first and is_newcomer(session, actor.person))
    keep_revision(session, idea)
    index_idea(session, idea)
    tell(session, actor, IdeaHeld(idea_id=idea.id) if idea.state == "held" else opened(idea))
    return note(session, idea, "submit", actor)


def release_idea(session: Session, actor: Actor, idea_id: UUID) -> Idea:
    """A moderator looked at a held idea: everyone may read it now."""
    permissions.must_be_moderator(actor)
    idea = load_idea(session, actor, idea_id)
    idea.release()
    tell(session, actor, opened(idea))
    return note(session, idea, "release", actor)


def withdraw_idea(session: Session, actor: Actor, idea_id: UUID, *, reason: str) -> Idea:
    """The author takes the idea back."""
    idea = load_idea(session, actor, idea_id)
    permissions.must_be_author(actor, idea)
    idea.withdraw()
    tell(session, actor, IdeaWithdrawn(idea_id=idea.id, reason=reason))
    return note(session, idea, "withdraw", actor, reason)


def park_idea(session: Session, actor: Actor, idea_id: UUID, *, reason: str) -> Idea:
    """A steward sets the idea aside."""
    permissions.must_be_steward(actor)
    idea = load_idea(session, actor, idea_id)
    idea.park()
    tell(session, actor, IdeaParked(idea_id=idea.id, reason=reason))
    return note(session, idea, "park", actor, reason)


def reopen_idea(session: Session, actor: Actor, idea_id: UUID, *, reason: str) -> Idea:
    """A steward takes a parked idea up again."""
    permissions.must_be_steward(actor)
    idea = load_idea(session, actor, idea_id)
    idea.reopen()
    tell(session, actor, IdeaReopened(idea_id=idea.id, reason=reason))
    return note(session, idea, "reopen", actor, reason)


def adopt_idea(session: Session, actor: Actor, idea_id: UUID, *, werkkring_id: UUID | None, quorum: int) -> Idea:
    """A member of a werkkring turns the idea into a proeftuin in the making, with himself as first holder."""
    actor.person  # noqa: B018  a visitor is asked to log in before anything else
    idea = load_idea(session, actor, idea_id)
    werkkring = permissions.adopting_werkkring(_memberships_today(session, actor), werkkring_id)
    proeftuin_id = idea.adopt(joining=_joining(session, idea, actor), quorum=quorum)
    adopted = IdeaAdopted(
        idea_id=idea.id, proeftuin_id=proeftuin_id, werkkring_id=werkkring, initiator_id=actor.person, **text_of(idea)
    )
    tell(session, actor, adopted)
    return note(session, idea, "adopt", actor)


def opened(idea: Idea) -> IdeaOpened:
    """The word that an idea is public now."""
    return IdeaOpened(idea_id=idea.id, author_id=idea.author_id, call_id=idea.call_id, **text_of(idea))


def _memberships_today(session: Session, actor: Actor) -> list[Membership]:
    """The actor's memberships that hold now, as far as identity's word has reached us."""
    now = clock.now()
    query = select(Membership).where(Membership.person_id == actor.person, Membership.started_at <= now)
    return [m for m in session.scalars(query) if m.ended_at is None or m.ended_at > now]


def _joining(session: Session, idea: Idea, actor: Actor) -> int:
    others = (Interest.idea_id == idea.id, Interest.kind == "join", Interest.person_id != actor.person)
    return session.execute(select(func.count()).where(*others)).scalar_one() + 1
