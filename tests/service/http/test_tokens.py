"""Only identity's own access tokens open a door; everything else is refused in every service alike."""

from __future__ import annotations

import base64
import hmac
import json
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey

from shared import clock
from shared.events.identity import SessionRevoked
from tests.kit.keys import ISSUER, keys, token
from tests.kit.world import World


def _claims(**other: Any) -> dict[str, Any]:
    now = int(clock.now().timestamp())
    claims = {"iss": ISSUER, "aud": "proeftuin", "sub": str(uuid4()), "sid": str(uuid4()), "iat": now, "exp": now + 300}
    return {**claims, **other}


def _signed(claims: dict[str, Any], *, key: Any = None, **header: Any) -> str:
    key = key or keys().private
    full = {"alg": "ES256", "kid": keys().private.kid, "typ": "at+jwt", **header}
    return jwt.encode(full, claims, key, algorithms=[full["alg"]])


def _status(ideas: World, bearer: str) -> int:
    headers = {"Authorization": f"Bearer {bearer}"}
    return ideas.client.get("/api/ideas/v1/ideas?mine=true", headers=headers).status_code


def test_a_good_token_is_taken(ideas: World) -> None:
    assert _status(ideas, _signed(_claims())) == 200


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "http://evil.example"},
        {"aud": "someone-else"},
        {"exp": 1},
        {"nbf": 2**40},
        {"sub": "not-an-id"},
        {"sid": "not-an-id"},
    ],
)
def test_wrong_claims_are_refused(ideas: World, claims: dict[str, Any]) -> None:
    assert _status(ideas, _signed(_claims(**claims))) == 401


def test_a_token_without_expiry_is_refused(ideas: World) -> None:
    claims = _claims()
    del claims["exp"]
    assert _status(ideas, _signed(claims)) == 401


def test_another_kind_of_token_is_refused(ideas: World) -> None:
    assert _status(ideas, _signed(_claims(), typ="JWT")) == 401
    assert _status(ideas, _signed(_claims(), typ="id+jwt")) == 401


def test_a_key_of_someone_else_is_refused_even_when_it_comes_along(ideas: World) -> None:
    evil = ECKey.generate_key("P-256")
    assert _status(ideas, _signed(_claims(), key=evil)) == 401
    assert _status(ideas, _signed(_claims(), key=evil, jwk=evil.as_dict(private=False))) == 401


def test_no_signature_or_a_symmetric_one_is_refused(ideas: World) -> None:
    good = _signed(_claims())
    head, body, _ = good.split(".")
    assert _status(ideas, f"{head}.{body}.") == 401
    assert _status(ideas, _with_public_key_as_secret(body)) == 401


def _with_public_key_as_secret(body: str) -> str:
    """The classic confusion: HMAC with the public key, which everyone knows, as its secret."""
    header = {"alg": "HS256", "kid": keys().private.kid, "typ": "at+jwt"}
    signed = f"{_base64(json.dumps(header).encode())}.{body}"
    digest = hmac.digest(keys().private.as_pem(private=False), signed.encode(), "sha256")
    return f"{signed}.{_base64(digest)}"


def _base64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def test_a_bad_token_is_refused_where_none_is_needed(ideas: World) -> None:
    headers = {"Authorization": "Bearer onzin"}
    answer = ideas.client.get("/api/ideas/v1/ideas", headers=headers)
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_token_ends_with_its_time_also_when_it_was_seen_before(ideas: World) -> None:
    bearer = token(uuid4(), seconds=300)
    assert _status(ideas, bearer) == 200
    with clock.moved(timedelta(minutes=7)):
        assert _status(ideas, bearer) == 401


def test_a_revoked_session_is_refused_from_the_moment_the_word_arrives(ideas: World) -> None:
    person, session_id = uuid4(), uuid4()
    bearer = token(person, session_id=session_id)
    assert _status(ideas, bearer) == 200
    ideas.hear(SessionRevoked(person_id=person, session_id=session_id, until=clock.now() + timedelta(hours=1)))
    assert _status(ideas, bearer) == 401
    assert _status(ideas, token(UUID(int=person.int))) == 200, "other sessions go on"
