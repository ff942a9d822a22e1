"""The verbs of the log-in page: who is logged in in this browser. A random cookie, whose digest finds the session."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.identity.model import Person, PersonSession
from services.identity.model.person import digest_of
from services.identity.model.session import BROWSER_LASTS
from services.identity.use_cases.sessions import Proof, end_session
from shared import clock


def find_browser(session: Session, cookie: str) -> PersonSession | None:
    """The open session of this browser."""
    if not cookie:
        return None
    held = session.scalars(select(PersonSession).where(PersonSession.cookie_digest == digest_of(cookie))).one_or_none()
    return held if held is not None and held.is_open else None


def open_browser(session: Session, proof: Proof, *, before: str, cookie: str) -> PersonSession:
    """Someone logged in: the browser gets a new cookie. The old one's session ends, or goes on for the same person.

    A new cookie each time: one that a stranger planted before must not become hers.
    """
    if proof.rehashed is not None:
        session.get_one(Person, proof.person_id, with_for_update=True).password_hash = proof.rehashed
    held = find_browser(session, before)
    if held is not None and held.person_id != proof.person_id:
        end_session(session, held)
        held = None
    if held is None:
        held = PersonSession(person_id=proof.person_id)
        session.add(held)
    held.cookie_digest, held.authenticated_at = digest_of(cookie), clock.now()
    held.expires_at = clock.now() + BROWSER_LASTS
    session.flush()
    return held


def close_browser(session: Session, cookie: str) -> None:
    """Log out in this browser; what clients may do only while she is there ends with it."""
    held = find_browser(session, cookie)
    if held is not None:
        end_session(session, held)


def close_client_session(session: Session, session_id: UUID, client_id: UUID) -> None:
    """A client says that its person logged out: end what it was given, and the log-in that it came from."""
    held = session.get(PersonSession, session_id, with_for_update=True)
    if held is None or held.client_id != client_id:
        return
    if held.ended_at is None:
        end_session(session, held)
    parent = session.get(PersonSession, held.parent_id, with_for_update=True) if held.parent_id else None
    if parent is not None and parent.ended_at is None:
        end_session(session, parent)
