"""The verbs of sessions: prove who one is, open, refresh, end."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.identity.model import Person, PersonSession, RefreshToken, RoleGrant
from services.identity.model import password as passwords
from services.identity.model.person import address_key, digest_of
from services.identity.model.session import ACCESS_LASTS
from services.identity.use_cases.keys import sign_access_token
from shared import clock
from shared.actor import Actor
from shared.bus.say import say
from shared.bus.sql import insert_new
from shared.bus.tables import revoked_session
from shared.db import Database
from shared.errors import NotFound, Unauthenticated
from shared.events.identity import SessionRevoked
from shared.settings import Settings
from shared.tokens import LEEWAY

Issued = dict[str, Any]


@dataclass(frozen=True)
class Proof:
    """That someone knows the password of this person; `rehashed` where it should be stored with more care."""

    person_id: UUID
    rehashed: str | None


def prove_password(database: Database, *, email: str, password: str) -> Proof:
    """Who knows this password. Raises Unauthenticated, after the same time whatever is wrong.

    Takes the database itself: hashing takes a tenth of a second, and no transaction may wait for it.
    """
    with database.reading() as session:
        query = select(Person.id, Person.password_hash, Person.confirmed_at)
        found = session.execute(query.where(Person.address_key == address_key(email))).one_or_none()
    right = passwords.matches(found.password_hash if found else None, password)
    if not right or found is None or found.confirmed_at is None:
        # One answer: who registers an address and then logs in must not learn whether it was somebody's already.
        how = "or the address is not confirmed yet: the link is in the mail we sent."
        raise Unauthenticated("wrong-login", f"This address and password do not belong together, {how}")
    outdated = passwords.is_outdated(found.password_hash)
    return Proof(found.id, passwords.hashed(password) if outdated else None)


def open_session(session: Session, proof: Proof, settings: Settings) -> Issued:
    """Begin a session: an access token for ten minutes, and a refresh token for when it has expired."""
    keep_rehashed(session, proof)
    opened = PersonSession(person_id=proof.person_id)
    session.add(opened)
    session.flush()
    return _issue(session, opened, settings)


def keep_rehashed(session: Session, proof: Proof) -> None:
    """Store the password with the care that we take today."""
    if proof.rehashed is not None:
        session.get_one(Person, proof.person_id, with_for_update=True).password_hash = proof.rehashed


def refresh_session(session: Session, *, refresh_token: str, settings: Settings) -> Issued | None:
    """Fresh tokens for this one, or None where it is refused.

    Does not raise: the reuse of an old token ends the session, and that must be committed while the answer is a no.
    """
    token = session.get(RefreshToken, digest_of(refresh_token))
    if token is None:
        return None
    query = select(PersonSession).where(PersonSession.id == token.session_id).with_for_update()
    held = session.scalars(query).one()
    if held.client_id is not None:  # a client's token is refreshed by that client, who shows that it is the one
        return None
    turn = held.turn_of(token.generation)
    if turn == "stolen":
        end_session(session, held)
    if turn in ("refused", "stolen"):
        return None
    if turn == "rotate":
        held.rotate()
    return _issue(session, held, settings)


def end_current_session(session: Session, actor: Actor) -> None:
    """Log out: this session's tokens are worth nothing any more, here at once and elsewhere when the word arrives."""
    person, session_id = actor.person, actor.session_id
    if session_id is None:
        return
    held = session.get(PersonSession, session_id, with_for_update=True)
    if held is not None and held.person_id == person and held.ended_at is None:
        end_session(session, held, by=actor)


def end_my_session(session: Session, actor: Actor, session_id: UUID) -> None:
    """End one of one's own sessions, from wherever one is: a phone that was lost. Another's looks like none."""
    held = session.get(PersonSession, session_id, with_for_update=True)
    if held is None or held.person_id != actor.person:
        raise NotFound("no-such-session", "You have no such session.")
    if held.ended_at is None:
        end_session(session, held, by=actor)


def end_my_sessions(session: Session, actor: Actor) -> None:
    """Log out everywhere, here too."""
    end_all_sessions(session, actor.person, by=actor)


def end_all_sessions(session: Session, person_id: UUID, by: Actor, but: UUID | None = None) -> None:
    """End every session of someone, `but` one, so that what changed about him holds everywhere."""
    lasting = (PersonSession.person_id == person_id, PersonSession.ended_at.is_(None))
    query = select(PersonSession).where(*lasting, PersonSession.expires_at > clock.now()).order_by(PersonSession.id)
    for held in session.scalars(query.with_for_update()).all():
        if held.id != but and held.ended_at is None:  # it may have ended with the one it came from, just now
            end_session(session, held, by=by)


def end_client_sessions(session: Session, client_id: UUID, by: Actor, *, person_id: UUID | None = None) -> None:
    """End whatever a client was given: by everyone, or by this person."""
    query = select(PersonSession).where(PersonSession.client_id == client_id, PersonSession.ended_at.is_(None))
    query = query.where(PersonSession.expires_at > clock.now())
    if person_id is not None:
        query = query.where(PersonSession.person_id == person_id)
    for held in session.scalars(query.order_by(PersonSession.person_id, PersonSession.id).with_for_update()).all():
        end_session(session, held, by=by)


def end_session(session: Session, held: PersonSession, by: Actor | None = None) -> None:
    """End one session, in identity within this very transaction, and what clients got for as long as it lasts."""
    lasting = (PersonSession.parent_id == held.id, PersonSession.ended_at.is_(None))
    query = select(PersonSession).where(*lasting, PersonSession.expires_at > clock.now()).order_by(PersonSession.id)
    given = [each for each in session.scalars(query.with_for_update()) if "offline_access" not in (each.scope or "")]
    for each in [held, *given]:
        _end(session, each, by)
    session.flush()


def _end(session: Session, held: PersonSession, by: Actor | None) -> None:
    held.ended_at = clock.now()
    until = clock.now() + ACCESS_LASTS + timedelta(seconds=LEEWAY)
    insert_new(session, revoked_session, [{"session_id": held.id, "until": until}])
    say(session, SessionRevoked(person_id=held.person_id, session_id=held.id, until=until), by=by)


def new_refresh_token(session: Session, held: PersonSession) -> str:
    """A refresh token of the session's present generation."""
    token = secrets.token_urlsafe(32)
    session.add(RefreshToken(digest=digest_of(token), session_id=held.id, generation=held.generation))
    session.flush()
    return token


def _issue(session: Session, held: PersonSession, settings: Settings) -> Issued:
    token = new_refresh_token(session, held)
    roles = session.scalars(select(RoleGrant.role).where(RoleGrant.person_id == held.person_id)).all()
    return {
        "access_token": sign_access_token(session, settings, held=held, roles=roles),
        "expires_in": int(ACCESS_LASTS.total_seconds()),
        "refresh_token": token,
        "person_id": held.person_id,
    }
