"""What a browser is promised, whom a post is accepted from, and what happens with a hostile text."""

from __future__ import annotations

import re

import httpx
import pytest
from flask.testing import FlaskClient

from shared.settings import Settings
from tests.web import world
from tests.web.conftest import send, token_on
from tests.web.world import Gateway, problem
from web.app import build

HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
COMMENT = f"/ideeen/{world.IDEA}/comment"


@pytest.mark.parametrize("path", ["/", "/nergens", f"/proeftuinen/{world.RUNNING}"])
def test_every_answer_carries_a_strict_policy(visitor: FlaskClient, path: str) -> None:
    headers = visitor.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.parametrize("path", ["/api", "/api/", "/api/idea/v1/ideas"])
def test_a_program_at_no_services_address_gets_a_problem_and_no_page(visitor: FlaskClient, path: str) -> None:
    for answer in (visitor.get(path), visitor.post(path, json={"title": "x"})):
        assert (answer.status_code, answer.content_type) == (404, "application/problem+json")
        assert answer.json is not None
        assert (answer.json["code"], answer.json["instance"]) == ("not-found", path)
    assert visitor.get("/apinoot").content_type.startswith("text/html")


def test_a_post_without_the_forms_token_changes_nothing(anna: FlaskClient, gateway: Gateway) -> None:
    assert anna.post(COMMENT, data={"body": "x"}).status_code == 400
    assert not gateway.said("POST", f"/api/ideas/v1/ideas/{world.IDEA}/comments")


@pytest.mark.parametrize(
    "headers",
    [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "https://evil.example"}],
)
def test_a_post_from_another_site_is_refused_even_with_the_token(
    anna: FlaskClient, gateway: Gateway, headers: dict[str, str]
) -> None:
    token = token_on(anna.get(f"/ideeen/{world.IDEA}").text)
    answer = anna.post(COMMENT, data={"csrf_token": token, "body": "x"}, headers=headers)
    assert answer.status_code == 403
    assert not gateway.said("POST", f"/api/ideas/v1/ideas/{world.IDEA}/comments")


def test_hostile_words_are_shown_and_never_run(anna: FlaskClient, gateway: Gateway) -> None:
    bad = world.idea(title=HOSTILE, what=HOSTILE, concerns=[HOSTILE], themes=[HOSTILE])
    gateway.things[f"/api/ideas/v1/ideas/{world.IDEA}"] = bad
    gateway.things[f"/api/experiments/v1/proeftuinen/{world.RUNNING}"] = world.proeftuin(
        title=HOSTILE,
        werkkringen=[{"werkkringId": world.CIRCLE, "name": HOSTILE, "municipality": HOSTILE}],
        programmeLink={"name": "x", "url": "javascript:alert(1)"},
    )
    for page in (f"/ideeen/{world.IDEA}", f"/ideeen/{world.IDEA}/bewerken", f"/proeftuinen/{world.RUNNING}"):
        html = anna.get(page).text
        assert "<script>alert" not in html
        assert "<img src=x" not in html
        assert 'href="javascript:' not in html


def test_hostile_words_that_were_typed_come_back_as_words(anna: FlaskClient, gateway: Gateway) -> None:
    gateway.answers["POST", "/api/ideas/v1/ideas"] = lambda request: problem(400, "invalid")
    answer = send(anna, "/ideeen/nieuw", "/ideeen/nieuw", title=HOSTILE, what=f"</textarea>{HOSTILE}")
    assert "<script>alert" not in answer.text


def test_the_session_cannot_be_read_by_scripts_or_sent_by_other_sites(visitor: FlaskClient) -> None:
    answer = send(visitor, "/inloggen", "/inloggen", email="a@example.org", password="p")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("proeftuin=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_over_https_the_session_belongs_to_this_host_alone(gateway: Gateway) -> None:
    settings = Settings(public_url="https://proeftuin.example", secret_key="for tests only")
    with httpx.Client(base_url="http://gateway", transport=httpx.MockTransport(gateway)) as http:
        client = build(settings, http).test_client()
        page = client.get("/inloggen", base_url="https://proeftuin.example")
        cookie = page.headers["Set-Cookie"]
        assert cookie.startswith("__Host-proeftuin=")
        assert "Secure" in cookie
        assert "Path=/" in cookie
        assert "Strict-Transport-Security" in page.headers


def test_a_token_that_ran_out_is_renewed_once_and_the_page_comes(anna: FlaskClient, gateway: Gateway) -> None:
    fresh = {"accessToken": "b", "expiresIn": 900, "refreshToken": "s", "personId": world.ANNA}
    gateway.answers["POST", "/api/identity/v1/sessions/_refresh"] = lambda request: httpx.Response(200, json=fresh)

    def only_b(request: httpx.Request) -> httpx.Response:
        fine = request.headers.get("Authorization") == "Bearer b"
        return httpx.Response(200, json={"id": world.ANNA, "displayName": "Anna"}) if fine else problem(401, "expired")

    gateway.answers["GET", "/api/identity/v1/people/me"] = only_b
    assert anna.get("/mijn").status_code == 200
    assert gateway.said("POST", "/api/identity/v1/sessions/_refresh") == [{"refreshToken": "r"}]
    assert anna.get("/mijn").status_code == 200
    assert len(gateway.said("POST", "/api/identity/v1/sessions/_refresh")) == 1


def test_a_session_that_has_ended_leads_to_logging_in_and_back(anna: FlaskClient, gateway: Gateway) -> None:
    gateway.answers["POST", "/api/identity/v1/sessions/_refresh"] = lambda request: problem(401, "ended")
    gateway.answers["GET", "/api/identity/v1/people/me"] = lambda request: problem(401, "expired")
    answer = anna.get("/mijn")
    assert answer.location == "/inloggen?next=/mijn"


def test_logging_out_works_when_the_service_is_away(anna: FlaskClient, gateway: Gateway) -> None:
    gateway.answers["DELETE", "/api/identity/v1/sessions/current"] = lambda request: problem(503, "away")
    send(anna, "/mijn", "/uitloggen")
    assert anna.get("/mijn").location == "/inloggen?next=/mijn"


def test_reading_writes_nothing(anna: FlaskClient, gateway: Gateway) -> None:
    gateway.asked.clear()
    for path in (
        "/",
        f"/ideeen/{world.IDEA}",
        f"/proeftuinen/{world.FORMING}/start",
        "/bevestigen?token=x",
        "/mijn",
    ):
        anna.get(path)
    assert {one.method for one in gateway.asked} == {"GET"}


@pytest.mark.parametrize("asked", ["_method=DELETE", "_scheme=javascript&_external=1", "_anchor=x&_external=1"])
def test_no_address_makes_links_lead_elsewhere_or_the_page_fail(
    visitor: FlaskClient, gateway: Gateway, asked: str
) -> None:
    gateway.things["/api/ideas/v1/ideas"] = {"items": [world.idea()], "next": "/api/ideas/v1/ideas?cursor=abc"}
    answer = visitor.get(f"/ideeen?q=werk&{asked}")
    assert answer.status_code == 200
    links = re.findall(r'href="([^"]*(?:lang=en|cursor=abc)[^"]*)"', answer.text)
    assert len(links) == 2
    assert all(link.startswith("/ideeen?q=werk&amp;") and "_" not in link for link in links)
