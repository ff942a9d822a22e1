"""What a proeftuin that ended goes on in: said by a holder of either one."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.experiments import permissions
from services.experiments.model import Proeftuin
from services.experiments.use_cases.relations import load_both
from services.experiments.use_cases.story import load_proeftuin, note, tell
from shared.actor import Actor
from shared.errors import Conflict, NotFound
from shared.events.experiments import SuccessorDropped, SuccessorNamed


def name_successor(session: Session, actor: Actor, proeftuin_id: UUID, *, successor_id: UUID) -> None:
    """It goes on in another one, which may say so by itself. The same again changes nothing; another replaces it."""
    ended, successor = load_both(session, proeftuin_id, successor_id)
    permissions.must_hold_one_of(actor, ended, successor)
    ended.must_be("completed", "stopped", verb="given a successor")
    if ended.successor_id == successor.id:
        return
    _must_lead_on(session, ended, successor)
    ended.successor_id = successor.id
    note(session, ended, actor, "successor.named", subject=successor.id, title=successor.title)
    note(session, successor, actor, "predecessor.named", subject=ended.id, title=ended.title)
    tell(session, actor, SuccessorNamed(proeftuin_id=ended.id, successor_id=successor.id))


def drop_successor(session: Session, actor: Actor, proeftuin_id: UUID) -> None:
    """It is no longer said to go on anywhere."""
    actor.person  # noqa: B018  a visitor is asked to log in before anything else
    named = session.scalars(select(Proeftuin.successor_id).where(Proeftuin.id == proeftuin_id)).first()
    if named is None:
        load_proeftuin(session, proeftuin_id)
        raise NotFound("no-successor", "No successor is named.")
    ended, successor = load_both(session, proeftuin_id, named)
    permissions.must_hold_one_of(actor, ended, successor)
    if ended.successor_id != named:  # before we held both
        raise Conflict("successor-changed", "It was dropped, or another one was named, in the meantime. Look again.")
    ended.successor_id = None
    note(session, ended, actor, "successor.dropped", subject=successor.id, title=successor.title)
    tell(session, actor, SuccessorDropped(proeftuin_id=ended.id))


def _must_lead_on(session: Session, ended: Proeftuin, successor: Proeftuin) -> None:
    """Raises Conflict where following the successors would come back to where it began."""
    further: UUID | None = successor.id
    while further is not None:
        if further == ended.id:
            raise Conflict("goes-round", "That one is followed by this one: a successor comes after it.")
        later = session.get(Proeftuin, further)
        further = later.successor_id if later else None
