"""Signing keys: published, rotated with overlap, sealed at rest."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from joserfc import jws
from sqlalchemy import select

from services.identity.commands import commands
from services.identity.model import SigningKey
from services.identity.service import build, first_start, keys
from shared import clock
from shared.errors import Invalid, Unauthenticated
from shared.tokens import Verifier
from tests.kit.world import World
from tests.service.identity.acts import bearing, log_in, member, sqlite_identity

ISSUER = "http://127.0.0.1:8080"


def _published(world: World) -> list[str]:
    document: Any = world.client.get("/.well-known/jwks.json").json
    return [key["kid"] for key in document["keys"]]


def _rotate(world: World) -> None:
    commands["rotate-signing-key"](world.service, [])


def test_the_public_keys_stand_at_the_root_for_everyone_to_keep(world: World) -> None:
    answer = world.client.get("/.well-known/jwks.json")
    document: Any = answer.json
    assert answer.headers["Cache-Control"] == "public, max-age=300"
    assert [set(key) for key in document["keys"]] == [{"kty", "crv", "x", "y", "kid", "use", "alg"}]


def test_other_services_in_the_same_process_check_tokens_with_keys_from_the_database(world: World) -> None:
    verifier = Verifier(keys(world.service.database, world.service.settings), ISSUER)
    tokens = member(world)
    assert str(verifier.actor(tokens["accessToken"]).person_id) == tokens["personId"]


def test_tokens_of_another_installation_are_refused(world: World, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    other = sqlite_identity(elsewhere)
    tokens = member(other)
    other.close()
    with pytest.raises(Unauthenticated):
        Verifier(keys(world.service.database, world.service.settings), ISSUER).actor(tokens["accessToken"])


def test_a_new_key_is_published_before_it_signs_and_the_old_one_until_its_tokens_expired(world: World) -> None:
    tokens = member(world)
    (old,) = _published(world)
    _rotate(world)
    assert len(_published(world)) == 2
    assert _signed_with(log_in(world)) == old
    assert world.get("/people/me", headers=bearing(tokens)).status_code == 200
    with clock.moved(timedelta(minutes=16)):
        new = _signed_with(log_in(world))
        assert new != old
        assert _published(world) == [old, new]
    with clock.moved(timedelta(minutes=31)):
        assert _published(world) == [new]
        world.pass_time()
        assert log_in(world)


def test_rotating_twice_in_a_row_leaves_a_key_to_sign_with_at_every_moment(world: World) -> None:
    member(world)
    _rotate(world)
    with clock.moved(timedelta(minutes=5)):
        _rotate(world)
    for minutes in (5, 16, 21, 40, 60):
        with clock.moved(timedelta(minutes=minutes)):
            assert _signed_with(log_in(world)) in _published(world)


def test_the_private_half_is_not_readable_in_the_database(world: World) -> None:
    with world.service.database.reading() as session:
        key = session.scalars(select(SigningKey)).one()
    private = key.private(world.service.settings.secret_key).as_dict(private=True)["d"]
    assert str(private).encode() not in key.sealed
    assert "d" not in key.public
    assert not key.opens_with("een andere sleutel")


def test_a_start_with_another_secret_key_is_refused_with_a_sentence(world: World) -> None:
    other = build(replace(world.service.settings, secret_key="een andere sleutel"))
    with pytest.raises(Invalid, match="SECRET_KEY"):
        first_start(other)
    other.database.close()


def _signed_with(tokens: dict[str, Any]) -> str:
    return str(jws.extract_compact(tokens["accessToken"].encode()).headers()["kid"])
