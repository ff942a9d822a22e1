"""Letting two ideas become one, and parting them again."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.ideas import permissions
from services.ideas.model import Idea, Interest, Merge, MovedInterest, stronger
from services.ideas.use_cases.story import lock_ideas, note, tell
from shared.actor import Actor
from shared.events import Event
from shared.events.ideas import IdeaMerged, IdeaUnmerged, InterestDeclared, InterestDropped


def merge_idea(session: Session, actor: Actor, idea_id: UUID, *, into: UUID, reason: str) -> Idea:
    """A steward lets the idea go on in another; who showed interest in it shows it there."""
    permissions.must_be_steward(actor)
    locked = lock_ideas(session, idea_id, into)
    idea, other = permissions.must_see(actor, locked.get(idea_id)), permissions.must_see_target(actor, locked.get(into))
    before = idea.state
    idea.merge_into(other)
    merge = Merge(idea_id=idea.id, into_id=other.id, state_before=before)
    session.add(merge)
    session.flush()
    moved = [word for each in _interests(session, idea) for word in _move(session, merge, each)]
    tell(session, actor, IdeaMerged(idea_id=idea.id, into_id=other.id, reason=reason), *moved)
    note(session, other, "take-in", actor, reason)
    return note(session, idea, "merge", actor, reason)


def unmerge_idea(session: Session, actor: Actor, idea_id: UUID, *, reason: str) -> Idea:
    """A steward parts them again, within 14 days; interests go back to where people had put them."""
    permissions.must_be_steward(actor)
    into = session.scalar(select(Idea.merged_into_id).where(Idea.id == idea_id))
    locked = lock_ideas(session, idea_id, into or idea_id)
    idea = permissions.must_see(actor, locked.get(idea_id))
    merge = _last_merge(session, idea)
    idea.unmerge(merge.state_before)
    merge.undo()
    session.flush()
    back = [word for each in _moved(session, merge) for word in _restore(session, merge, each)]
    word = IdeaUnmerged(idea_id=idea.id, from_id=merge.into_id, state=idea.state, reason=reason)
    tell(session, actor, word, *back)
    return note(session, idea, "unmerge", actor, reason)


def _last_merge(session: Session, idea: Idea) -> Merge:
    query = select(Merge).where(Merge.idea_id == idea.id, Merge.undone_at.is_(None)).order_by(Merge.id.desc())
    found = session.scalars(query.limit(1)).first()
    return found or Merge(idea_id=idea.id, into_id=idea.id, state_before=idea.state)


def _interests(session: Session, idea: Idea) -> list[Interest]:
    return list(session.scalars(select(Interest).where(Interest.idea_id == idea.id).order_by(Interest.person_id)))


def _moved(session: Session, merge: Merge) -> list[MovedInterest]:
    query = select(MovedInterest).where(MovedInterest.merge_id == merge.id)
    return list(session.scalars(query.order_by(MovedInterest.person_id)))


def _move(session: Session, merge: Merge, mine: Interest) -> Iterator[Event]:
    there = session.get(Interest, (merge.into_id, mine.person_id))
    kind = mine.kind if there is None else stronger(mine.kind, there.kind)
    session.add(
        MovedInterest(
            merge_id=merge.id,
            person_id=mine.person_id,
            kind=mine.kind,
            offer=mine.offer,
            at=mine.at,
            kind_there=there.kind if there else None,
            offer_there=there.offer if there else None,
            kind_given=kind,
        )
    )
    yield InterestDropped(idea_id=merge.idea_id, person_id=mine.person_id)
    if there is None:
        there = Interest(idea_id=merge.into_id, person_id=mine.person_id, kind="", offer=None)
        session.add(there)
    if there.kind != kind:
        yield InterestDeclared(idea_id=merge.into_id, person_id=mine.person_id, kind=kind)  # type: ignore[arg-type]
    there.kind, there.offer = kind, there.offer or mine.offer
    session.delete(mine)


def _restore(session: Session, merge: Merge, was: MovedInterest) -> Iterator[Event]:
    """Put one interest back. Whoever took his back meanwhile wants nothing of either; nothing is restored for him."""
    there = session.get(Interest, (merge.into_id, was.person_id))
    if there is not None:
        kept = Interest(idea_id=merge.idea_id, person_id=was.person_id, kind=was.kind, offer=was.offer, at=was.at)
        session.add(kept)
        yield InterestDeclared(idea_id=merge.idea_id, person_id=was.person_id, kind=was.kind)  # type: ignore[arg-type]
        if there.kind == was.kind_given:
            yield from _as_before(session, there, was)
    session.delete(was)


def _as_before(session: Session, there: Interest, was: MovedInterest) -> Iterator[Event]:
    if was.kind_there is None:
        session.delete(there)
        yield InterestDropped(idea_id=there.idea_id, person_id=there.person_id)
        return
    changed = there.kind != was.kind_there
    there.kind, there.offer = was.kind_there, was.offer_there
    if changed:
        yield InterestDeclared(idea_id=there.idea_id, person_id=there.person_id, kind=there.kind)  # type: ignore[arg-type]
