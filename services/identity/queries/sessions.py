"""Reads of sessions: one's own only."""

from __future__ import annotations

from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from services.identity.model import PersonSession
from shared import clock
from shared.actor import Actor
from shared.http import Page


def list_my_sessions(session: Session, actor: Actor) -> Page[dict[str, Any]]:
    """The actor's sessions that are open now, newest first; `current` is the one he asks with."""
    lasting = (PersonSession.ended_at.is_(None), PersonSession.expires_at > clock.now())
    by_a_person = or_(PersonSession.client_id.is_(None), PersonSession.parent_id.is_not(None))  # not a machine of his
    query = select(PersonSession).where(PersonSession.person_id == actor.person, *lasting, by_a_person)
    found = session.scalars(query.order_by(PersonSession.started_at.desc(), PersonSession.id.desc()).limit(200))
    return Page([_shown(held, actor) for held in found])


def _shown(held: PersonSession, actor: Actor) -> dict[str, Any]:
    return {
        "id": held.id,
        "started_at": held.started_at,
        "used_at": held.rotated_at,
        "expires_at": held.expires_at,
        "client_id": held.client_id,
        "current": held.id == actor.session_id,
    }
