"""For integrators: what there is for everyone, and keys, subscriptions and webhooks for who may have them."""

from __future__ import annotations

import httpx
import pytest
from flask.testing import FlaskClient

from tests.web import world
from tests.web.conftest import send
from tests.web.world import Gateway, problem

CLIENTS, AMQP = "/api/identity/v1/clients", "/api/sharing/v1/amqp-subscriptions"
HOOKS, TYPES = "/api/sharing/v1/webhooks", "/api/sharing/v1/event-types"
ONE, KEYS, QUEUES, PAGE = world.uid(901), "/integratoren/sleutels", "/integratoren/amqp", "/integratoren/webhooks"
CLIENT = {
    "id": ONE,
    "name": "Buurtkaart",
    "kind": "confidential",
    "scopes": ["openid"],
    "redirectUris": ["https://b.nl/x"],
}
QUEUE = {
    "id": ONE,
    "name": "Kaart",
    "state": "active",
    "types": [],
    "address": "amqps://b:5671",
    "user": "int-1",
    "queue": "int.1.q",
}
HOOK = {
    "id": ONE,
    "url": "https://b.nl/hook",
    "description": "Kaart",
    "state": "disabled",
    "disabledBecause": "failing",
    "types": ["#"],
    "lastError": "<b>503</b>",
}
SENT = {
    "id": world.uid(902),
    "type": "ideas.idea.opened.v1",
    "state": "failed",
    "createdAt": world.ago(days=1),
    "attempts": [
        {"number": 1, "at": world.ago(days=1), "status": 500, "latencyMs": 12, "answer": "<script>x</script>"}
    ],
}


@pytest.fixture
def integrator(gateway: Gateway, anna: FlaskClient) -> FlaskClient:
    """Anna, now with the task of an integrator, who has one of each."""
    me = {"id": world.ANNA, "displayName": "Anna", "roles": ["integrator"]}
    gateway.answers[("GET", "/api/identity/v1/people/me")] = lambda _request: httpx.Response(200, json=me)
    at = {"createdAt": world.ago(days=3)}
    gateway.things |= {CLIENTS: [CLIENT | at], AMQP: [QUEUE | at], HOOKS: [HOOK | at]}
    gateway.things |= {f"{HOOKS}/{ONE}": HOOK | at, f"{HOOKS}/{ONE}/deliveries": [SENT]}
    return anna


def shows(gateway: Gateway, method: str, path: str, **told: str) -> None:
    """Let the service answer this with something that is shown once."""
    gateway.answers[(method, path)] = lambda _request: httpx.Response(201, json={**CLIENT, **QUEUE, **HOOK, **told})


def test_everyone_reads_what_there_is_and_every_event(
    visitor: FlaskClient, anna: FlaskClient, gateway: Gateway
) -> None:
    assert "/integratoren" in visitor.get("/").text
    for page in (visitor.get("/integratoren").text, anna.get("/integratoren").text):
        assert "/api/sharing/v1/asyncapi.json" in page
        assert "/api/identity/v1/openapi.json" in page
        assert KEYS not in page
    opened = {
        "routingKey": "ideas.idea.opened.v1",
        "speaker": "ideas",
        "description": "Said <b>once</b>.",
        "dataschema": "/s",
    }
    gateway.things[TYPES] = [opened, {**opened, "routingKey": "sharing.publication.published.v1", "speaker": "sharing"}]
    html = visitor.get("/integratoren/gebeurtenissen").text
    assert "ideas.idea.opened.v1" in html
    assert "<b>once</b>" not in html
    assert "ideas.idea.opened.v1" not in visitor.get("/integratoren/gebeurtenissen?q=publication").text
    assert "For integrators" in visitor.get("/integratoren?lang=en").text


@pytest.mark.parametrize("path", [KEYS, QUEUES, PAGE, f"{PAGE}/{ONE}"])
def test_keys_are_for_integrators(visitor: FlaskClient, anna: FlaskClient, path: str) -> None:
    assert visitor.get(path).location == f"/inloggen?next={path}"
    assert anna.get(path).status_code == 403


def test_a_key_is_made_and_its_secret_shown_once(integrator: FlaskClient, gateway: Gateway) -> None:
    assert KEYS in integrator.get("/integratoren").text
    assert "Buurtkaart" in integrator.get(KEYS).text
    shows(gateway, "POST", CLIENTS, secret="een-geheim")
    typed = {
        "name": "Kaart",
        "kind": "confidential",
        "scopes": "openid",
        "redirectUris": "https://b.nl/a\r\nhttps://b.nl/b\r\n",
    }
    made = send(integrator, KEYS, KEYS, do="register", **typed)
    assert (made.status_code, made.headers["Cache-Control"], "een-geheim" in made.text) == (200, "no-store", True)
    told = {"name": "Kaart", "kind": "confidential", "scopes": ["openid"]}
    assert gateway.said("POST", CLIENTS) == [{**told, "redirectUris": ["https://b.nl/a", "https://b.nl/b"]}]
    assert "een-geheim" not in integrator.get(KEYS).text
    shows(gateway, "POST", f"{CLIENTS}/{ONE}/_rotate", secret="een-ander")
    assert "een-ander" in send(integrator, KEYS, KEYS, do="rotate", which=ONE).text
    assert send(integrator, KEYS, KEYS, do="delete", which=ONE).location == KEYS
    missing = {"pointer": "/redirectUris", "code": "invalid", "message": "Name the address to which people come back."}
    gateway.answers[("POST", CLIENTS)] = lambda _request: problem(400, "invalid", missing)
    refused = send(integrator, KEYS, KEYS, do="register", name="Kaart", kind="public")
    assert (refused.status_code, 'value="Kaart"' in refused.text) == (400, True)


def test_a_subscription_over_amqp_is_made_and_its_password_shown_once(
    integrator: FlaskClient, gateway: Gateway
) -> None:
    assert "int.1.q" in integrator.get(QUEUES).text
    shows(gateway, "POST", AMQP, password="een-wachtwoord")
    made = send(
        integrator, QUEUES, QUEUES, do="subscribe", name="Kaart", types="ideas.#, sharing.publication.published.v1"
    )
    assert ("een-wachtwoord" in made.text, "amqps://b:5671" in made.text) == (True, True)
    assert gateway.said("POST", AMQP) == [{"name": "Kaart", "types": ["ideas.#", "sharing.publication.published.v1"]}]
    shows(gateway, "POST", f"{AMQP}/{ONE}/_rotate", password="een-nieuw")
    assert "een-nieuw" in send(integrator, QUEUES, QUEUES, do="rotate", which=ONE).text
    assert send(integrator, QUEUES, QUEUES, do="delete", which=ONE).location == QUEUES
    gateway.answers[("POST", AMQP)] = lambda _request: problem(409, "no-amqp")
    assert send(integrator, QUEUES, QUEUES, do="subscribe", name="Kaart").status_code == 409


def test_a_webhook_shows_its_secret_once_what_was_sent_and_sends_again(
    integrator: FlaskClient, gateway: Gateway
) -> None:
    assert "https://b.nl/hook" in integrator.get(PAGE).text
    shows(gateway, "POST", HOOKS, secret="whsec_een")
    made = send(
        integrator, PAGE, PAGE, do="register", url="https://b.nl/hook", description="Kaart", body="thin", types=""
    )
    assert "whsec_een" in made.text
    wanted = {"url": "https://b.nl/hook", "description": "Kaart", "body": "thin", "types": ["#"]}
    assert gateway.said("POST", HOOKS) == [wanted]
    one = f"{PAGE}/{ONE}"
    html = integrator.get(f"{one}?state=failed").text
    for told in ("vijf dagen kwam er niets aan", "ideas.idea.opened.v1", "500", "1 poging"):
        assert told in html
    assert not any(harm in html for harm in ("<script>x", "<b>503"))
    assert send(integrator, one, one, do="redeliver", which=str(SENT["id"])).location == one
    assert len(gateway.said("POST", f"{HOOKS}/{ONE}/deliveries/{SENT['id']}/_redeliver")) == 1
    assert send(integrator, one, one, do="enable").location == one
    assert gateway.said("POST", f"{HOOKS}/{ONE}/_enable") == [{}]
    shows(gateway, "POST", f"{HOOKS}/{ONE}/_rotate", secret="whsec_twee")
    assert "whsec_twee" in send(integrator, one, one, do="rotate").text
    assert send(integrator, one, one, do="delete").location == PAGE
