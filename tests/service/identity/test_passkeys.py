"""Passkeys: made on one's own device, and good for logging in without a password."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from shared import clock
from shared.ids import new_id
from tests.kit.world import World
from tests.service.identity.acts import PASSWORD, bearing, member, post_mail, text_of
from tests.service.identity.authenticator import Authenticator


def _options(world: World, tokens: dict[str, Any]) -> Any:
    answer = world.post("/people/me/passkeys/_options", {"password": PASSWORD}, headers=bearing(tokens))
    assert answer.status_code == 200, answer.json
    return answer.json


def _add(world: World, tokens: dict[str, Any], device: Authenticator) -> Any:
    offered = _options(world, tokens)
    credential = device.create(offered["publicKey"])
    body = {"challenge": offered["challenge"], "credential": credential, "name": "Telefoon"}
    return world.post("/people/me/passkeys", body, headers=bearing(tokens))


def _log_in(world: World, device: Authenticator) -> Any:
    asked = world.post("/sessions/_passkey-options").json
    body = {"challenge": asked["challenge"], "credential": device.get(asked["publicKey"])}
    return world.post("/sessions/_passkey", body)


def test_one_adds_a_passkey_and_logs_in_with_it(world: World) -> None:
    tokens, device = member(world), Authenticator()
    added = _add(world, tokens, device)
    assert (added.status_code, added.json["name"], added.json["usedAt"]) == (201, "Telefoon", None)
    opened = _log_in(world, device)
    assert (opened.status_code, opened.json["personId"]) == (201, tokens["personId"])
    assert world.get("/people/me", headers=bearing(opened.json)).status_code == 200
    (listed,) = world.get("/people/me/passkeys", headers=bearing(tokens)).json["items"]
    assert set(listed) == {"id", "name", "createdAt", "usedAt"}
    assert listed["usedAt"] is not None
    assert "passkey" in text_of(post_mail(world)[-1])


def test_what_the_browser_is_asked_names_this_site_and_wants_the_user_verified(world: World) -> None:
    tokens = member(world)
    offered = _options(world, tokens)["publicKey"]
    assert offered["rp"]["id"] == "127.0.0.1"
    chosen = offered["authenticatorSelection"]
    assert (chosen["residentKey"], chosen["userVerification"]) == ("required", "required")
    asked = world.post("/sessions/_passkey-options").json["publicKey"]
    assert (asked["userVerification"], asked["allowCredentials"]) == ("required", [])


@pytest.mark.parametrize(
    "flaw", [{"origin": "http://kwaad.example"}, {"rp_id": "kwaad.example"}, {"verifies_user": False}]
)
def test_an_answer_from_elsewhere_or_of_an_unverified_user_is_refused(world: World, flaw: dict[str, Any]) -> None:
    tokens, device = member(world), Authenticator()
    assert _add(world, tokens, Authenticator(**flaw)).status_code == 400
    assert _add(world, tokens, device).status_code == 201
    for name, value in flaw.items():
        setattr(device, name, value)
    answer = _log_in(world, device)
    assert (answer.status_code, answer.json["code"]) == (401, "wrong-passkey")


def test_another_key_under_the_same_name_is_refused(world: World) -> None:
    tokens, device = member(world), Authenticator()
    _add(world, tokens, device)
    assert _log_in(world, Authenticator(credential_id=device.credential_id)).status_code == 401
    assert _log_in(world, Authenticator()).status_code == 401


def test_a_copy_of_a_device_falls_behind_and_is_refused(world: World) -> None:
    tokens, device = member(world), Authenticator()
    _add(world, tokens, device)
    copy = Authenticator(credential_id=device.credential_id, key=device.key)
    assert _log_in(world, device).status_code == 201
    assert _log_in(world, device).status_code == 201
    assert _log_in(world, copy).status_code == 401


def test_a_challenge_is_answered_once_and_within_five_minutes(world: World) -> None:
    tokens, device = member(world), Authenticator()
    _add(world, tokens, device)
    asked = world.post("/sessions/_passkey-options").json
    body = {"challenge": asked["challenge"], "credential": device.get(asked["publicKey"])}
    assert world.post("/sessions/_passkey", body).status_code == 201
    assert world.post("/sessions/_passkey", body).status_code == 401
    late = world.post("/sessions/_passkey-options").json
    body = {"challenge": late["challenge"], "credential": device.get(late["publicKey"])}
    with clock.moved(timedelta(minutes=6)):
        assert world.post("/sessions/_passkey", body).status_code == 401


def test_a_passkey_that_was_removed_opens_nothing(world: World) -> None:
    tokens, other, device = member(world), member(world, "bo@example.org"), Authenticator()
    path = f"/people/me/passkeys/{_add(world, tokens, device).json['id']}"
    assert world.delete(path, headers=bearing(other)).status_code == 404
    assert world.delete(path, headers=bearing(tokens)).status_code == 204
    assert world.delete(f"/people/me/passkeys/{new_id()}", headers=bearing(tokens)).status_code == 404
    assert _log_in(world, device).status_code == 401


def test_a_stolen_token_adds_no_passkey(world: World) -> None:
    tokens, thief = member(world), member(world, "bo@example.org")
    answer = world.post("/people/me/passkeys/_options", {"password": "gok gok gok"}, headers=bearing(tokens))
    assert answer.status_code == 403
    offered, device = _options(world, thief), Authenticator()
    body = {"challenge": offered["challenge"], "credential": device.create(offered["publicKey"]), "name": "X"}
    assert world.post("/people/me/passkeys", body, headers=bearing(tokens)).status_code == 400


@pytest.mark.parametrize("credential", [{}, {"id": 3}, {"id": "x", "rawId": "y", "response": []}, {"id": "é"}])
def test_nonsense_is_refused_and_nothing_breaks(world: World, credential: dict[str, Any]) -> None:
    tokens = member(world)
    offered = _options(world, tokens)
    body = {"challenge": offered["challenge"], "credential": credential, "name": "X"}
    assert world.post("/people/me/passkeys", body, headers=bearing(tokens)).status_code == 400
    asked = world.post("/sessions/_passkey-options").json
    assert (
        world.post("/sessions/_passkey", {"challenge": asked["challenge"], "credential": credential}).status_code == 401
    )
