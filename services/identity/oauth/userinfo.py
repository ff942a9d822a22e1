"""Who someone is, for a client he let in: as much as his scopes say, and no more."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify, request

from services.identity.model import Person
from services.identity.use_cases.grants import person_of
from shared.actor import Actor
from shared.errors import Unauthenticated
from shared.http import reading, revocations
from shared.http.door import door


def userinfo() -> Response:
    """The claims of OpenID Connect Core, 5.1."""
    try:
        asking = _bearer()
    except Unauthenticated:
        return _refused(401, 'error="invalid_token"')
    if "openid" not in asking.scopes or asking.person_id is None:
        return _refused(403, 'error="insufficient_scope", scope="openid"')
    with reading() as session:
        person = person_of(session, asking.person_id)
    if person is None:
        return _refused(401, 'error="invalid_token"')
    answer = jsonify(_claims(person, asking.scopes))
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _claims(person: Person, scopes: frozenset[str]) -> dict[str, Any]:
    said: dict[str, Any] = {"sub": str(person.id)}
    if "profile" in scopes:
        said |= {"name": person.display_name, "locale": person.locale}
    if "email" in scopes:
        said |= {"email": person.email, "email_verified": person.confirmed_at is not None}
    return said


def _bearer() -> Actor:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise Unauthenticated("log-in-first", "This needs a bearer token.")
    found = door().verifier.actor(token.strip())
    revocations.refuse_revoked(door().database, found)
    return found


def _refused(status: int, why: str) -> Response:
    answer = Response(status=status)
    answer.headers["WWW-Authenticate"] = f'Bearer realm="proeftuin", {why}'
    answer.headers["Cache-Control"] = "no-store"
    return answer
