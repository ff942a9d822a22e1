"""Logging in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from joserfc import jws
from sqlalchemy import update

from services.identity.model import Person
from shared.ids import new_id
from tests.kit.world import World
from tests.service.identity.acts import (
    PASSWORD,
    bearing,
    fresh_window,
    log_in,
    member,
    post_mail,
    registration,
    sqlite_identity,
    token_in,
)

WRONG = {"email": "ans@example.org", "password": "niet het goede"}


def test_logging_in_gives_tokens_that_work(world: World) -> None:
    tokens = member(world)
    assert set(tokens) == {"accessToken", "expiresIn", "refreshToken", "personId"}
    assert tokens["expiresIn"] == 600
    assert world.get("/people/me", headers=bearing(tokens)).json["id"] == tokens["personId"]


def test_no_one_on_the_way_keeps_an_answer_with_tokens(world: World) -> None:
    member(world)
    opened = world.post("/sessions", {"email": "ans@example.org", "password": PASSWORD})
    renewed = world.post("/sessions/_refresh", {"refreshToken": opened.json["refreshToken"]})
    for answer in (opened, renewed):
        assert (answer.is_json, answer.headers["Cache-Control"]) == (True, "no-store")


def test_the_access_token_says_what_rfc_9068_asks(world: World) -> None:
    tokens = member(world)
    token = jws.extract_compact(tokens["accessToken"].encode())
    claims: dict[str, Any] = json.loads(token.payload)
    published: Any = world.client.get("/.well-known/jwks.json").json
    assert token.headers() == {"typ": "at+jwt", "alg": "ES256", "kid": published["keys"][0]["kid"]}
    assert (claims["iss"], claims["aud"], claims["sub"]) == ("http://127.0.0.1:8080", "proeftuin", tokens["personId"])
    assert claims["exp"] - claims["iat"] == 600
    assert set(claims) == {"iss", "aud", "sub", "sid", "roles", "iat", "exp", "jti"}


def test_capitals_in_the_address_do_not_matter(world: World) -> None:
    member(world)
    assert world.post("/sessions", {"email": " Ans@Example.ORG", "password": PASSWORD}).status_code == 201


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(world: World) -> None:
    member(world)
    wrong = world.post("/sessions", WRONG)
    unknown = world.post("/sessions", {**WRONG, "email": "niemand@example.org"})
    assert wrong.status_code == unknown.status_code == 401
    assert {**wrong.json, "requestId": ""} == {**unknown.json, "requestId": ""}


def test_who_registers_an_address_does_not_learn_by_logging_in_whether_it_was_known(world: World) -> None:
    """He knows the password that he gave: a known address refuses it, and one that is not confirmed has to as well."""
    member(world)
    mine = {"password": "het wachtwoord van een ander"}
    tried = []
    for address in ("ans@example.org", "nieuw@example.org"):
        assert world.post("/people", {**registration(address), **mine}).status_code == 202
        answer = world.post("/sessions", {"email": address, **mine})
        tried.append((answer.status_code, {**answer.json, "requestId": ""}))
    assert tried[0] == tried[1]
    assert (tried[0][0], tried[0][1]["code"]) == (401, "wrong-login")


def test_who_guesses_is_shut_out_after_ten_failures_even_with_the_right_password(world: World) -> None:
    member(world)
    with fresh_window(900):
        answers = [world.post("/sessions", WRONG).status_code for _ in range(11)]
        right = world.post("/sessions", {"email": "ans@example.org", "password": PASSWORD})
    assert answers == [401] * 10 + [429]
    assert right.status_code == 429
    assert int(right.headers["Retry-After"]) > 0


def test_someone_elses_guessing_does_not_shut_the_owner_out(world: World) -> None:
    member(world)
    for _ in range(11):
        world.client.post("/api/identity/v1/sessions", json=WRONG, environ_base={"REMOTE_ADDR": "203.0.113.9"})
    assert log_in(world)


def test_many_right_log_ins_do_not_count_as_guessing(world: World) -> None:
    member(world)
    assert all(log_in(world) for _ in range(12))


def test_log_ins_per_minute_and_registrations_per_hour_are_limited(tmp_path: Path) -> None:
    world = sqlite_identity(tmp_path, logins_per_minute=2, registrations_per_hour=1)
    addresses = [f"nobody{n}@example.org" for n in range(3)]
    with fresh_window(3600):
        answers = [world.post("/sessions", {**WRONG, "email": address}).status_code for address in addresses]
        registered = [world.post("/people", registration(address)).status_code for address in addresses[:2]]
    world.close()
    assert answers == [401, 401, 429]
    assert registered == [202, 429]


def test_a_password_hashed_with_less_care_is_hashed_anew(world: World) -> None:
    member(world)
    weak = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash(PASSWORD)
    with world.service.database.transaction() as session:
        session.execute(update(Person).values(password_hash=weak))
    log_in(world)
    with world.service.database.reading() as session:
        stored = session.query(Person.password_hash).scalar()
    assert stored != weak
    assert log_in(world)


@pytest.mark.parametrize("body", [{}, {"email": "a@b.nl"}, {**WRONG, "remember": True}, {**WRONG, "password": ""}])
def test_a_log_in_that_is_not_one_is_refused(world: World, body: dict[str, Any]) -> None:
    assert world.post("/sessions", body).status_code == 400


def test_log_ins_are_not_kept_for_an_idempotency_key(world: World) -> None:
    member(world)
    headers = {"Idempotency-Key": str(new_id())}
    body = {"email": "ans@example.org", "password": PASSWORD}
    first, second = (world.post("/sessions", body, headers=headers).json for _ in range(2))
    assert first["refreshToken"] != second["refreshToken"]


def test_a_token_in_the_mail_is_no_access_token(world: World) -> None:
    world.post("/people", registration("ans@example.org"))
    token = token_in(post_mail(world)[0])
    assert world.get("/people/me", headers={"Authorization": f"Bearer {token}"}).status_code == 401
