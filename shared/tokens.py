"""Signed access tokens (RFC 9068, ES256): checked in every service with identity's public keys."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from typing import Any, Protocol
from uuid import UUID

import httpx
import structlog
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet

from shared import clock
from shared.actor import Actor
from shared.errors import Unauthenticated

ALGORITHM = "ES256"
AUDIENCE = "proeftuin"
TYPE = "at+jwt"
LEEWAY = 60
FRESH, REFETCH = 600.0, 30.0
REFUSED = "Your access has expired or is not valid. Log in again."

log = structlog.get_logger()


class Keys(Protocol):
    """Where the public keys come from."""

    def current(self, *, unknown_kid: bool = False) -> KeySet:
        """The keys to check with; `unknown_kid` says that a token named one that is not among the last ones given."""
        ...


class RemoteKeys:
    """Keys from a JWKS address: kept ten minutes, asked anew for an unknown key at most every 30 s.

    When the address does not answer, the last good keys stay in use: identity may be down without locking people out.
    """

    def __init__(self, url: str, http: httpx.Client | None = None) -> None:
        self._url, self._http = url, http or httpx.Client(timeout=3, trust_env=False)
        self._keys = KeySet([])
        self._fetched = self._tried = float("-inf")
        self._lock = threading.Lock()

    def current(self, *, unknown_kid: bool = False) -> KeySet:
        with self._lock:
            passed = clock.monotonic()
            stale = passed - self._fetched > FRESH
            if (stale or unknown_kid) and passed - self._tried > (REFETCH if self._keys.keys else 1):
                self._tried = passed
                self._fetch(passed)
            return self._keys

    def _fetch(self, passed: float) -> None:
        try:
            answer = self._http.get(self._url).raise_for_status()
            self._keys, self._fetched = KeySet.import_key_set(answer.json()), passed
        except (httpx.HTTPError, ValueError, JoseError) as error:
            log.warning("jwks_not_fetched", error=type(error).__name__)


class Verifier:
    """Turns the text of a bearer token into an Actor, or raises Unauthenticated."""

    def __init__(self, keys: Keys, issuer: str) -> None:
        self._keys, self._issuer = keys, issuer
        self._seen: OrderedDict[bytes, dict[str, Any]] = OrderedDict()
        self._claims = jwt.JWTClaimsRegistry(
            now=lambda: int(clock.now().timestamp()),
            leeway=LEEWAY,
            iss={"essential": True, "value": issuer},
            aud={"essential": True, "value": AUDIENCE},
            sub={"essential": True},
            exp={"essential": True},
            iat={"essential": True},
        )

    def actor(self, token: str) -> Actor:
        """Who bears this token. Raises Unauthenticated."""
        try:
            return _actor(self.claims(token))
        except (ValueError, KeyError, TypeError) as error:
            raise Unauthenticated("token-refused", REFUSED) from error

    def claims(self, token: str) -> dict[str, Any]:
        """What this token says. Expiry is checked each time, the signature once per token. Raises Unauthenticated."""
        digest = hashlib.sha256(token.encode("utf-8", "replace")).digest()
        claims = self._seen.get(digest)
        try:
            if claims is None:
                claims = self._seen[digest] = self._verified(token)
                while len(self._seen) > 10_000:
                    self._seen.popitem(last=False)
            self._claims.validate(claims)
            return claims
        except (JoseError, ValueError, KeyError, TypeError) as error:
            raise Unauthenticated("token-refused", REFUSED) from error

    def _verified(self, token: str) -> dict[str, Any]:
        try:
            decoded = jwt.decode(token, self._keys.current(), algorithms=[ALGORITHM])
        except InvalidKeyIdError:
            decoded = jwt.decode(token, self._keys.current(unknown_kid=True), algorithms=[ALGORITHM])
        if decoded.header.get("typ") != TYPE or not decoded.header.get("kid"):
            raise ValueError("not an access token")
        return dict(decoded.claims)


def _actor(claims: dict[str, Any]) -> Actor:
    subject = claims["sub"]
    client = claims.get("client_id")
    return Actor(
        person_id=None if claims.get("machine") else UUID(subject),
        roles=frozenset(claims.get("roles", ())),
        session_id=UUID(claims["sid"]) if "sid" in claims else None,
        client_id=client,
        scopes=frozenset(str(claims.get("scope", "")).split()),
        owner_id=UUID(claims["owner"]) if "owner" in claims else None,
    )
