"""The verbs of grants: consent, the code that comes of it, the tokens it is traded for, and taking it back."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.identity.model import AuthorizationCode, Client, Consent, Person, PersonSession, RefreshToken, RoleGrant
from services.identity.model.person import digest_of
from services.identity.model.scopes import scope_text, scopes_in
from services.identity.model.session import ACCESS_LASTS, LASTS, MACHINE_LASTS, Turn
from services.identity.use_cases.keys import sign_access_token
from services.identity.use_cases.sessions import end_client_sessions, end_session, new_refresh_token
from shared import clock
from shared.actor import Actor
from shared.errors import NotFound
from shared.settings import Settings

Tokens = dict[str, str | int]


def remember_consent(session: Session, person_id: UUID, client_id: UUID, scope: str) -> None:
    """That this person allows this client these scopes, beside what he allowed it before."""
    held = session.get(Consent, (person_id, client_id), with_for_update=True)
    if held is None:
        session.add(Consent(person_id=person_id, client_id=client_id, scope=scope))
    else:
        held.scope, held.granted_at = scope_text(scopes_in(held.scope) | scopes_in(scope)), clock.now()
    session.flush()


def withdraw_consent(session: Session, actor: Actor, client_id: UUID) -> None:
    """Take it back: the client is asked out now, and must ask again."""
    held = session.get(Consent, (actor.person, client_id), with_for_update=True)
    if held is None:
        raise NotFound("no-such-consent", "You allow this client nothing.")
    session.delete(held)
    end_client_sessions(session, client_id, by=actor, person_id=actor.person)
    session.flush()


@dataclass(frozen=True)
class Asked:
    """What a client asked for, checked by the authorization server."""

    client_id: UUID
    redirect_uri: str
    scope: str
    nonce: str | None
    code_challenge: str


def give_code(session: Session, browser: PersonSession, asked: Asked, code: str) -> None:
    """Let `code` stand for what this person, logged in in this browser, allows."""
    given = AuthorizationCode(digest=digest_of(code), person_id=browser.person_id, session_id=browser.id)
    given.client_id, given.redirect_uri, given.scope = asked.client_id, asked.redirect_uri, asked.scope
    given.nonce, given.code_challenge = asked.nonce, asked.code_challenge
    given.authenticated_at = browser.authenticated_at or browser.started_at
    session.add(given)
    session.flush()


def find_code(session: Session, code: str, client: Client) -> AuthorizationCode | None:
    """The code, if it is this client's and good for one use now.

    Does not raise: a second use ends what the first one gave, and that must be committed while the answer is a no.
    """
    query = select(AuthorizationCode).where(AuthorizationCode.digest == digest_of(code)).with_for_update()
    found = session.scalars(query).one_or_none()
    if found is None or found.client_id != client.id:
        return None
    if found.issued_id is not None:
        issued = session.get(PersonSession, found.issued_id, with_for_update=True)
        if issued is not None and issued.ended_at is None:
            end_session(session, issued)
        return None
    browser = session.get(PersonSession, found.session_id)
    return found if found.expires_at > clock.now() and browser is not None and browser.is_open else None


def redeem_code(session: Session, code: AuthorizationCode, settings: Settings) -> Tokens:
    """Tokens for a code. A refresh token only where access was asked for while the person is away."""
    offline = "offline_access" in scopes_in(code.scope)
    opened = PersonSession(person_id=code.person_id, client_id=code.client_id, scope=code.scope)
    opened.parent_id, opened.authenticated_at = code.session_id, code.authenticated_at
    opened.expires_at = clock.now() + (LASTS if offline else ACCESS_LASTS)
    session.add(opened)
    session.flush()
    code.issued_id = opened.id
    return _tokens(session, opened, code.scope, settings)


@dataclass
class HeldRefresh:
    """A refresh token that was shown and found good. The methods answer Authlib."""

    held: PersonSession
    turn: Turn

    def check_client(self, client: Client) -> bool:
        return self.held.client_id == client.id

    def get_scope(self) -> str:
        return self.held.scope or ""


def find_refresh(session: Session, token: str, client: Client) -> HeldRefresh | None:
    """What this refresh token is good for now; its session is ended where the token is too old. Does not raise."""
    found = session.get(RefreshToken, digest_of(token))
    if found is None:
        return None
    held = session.get(PersonSession, found.session_id, with_for_update=True, populate_existing=True)
    if held is None or held.client_id != client.id:  # another's token tells nothing, and ends nothing
        return None
    turn = held.turn_of(found.generation)
    if turn == "stolen":
        end_session(session, held)
    if turn in ("refused", "stolen"):
        return None
    return HeldRefresh(held, turn)


def refresh_client(session: Session, token: HeldRefresh, scope: str, settings: Settings) -> Tokens:
    """Fresh tokens; a narrower scope narrows this access token, not the family."""
    held = token.held
    if token.turn == "rotate":
        held.rotate()
    return _tokens(session, held, scope, settings)


def is_answered_for(session: Session, client: Client) -> bool:
    """Whether its owner may still have programs: what he may no longer do himself, they do not do for him."""
    roles = RoleGrant.person_id == client.owner_id, RoleGrant.role.in_(("integrator", "admin"))
    return session.execute(select(RoleGrant.role).where(*roles).limit(1)).first() is not None


def open_machine_session(session: Session, client: Client, scope: str, settings: Settings) -> Tokens:
    """A token in the client's own name, for five minutes. It has a session, so that taking the client away ends it."""
    opened = PersonSession(person_id=client.owner_id, client_id=client.id, scope=scope)
    opened.expires_at = clock.now() + MACHINE_LASTS
    session.add(opened)
    session.flush()
    lasts = int(MACHINE_LASTS.total_seconds())
    signed = sign_access_token(session, settings, held=opened, scope=scope, machine=True, lasts=MACHINE_LASTS)
    return {"access_token": signed, "token_type": "Bearer", "expires_in": lasts, "scope": scope}


def person_of(session: Session, person_id: UUID) -> Person | None:
    """Whom a token speaks of."""
    return session.get(Person, person_id)


def _tokens(session: Session, held: PersonSession, scope: str, settings: Settings) -> Tokens:
    signed = sign_access_token(session, settings, held=held, scope=scope)
    given: Tokens = {"access_token": signed, "token_type": "Bearer", "scope": scope}
    given["expires_in"] = int(ACCESS_LASTS.total_seconds())
    if "offline_access" in scopes_in(held.scope):
        given["refresh_token"] = new_refresh_token(session, held)
    return given


def new_code() -> str:
    """A code nobody can guess."""
    return secrets.token_urlsafe(32)
