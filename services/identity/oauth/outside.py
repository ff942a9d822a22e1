"""The outside provider as its client sees it: discovery, the way there, and who came back."""

from __future__ import annotations

import hmac
from typing import Any
from urllib.parse import quote

import httpx
from authlib.common.urls import add_params_to_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from services.identity.oauth.guarded import NotAllowed, checked, client, fetched
from shared import clock
from shared.settings import Settings

ALGORITHMS = ["RS256", "PS256", "ES256", "EdDSA"]
FRESH = 600.0
NEEDED = ("authorization_endpoint", "token_endpoint", "jwks_uri")
CALLBACK = "/oauth/external/callback"


class Outside:
    """One process's dealings with the configured provider; what it says of itself is kept for ten minutes."""

    def __init__(self, settings: Settings, http: httpx.Client | None = None) -> None:
        self._settings, self._http = settings, http or client(settings)
        self._metadata: dict[str, Any] = {}
        self._fetched = float("-inf")

    def way_there(self, *, state: str, nonce: str, verifier: str) -> str:
        """The address to send the browser to."""
        to = checked(self._said()["authorization_endpoint"], self._settings)
        asked = {"response_type": "code", "client_id": self._settings.oidc_client_id, "scope": "openid email profile"}
        asked |= {"redirect_uri": self._back, "state": state, "nonce": nonce, "code_challenge_method": "S256"}
        asked["code_challenge"] = create_s256_code_challenge(verifier)
        return str(add_params_to_uri(to, asked))

    def who_came_back(self, code: str, *, nonce: str, verifier: str) -> dict[str, Any]:
        """The claims of the ID token that this code is worth. Raises NotAllowed, whatever is wrong with it."""
        try:
            given = self._traded(code, verifier)
            keys = KeySet.import_key_set(fetched(self._http, checked(self._said()["jwks_uri"], self._settings)))  # type: ignore[arg-type]
            claims = self._checked(jwt.decode(given["id_token"], keys, algorithms=ALGORITHMS).claims, nonce)
        except (httpx.HTTPError, JoseError, ValueError, KeyError, TypeError) as error:
            raise NotAllowed(f"The provider's answer does not hold: {type(error).__name__}") from error
        return claims

    def _checked(self, claims: dict[str, Any], nonce: str) -> dict[str, Any]:
        registry = jwt.JWTClaimsRegistry(
            now=lambda: int(clock.now().timestamp()),
            leeway=60,
            iss={"essential": True, "value": self._settings.oidc_issuer},
            aud={"essential": True, "value": self._settings.oidc_client_id},
            sub={"essential": True},
            exp={"essential": True},
            iat={"essential": True},
        )
        registry.validate(claims)
        if not hmac.compare_digest(str(claims.get("nonce", "")).encode(), nonce.encode()):
            raise ValueError("another nonce")
        if claims.get("azp", self._settings.oidc_client_id) != self._settings.oidc_client_id:
            raise ValueError("meant for another client")
        if not isinstance(claims["sub"], str) or not 0 < len(claims["sub"]) <= 255:
            raise ValueError("a subject of at most 255 characters")
        return claims

    def _traded(self, code: str, verifier: str) -> dict[str, Any]:
        """What the provider's token endpoint gives for the code."""
        settings = self._settings
        form = {"grant_type": "authorization_code", "code": code, "code_verifier": verifier, "redirect_uri": self._back}
        secret = httpx.BasicAuth(quote(settings.oidc_client_id, safe=""), quote(settings.oidc_client_secret, safe=""))
        to = checked(self._said()["token_endpoint"], settings)
        return fetched(self._http, to, form=form, auth=secret)

    @property
    def _back(self) -> str:
        return self._settings.public_url + CALLBACK

    def _said(self) -> dict[str, Any]:
        """What the provider says of itself, if it says that it is the one we mean."""
        if clock.monotonic() - self._fetched > FRESH:
            issuer = self._settings.oidc_issuer
            address = checked(issuer.rstrip("/") + "/.well-known/openid-configuration", self._settings)
            try:
                found = fetched(self._http, address)
            except (httpx.HTTPError, ValueError) as error:
                raise NotAllowed(f"The provider does not answer: {type(error).__name__}") from error
            if found.get("issuer") != issuer or not all(isinstance(found.get(name), str) for name in NEEDED):
                raise NotAllowed("The provider calls itself otherwise.")
            self._metadata, self._fetched = found, clock.monotonic()
        return self._metadata
