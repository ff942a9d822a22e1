"""Looking a token up and giving it back (RFC 7662, RFC 7009): only by the client that it was given to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from authlib.oauth2.rfc6749 import InvalidRequestError
from authlib.oauth2.rfc7009 import RevocationEndpoint
from authlib.oauth2.rfc7662 import IntrospectionEndpoint
from sqlalchemy.orm import Session

from services.identity.model import Client, PersonSession, RefreshToken
from services.identity.model.person import digest_of
from services.identity.use_cases.sessions import end_session
from shared.errors import Unauthenticated
from shared.http.door import door

SECRETS = ["client_secret_basic", "client_secret_post"]


@dataclass
class Seen:
    """A token that was shown, the session it is of, and what may be said of it. The methods answer Authlib."""

    held: PersonSession
    facts: dict[str, Any]
    current: bool = True

    def check_client(self, client: Client) -> bool:
        return self.held.client_id == client.id

    def is_expired(self) -> bool:
        return not self.current

    def is_revoked(self) -> bool:
        return not self.held.is_open


def seen(session: Session, token: str) -> Seen | None:
    """The token, whether of the one kind or the other: what kind the caller says it is, is a hint and no more."""
    return _refresh(session, token) or _access(session, token)


def _refresh(session: Session, token: str) -> Seen | None:
    found = session.get(RefreshToken, digest_of(token))
    held = session.get(PersonSession, found.session_id) if found else None
    if found is None or held is None:
        return None
    facts = {"sub": str(held.person_id), "exp": int(held.expires_at.timestamp()), "scope": held.scope or ""}
    return Seen(held, facts, current=held.generation == found.generation)


def _access(session: Session, token: str) -> Seen | None:
    try:
        claims = door().verifier.claims(token)
    except Unauthenticated:
        return None
    held = session.get(PersonSession, UUID(claims["sid"]))
    told = ("iss", "sub", "aud", "exp", "iat", "jti", "scope")
    facts = {name: claims[name] for name in told if name in claims}
    return Seen(held, {**facts, "token_type": "Bearer"}) if held else None


def _must_show_token(request: Any) -> None:
    if not request.form.get("token"):
        raise InvalidRequestError("Missing 'token' in request.")


class Revocation(RevocationEndpoint):  # type: ignore[misc]
    """Giving a token back ends its family: the access tokens and the refresh tokens of that one grant."""

    CLIENT_AUTH_METHODS = [*SECRETS, "none"]

    def check_params(self, request: Any, client: Client) -> None:
        _must_show_token(request)

    def query_token(self, token: str, hint: str | None) -> Seen | None:
        return seen(self.server.session, token)

    def revoke_token(self, token: Seen, request: Any) -> None:
        held = self.server.session.get(PersonSession, token.held.id, with_for_update=True, populate_existing=True)
        if held is not None and held.ended_at is None:
            end_session(self.server.session, held)


class Introspection(IntrospectionEndpoint):  # type: ignore[misc]
    """What a token is good for. Another client's token is as unknown as one that was made up."""

    CLIENT_AUTH_METHODS = SECRETS

    def check_params(self, request: Any, client: Client) -> None:
        _must_show_token(request)

    def check_permission(self, token: Seen, client: Client, request: Any) -> bool:
        return token.check_client(client)

    def query_token(self, token: str, hint: str | None) -> Seen | None:
        return seen(self.server.session, token)

    def introspect_token(self, token: Seen) -> dict[str, Any]:
        return {"client_id": str(token.held.client_id), **token.facts}
