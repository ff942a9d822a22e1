"""Keys and tokens of the tests' own, signed exactly as identity signs them."""

from __future__ import annotations

from functools import cache
from typing import Any
from uuid import UUID

from joserfc import jwt
from joserfc.jwk import ECKey, KeySet

from shared import clock
from shared.ids import new_id
from shared.tokens import ALGORITHM, AUDIENCE, TYPE

ISSUER = "http://127.0.0.1:8080"


class KeysForTests:
    """One key pair, made once per test run."""

    def __init__(self) -> None:
        self.private = ECKey.generate_key("P-256", {"use": "sig", "alg": ALGORITHM}, auto_kid=True)

    def current(self, *, unknown_kid: bool = False) -> KeySet:
        return KeySet([self.private])


@cache
def keys() -> KeysForTests:
    """The keys of this test run."""
    return KeysForTests()


def token(person: UUID, *roles: str, session_id: UUID | None = None, seconds: int = 600) -> str:
    """An access token for this person, as identity would give it."""
    now = int(clock.now().timestamp())
    claims = {
        "iss": ISSUER,
        "aud": AUDIENCE,
        "sub": str(person),
        "sid": str(session_id or new_id()),
        "jti": str(new_id()),
        "iat": now,
        "exp": now + seconds,
        "roles": list(roles),
    }
    private = keys().private
    return jwt.encode({"alg": ALGORITHM, "kid": private.kid, "typ": TYPE}, claims, private, algorithms=[ALGORITHM])


def client_token(
    person: UUID | None, scope: str, *roles: str, owner: UUID | None = None, client: UUID | None = None
) -> dict[str, str]:
    """The header of a client: in someone's name, or in its own, with an owner who answers for it."""
    now, name = int(clock.now().timestamp()), str(client or new_id())
    claims: dict[str, Any] = {
        "iss": ISSUER,
        "aud": AUDIENCE,
        "client_id": name,
        "scope": scope,
        "sub": str(person or name),
    }
    claims |= {"sid": str(new_id()), "iat": now, "exp": now + 300, "roles": list(roles), "machine": person is None}
    claims |= {"owner": str(owner)} if owner else {}
    private = keys().private
    signed = jwt.encode({"alg": ALGORITHM, "kid": private.kid, "typ": TYPE}, claims, private, algorithms=[ALGORITHM])
    return {"Authorization": f"Bearer {signed}"}
