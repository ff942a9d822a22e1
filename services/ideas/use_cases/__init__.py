"""The verbs of ideas: load, decide, tell. Each takes an open transaction and never commits."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from services.ideas import permissions
from services.ideas.model import Comment, Decision, Idea, Interest, Membership
from shared import clock, markdown
from shared.actor import Actor
from shared.bus.say import say
from shared.errors import Conflict, Invalid, NotFound, Reason
from shared.events.ideas import (
    CommentPlaced,
    IdeaAdopted,
    IdeaOpened,
    IdeaParked,
    IdeaReopened,
    IdeaRevised,
    IdeaWithdrawn,
    InterestDeclared,
    InterestDropped,
)

TEXT = ("title", "what", "why", "concerns", "themes", "municipality", "language")


def draft_idea(session: Session, actor: Actor, **text: Any) -> Idea:
    """Keep a first draft on the server; nobody else sees it."""
    idea = Idea(author_id=actor.person, **text)
    session.add(idea)
    session.flush()
    return idea


def revise_idea(session: Session, actor: Actor, idea: Idea, **changes: Any) -> Idea:
    """Change the text of a draft or an open idea; `idea` was loaded for change and its version checked."""
    permissions.must_be_author(actor, idea)
    idea.revise(changes)
    session.flush()
    if idea.state == "open":
        say(session, IdeaRevised(idea_id=idea.id, **_text(idea)), by=actor)
        _note(session, idea, "revise", actor)
    return idea


def submit_idea(session: Session, actor: Actor, idea_id: UUID) -> Idea:
    """Make a draft public."""
    idea = load_idea(session, actor, idea_id)
    permissions.must_be_author(actor, idea)
    idea.submit()
    say(session, IdeaOpened(idea_id=idea.id, author_id=idea.author_id, **_text(idea)), by=actor)
    return _decided(session, idea, "submit", actor)


def withdraw_idea(session: Session, actor: Actor, idea_id: UUID, *, reason: str) -> Idea:
    """The author takes the idea back."""
    idea = load_idea(session, actor, idea_id)
    permissions.must_be_author(actor, idea)
    idea.withdraw()
    say(session, IdeaWithdrawn(idea_id=idea.id, reason=reason), by=actor)
    return _decided(session, idea, "withdraw", actor, reason)


def park_idea(session: Session, actor: Actor, idea_id: UUID, *, reason: str) -> Idea:
    """A steward sets the idea aside."""
    permissions.must_be_steward(actor)
    idea = load_idea(session, actor, idea_id)
    idea.park()
    say(session, IdeaParked(idea_id=idea.id, reason=reason), by=actor)
    return _decided(session, idea, "park", actor, reason)


def reopen_idea(session: Session, actor: Actor, idea_id: UUID, *, reason: str) -> Idea:
    """A steward takes a parked idea up again."""
    permissions.must_be_steward(actor)
    idea = load_idea(session, actor, idea_id)
    idea.reopen()
    say(session, IdeaReopened(idea_id=idea.id, reason=reason), by=actor)
    return _decided(session, idea, "reopen", actor, reason)


def adopt_idea(session: Session, actor: Actor, idea_id: UUID, *, werkkring_id: UUID | None, quorum: int) -> Idea:
    """A member of a werkkring turns the idea into a proeftuin in the making, with himself as first holder."""
    actor.person  # noqa: B018  a visitor is asked to log in before anything else
    idea = load_idea(session, actor, idea_id)
    werkkring = permissions.adopting_werkkring(memberships_today(session, actor), werkkring_id)
    proeftuin_id = idea.adopt(joining=_joining(session, idea, actor), quorum=quorum)
    adopted = IdeaAdopted(
        idea_id=idea.id, proeftuin_id=proeftuin_id, werkkring_id=werkkring, initiator_id=actor.person, **_text(idea)
    )
    say(session, adopted, by=actor)
    return _decided(session, idea, "adopt", actor)


def declare_interest(session: Session, actor: Actor, idea_id: UUID, *, kind: str, offer: str | None) -> Interest:
    """Want to join, contribute or follow; declaring again changes which."""
    person = actor.person
    idea = load_idea(session, actor, idea_id)
    if idea.state not in ("open", "adopted"):
        raise Conflict("wrong-state", f"An idea that is {idea.state} takes no interest.")
    interest = session.get(Interest, (idea.id, person)) or Interest(idea_id=idea.id, person_id=person, kind="")
    changed = interest.kind != kind
    interest.kind, interest.offer = kind, offer
    session.add(interest)
    if changed:
        say(session, InterestDeclared(idea_id=idea.id, person_id=person, kind=kind), by=actor)  # type: ignore[arg-type]
    session.flush()
    return interest


def drop_interest(session: Session, actor: Actor, idea_id: UUID) -> None:
    """Take one's interest back; nothing happens where there was none."""
    person = actor.person
    idea = load_idea(session, actor, idea_id)
    gone = session.execute(delete(Interest).where(Interest.idea_id == idea.id, Interest.person_id == person))
    if gone.rowcount:  # type: ignore[attr-defined]
        say(session, InterestDropped(idea_id=idea.id, person_id=person), by=actor)


def place_comment(session: Session, actor: Actor, idea_id: UUID, *, body: str, parent_id: UUID | None) -> Comment:
    """Say something about a public idea, or answer a comment (one level)."""
    person = actor.person
    idea = load_idea(session, actor, idea_id)
    if idea.state == "draft":
        raise Conflict("wrong-state", "A draft takes no comments.")
    if parent_id is not None:
        _must_be_thread(session.get(Comment, parent_id), idea)
    comment = Comment(
        idea_id=idea.id, author_id=person, parent_id=parent_id, body=body, body_html=markdown.render(body)
    )
    session.add(comment)
    session.flush()
    say(session, CommentPlaced(idea_id=idea.id, comment_id=comment.id, parent_id=parent_id), by=actor)
    return comment


def load_idea(session: Session, actor: Actor, idea_id: UUID) -> Idea:
    """The idea, locked for change, for whoever may see it."""
    found = session.execute(select(Idea).where(Idea.id == idea_id).with_for_update()).scalar_one_or_none()
    return permissions.must_see(actor, found)


def memberships_today(session: Session, actor: Actor) -> list[Membership]:
    """The actor's memberships that hold now, as far as identity's word has reached us."""
    now = clock.now()
    query = select(Membership).where(Membership.person_id == actor.person, Membership.started_at <= now)
    return [m for m in session.scalars(query) if m.ended_at is None or m.ended_at > now]


def _must_be_thread(parent: Comment | None, idea: Idea) -> None:
    if parent is None or parent.idea_id != idea.id:
        raise NotFound("no-such-comment", "There is no such comment.")
    if parent.parent_id is not None:
        raise Invalid(
            "too-deep", "Answers go one level deep.", (Reason("invalid", "Answer the first comment.", "/parentId"),)
        )


def _joining(session: Session, idea: Idea, actor: Actor) -> int:
    query = select(func.count()).where(
        Interest.idea_id == idea.id, Interest.kind == "join", Interest.person_id != actor.person
    )
    return session.execute(query).scalar_one() + 1


def _text(idea: Idea) -> dict[str, Any]:
    return {name: getattr(idea, name) for name in TEXT}


def _decided(session: Session, idea: Idea, verb: str, actor: Actor, reason: str | None = None) -> Idea:
    _note(session, idea, verb, actor, reason)
    session.flush()
    return idea


def _note(session: Session, idea: Idea, verb: str, actor: Actor, reason: str | None = None) -> None:
    session.add(Decision(idea_id=idea.id, verb=verb, actor_id=actor.person_id, reason=reason))
