"""Clients: who registers them, what their addresses may be, and what a new secret or an end does to their tokens."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from services.identity import use_cases
from services.identity.model import AuthorizationCode, Client, Consent
from shared.actor import SYSTEM
from shared.events.identity import ClientDeleted
from tests.kit.world import World
from tests.service.identity.acts import person
from tests.service.identity.relying import BACK, Relying, bearing, register, relying

FACTS: dict[str, Any] = {"name": "Kaart", "kind": "confidential", "scopes": ["openid"], "redirectUris": [BACK]}


def test_only_integrators_and_admins_register_clients(world: World) -> None:
    someone = person(world)
    assert world.post("/clients", FACTS).status_code == 401
    for roles in ([], ["steward"], ["operator"]):
        assert world.post("/clients", FACTS, by=someone, roles=roles).status_code == 403
        assert world.get("/clients", by=someone, roles=roles).status_code == 403
    for role in ("integrator", "admin"):
        assert world.post("/clients", FACTS, by=someone, roles=[role]).status_code == 201


def test_the_secret_is_shown_once_and_kept_nowhere(world: World) -> None:
    made = register(world)
    assert len(made["secret"]) >= 43
    (listed,) = world.get("/clients", by=made["owner"], roles=["integrator"]).json["items"]
    assert listed["id"] == made["id"]
    assert "secret" not in listed
    assert register(world, "public")["secret"] is None


def test_one_sees_and_changes_only_ones_own_clients(world: World) -> None:
    made, other = register(world), person(world)
    assert world.get("/clients", by=other, roles=["integrator"]).json["items"] == []
    for method, path in (("POST", f"/clients/{made['id']}/_rotate"), ("DELETE", f"/clients/{made['id']}")):
        assert world.ask(method, path, by=other, roles=["integrator"]).status_code == 404
        assert world.ask(method, path, by=other).status_code == 403
    assert world.said(ClientDeleted) == []
    assert world.delete(f"/clients/{made['id']}", by=other, roles=["admin"]).status_code == 204
    assert world.said(ClientDeleted) == [ClientDeleted(client_id=UUID(made["id"]))]


@pytest.mark.parametrize(
    "uri",
    [
        "http://rp.example.org/back",
        "https://rp.example.org/back#part",
        "https://user@rp.example.org/",
        "https://*.example.org/",
        "https://rp.example.org\\@evil.example/",
        "https:///back",
        "https://rp.example.org/a b",
        "https://rp.example.org/;evil",
        "javascript:alert(1)",
        "data:text/html,x",
        "app:/back",
        "ftp://rp.example.org/",
        "/back",
        "https://[::1/back",
        "https://rp.example.org:99999999/",
        "https://é.example/",
    ],
)
@pytest.mark.parametrize("kind", ["public", "confidential"])
def test_an_address_to_which_people_cannot_safely_be_sent_is_refused(world: World, uri: str, kind: str) -> None:
    owner = person(world)
    for facts in ({"redirectUris": [uri]}, {"postLogoutRedirectUris": [uri]}):
        answer = world.post("/clients", {**FACTS, "kind": kind, **facts}, by=owner, roles=["integrator"])
        assert answer.status_code == 400, answer.json


@pytest.mark.parametrize(
    ("kind", "uri", "status"),
    [
        ("confidential", "https://rp.example.org:8443/a?b=c", 201),
        ("public", "http://127.0.0.1:5000/back", 201),
        ("public", "http://[::1]:5000/back", 201),
        ("public", "nl.example.app:/back", 201),
        ("confidential", "nl.example.app:/back", 400),
    ],
)
def test_an_address_may_be_https_this_machine_or_an_apps_own(world: World, kind: str, uri: str, status: int) -> None:
    facts = {**FACTS, "kind": kind, "redirectUris": [uri]}
    assert world.post("/clients", facts, by=person(world), roles=["integrator"]).status_code == status


@pytest.mark.parametrize(
    "facts",
    [
        {"kind": "trusted"},
        {"scopes": ["admin"]},
        {"scopes": []},
        {"redirectUris": []},
        {"redirectUris": [BACK] * 11},
        {"kind": "machine", "redirectUris": [], "scopes": ["openid"]},
        {"kind": "machine", "scopes": ["events:read"]},
        {"secret": "mine"},
        {"id": "mine"},
        {"name": ""},
    ],
)
def test_what_cannot_be_a_client_is_refused(world: World, facts: dict[str, Any]) -> None:
    answer = world.post("/clients", {**FACTS, **facts}, by=person(world), roles=["integrator"])
    assert answer.status_code == 400, answer.json


def test_a_new_secret_ends_the_old_one_and_its_tokens(world: World) -> None:
    machine = Relying(world, register(world, "machine"))
    old = machine.token({"grant_type": "client_credentials"}).get_json()["access_token"]
    path = f"/clients/{machine.client['id']}/_rotate"
    fresh = world.post(path, by=machine.client["owner"], roles=["integrator"])
    assert fresh.status_code == 200
    assert world.get("/werkkringen", headers=bearing(old)).status_code == 401
    assert machine.token({"grant_type": "client_credentials"}).status_code == 401
    machine.client = {**machine.client, "secret": fresh.json["secret"]}
    assert machine.token({"grant_type": "client_credentials"}).status_code == 200


def test_a_public_client_has_no_secret_to_renew(world: World) -> None:
    made = register(world, "public")
    answer = world.post(f"/clients/{made['id']}/_rotate", by=made["owner"], roles=["integrator"])
    assert answer.status_code == 409


def test_a_client_that_is_taken_away_is_out_at_once(world: World) -> None:
    rp = relying(world)
    given = rp.tokens(scope="openid offline_access")
    assert world.delete(f"/clients/{rp.client['id']}", by=rp.client["owner"], roles=["integrator"]).status_code == 204
    assert world.client.get("/oauth/userinfo", headers=bearing(given["access_token"])).status_code == 401
    assert rp.refresh(given["refresh_token"]).status_code == 401
    assert rp.ask().status_code == 400


def test_who_leaves_for_good_leaves_no_client_and_no_permission_behind(world: World) -> None:
    rp = relying(world)
    given = rp.tokens(scope="openid offline_access")
    machine = Relying(world, register(world, "machine", by=rp.client["owner"]))
    nightly = machine.token({"grant_type": "client_credentials"}).get_json()["access_token"]
    (consent,) = _rows(world, Consent)
    with world.service.database.transaction() as session:
        use_cases.forget_grants_of(session, consent.person_id, SYSTEM)
    assert _rows(world, Consent) == _rows(world, AuthorizationCode) == []
    assert len(_rows(world, Client)) == 2
    with world.service.database.transaction() as session:
        use_cases.forget_grants_of(session, UUID(str(rp.client["owner"])), SYSTEM)
    assert _rows(world, Client) == []
    assert world.get("/werkkringen", headers=bearing(nightly)).status_code == 401
    assert world.client.get("/oauth/userinfo", headers=bearing(given["access_token"])).status_code == 401


def _rows(world: World, table: type[Any]) -> list[Any]:
    with world.service.database.reading() as session:
        return list(session.scalars(select(table)))


def test_discovery_tells_where_everything_is(world: World) -> None:
    found = world.client.get("/.well-known/openid-configuration")
    told = found.get_json()
    assert told == world.client.get("/.well-known/oauth-authorization-server").get_json()
    assert told["issuer"] == "http://127.0.0.1:8080"
    assert told["code_challenge_methods_supported"] == ["S256"]
    assert told["response_types_supported"] == ["code"]
    for name, address in told.items():
        if name.endswith(("_endpoint", "_uri")):
            path = address.removeprefix(told["issuer"])
            assert world.client.get(path).status_code != 404, name
