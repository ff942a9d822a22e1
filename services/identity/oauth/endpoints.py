"""What clients ask without a browser: tokens, giving them back, looking at them."""

from __future__ import annotations

import structlog
from flask import Response

from services.identity.oauth.provider import Provider
from shared.http import database, limited, settings, transaction
from shared.http.limits import client_address

A_MINUTE = 600

log = structlog.get_logger()


def token() -> Response:
    """Trade a code, a refresh token or a machine's secret for tokens."""
    return _answered("token")


def revoke() -> Response:
    """Give a token back."""
    return _answered("revocation")


def introspect() -> Response:
    """What one's own token is good for."""
    return _answered("introspection")


def _answered(work: str) -> Response:
    limited(database(), f"oauth|{client_address()}", most=A_MINUTE, seconds=60)
    with transaction() as session:
        answer = Provider(session, settings()).answered(work)
    if answer.status_code >= 400:
        log.warning("oauth_refused", work=work, error=(answer.get_json(silent=True) or {}).get("error"))
    answer.headers["Cache-Control"] = "no-store"
    return answer
