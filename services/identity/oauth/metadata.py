"""Discovery (OpenID Connect Discovery 1.0, RFC 8414): where everything is, and what this provider does and does not."""

from __future__ import annotations

from flask import Response, jsonify

from services.identity.model.scopes import SCOPES
from shared.http import settings
from shared.tokens import ALGORITHM

SECRETS = ["client_secret_basic", "client_secret_post"]
ENDPOINTS = {
    "authorization_endpoint": "/oauth/authorize",
    "token_endpoint": "/oauth/token",
    "userinfo_endpoint": "/oauth/userinfo",
    "revocation_endpoint": "/oauth/revoke",
    "introspection_endpoint": "/oauth/introspect",
    "end_session_endpoint": "/oauth/end_session",
    "jwks_uri": "/.well-known/jwks.json",
}
CAPABILITIES = {
    "scopes_supported": list(SCOPES),
    "response_types_supported": ["code"],
    "response_modes_supported": ["query"],
    "grant_types_supported": ["authorization_code", "refresh_token", "client_credentials"],
    "subject_types_supported": ["public"],
    "id_token_signing_alg_values_supported": [ALGORITHM],
    "token_endpoint_auth_methods_supported": [*SECRETS, "none"],
    "revocation_endpoint_auth_methods_supported": [*SECRETS, "none"],
    "introspection_endpoint_auth_methods_supported": SECRETS,
    "code_challenge_methods_supported": ["S256"],
    "prompt_values_supported": ["none", "login", "consent", "select_account"],
    "claims_supported": ["sub", "iss", "aud", "exp", "iat", "auth_time", "nonce", "sid", "name", "locale", "email"],
    "ui_locales_supported": ["nl", "en"],
    "claims_parameter_supported": False,
    "request_parameter_supported": False,
    "request_uri_parameter_supported": False,
    "authorization_response_iss_parameter_supported": True,
}


def metadata() -> Response:
    """One document under both names: an OpenID provider's is an authorization server's with more in it."""
    issuer = settings().public_url
    found = jsonify({"issuer": issuer, **{name: issuer + path for name, path in ENDPOINTS.items()}, **CAPABILITIES})
    found.headers["Cache-Control"] = "public, max-age=300"
    found.headers["Access-Control-Allow-Origin"] = "*"
    return found
