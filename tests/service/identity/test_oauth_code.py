"""The authorization code: from the client's link to its tokens, and every way in which it must not go."""

from __future__ import annotations

import base64
import json
import re
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from joserfc import jwt
from joserfc.jwk import KeySet

from shared import clock
from shared.events.identity import SessionRevoked
from tests.kit.world import World
from tests.service.identity.acts import bearing as person_bearing
from tests.service.identity.acts import log_in
from tests.service.identity.relying import BACK, NOBODY, Relying, answered, bearing, register, relying


def claims_in(token: str) -> dict[str, Any]:
    part = token.split(".")[1]
    found: dict[str, Any] = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    return found


@pytest.mark.parametrize("kind", ["confidential", "public"])
def test_a_person_logs_in_says_yes_and_the_client_knows_who_she_is(world: World, kind: str) -> None:
    rp = relying(world, kind)
    page = rp.ask(scope="openid profile email")
    assert page.status_code == 200
    assert "Buurtkaart" in page.text
    page = rp.log_in(page)
    assert "Je e-mailadres zien" in page.text
    back = answered(rp.post(page, deed="allow"))
    assert back["state"] == "a state & more"
    assert back["iss"] == "http://127.0.0.1:8080"
    answer = rp.trade(back["code"])
    assert answer.headers["Cache-Control"] == "no-store"
    given = answer.get_json()
    assert given["token_type"] == "Bearer"
    assert given["scope"] == "openid profile email"
    assert "refresh_token" not in given
    who = world.client.get("/oauth/userinfo", headers=bearing(given["access_token"])).get_json()
    assert (who["name"], who["email"], who["email_verified"]) == ("Ans", "ans@example.org", True)


def test_the_id_token_is_signed_for_this_client_and_says_when_and_how_often(world: World) -> None:
    rp = relying(world)
    given = rp.tokens()
    keys = KeySet.import_key_set(world.client.get("/.well-known/jwks.json").get_json())
    token = jwt.decode(given["id_token"], keys, algorithms=["ES256"])
    assert (token.header["typ"], token.header["alg"]) == ("JWT", "ES256")
    assert token.claims["aud"] == rp.client["id"]
    assert token.claims["iss"] == "http://127.0.0.1:8080"
    assert token.claims["nonce"] == "a nonce"
    assert abs(token.claims["auth_time"] - clock.now().timestamp()) < 60
    assert "email" not in token.claims
    access = claims_in(given["access_token"])
    assert (access["client_id"], access["scope"], access["roles"]) == (rp.client["id"], "openid profile", [])


def test_without_the_scope_the_address_and_the_name_are_not_told(world: World) -> None:
    given = relying(world).tokens(scope="openid")
    who = world.client.get("/oauth/userinfo", headers=bearing(given["access_token"])).get_json()
    assert set(who) == {"sub"}


@pytest.mark.parametrize(
    "other",
    [
        BACK + "/",
        BACK + "?x=1",
        BACK.upper(),
        BACK.replace("https", "http"),
        "https://rp.example.org.evil.example/back",
        "https://rp.example.org@evil.example/back",
        "https://evil.example\\@rp.example.org/back",
        "//evil.example/back",
        "javascript:alert(1)",
        'https://evil.example/"><script>',
        "https://rp.example.org/back/../evil",
        "https://rp.example.org/back%2F",
        BACK + "#x",
        "",
        None,
    ],
)
def test_another_address_than_the_registered_one_shows_an_error_page_and_leads_nowhere(
    world: World, other: str | None
) -> None:
    rp = Relying(world, register(world))
    for more in ({}, {"prompt": "none"}, {"response_type": "token"}, {"scope": "admin"}):
        page = rp.ask(redirect_uri=other, **more)
        assert page.status_code == 400
        assert "Location" not in page.headers
        assert all(link.startswith("/") for link in re.findall(r'(?:href|action)="([^"]*)"', page.text))
        assert "<script" not in page.text


@pytest.mark.parametrize("client_id", [str(NOBODY), "x", "", None, "' OR 1=1"])
def test_an_unknown_client_shows_an_error_page_and_leads_nowhere(world: World, client_id: str | None) -> None:
    page = Relying(world, register(world)).ask(client_id=client_id)
    assert page.status_code == 400
    assert "Location" not in page.headers


@pytest.mark.parametrize("asked", ["codé", 'co"de', "co\\de", "token", None])
def test_an_unknown_client_that_asks_for_something_else_gets_the_same_page(world: World, asked: str | None) -> None:
    page = Relying(world, register(world)).ask(client_id=str(NOBODY), response_type=asked)
    assert (page.status_code, page.headers.get("Location")) == (400, None)


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"code_challenge": None, "code_challenge_method": None}, "invalid_request"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"code_challenge_method": None}, "invalid_request"),
        ({"code_challenge": None}, "invalid_request"),
        ({"code_challenge": "short"}, "invalid_request"),
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"response_type": "code id_token"}, "unsupported_response_type"),
        ({"response_type": 'co"de'}, "unsupported_response_type"),
        ({"response_type": "codé"}, "unsupported_response_type"),
        ({"response_type": None}, "unsupported_response_type"),
        ({"response_mode": "fragment"}, "invalid_request"),
        ({"scope": "openid admin"}, "invalid_scope"),
        ({"scope": "openid webhooks:manage"}, "invalid_scope"),
        ({"scope": None}, "invalid_scope"),
        ({"prompt": "sing"}, "invalid_request"),
        ({"prompt": "none login"}, "invalid_request"),
        ({"max_age": "-1"}, "invalid_request"),
        ({"nonce": "n" * 501}, "invalid_request"),
        ({"request": "ey.."}, "request_not_supported"),
        ({"request_uri": "https://evil.example/"}, "request_uri_not_supported"),
        ({"prompt": "none"}, "login_required"),
    ],
)
def test_what_is_not_allowed_goes_back_to_the_client_as_an_error(
    world: World, wrong: dict[str, str | None], error: str
) -> None:
    back = answered(Relying(world, register(world)).ask(**wrong))
    assert (back["error"], back["state"]) == (error, "a state & more")
    assert back["iss"] == "http://127.0.0.1:8080"
    assert "code" not in back


def test_a_parameter_that_is_given_twice_leads_nowhere(world: World) -> None:
    rp = Relying(world, register(world))
    twice = "/oauth/authorize?" + urlencode(rp.request()) + "&redirect_uri=https://evil.example/"
    assert rp.go(twice).status_code == 400
    nul = rp.ask(nonce="a\x00b")
    assert nul.status_code in (303, 400)
    assert "code=" not in nul.headers.get("Location", "")


def test_a_request_may_be_posted_too(world: World) -> None:
    rp = Relying(world, register(world))
    answer = rp.browser.post("/oauth/authorize", data=rp.request(), headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 303
    assert "Buurtkaart" in rp.go(answer.headers["Location"]).text


def test_who_says_no_sends_the_client_away_without_a_code(world: World) -> None:
    rp = relying(world)
    page = rp.log_in(rp.ask())
    assert answered(rp.post(page, deed="deny"))["error"] == "access_denied"
    assert 'value="allow"' in rp.ask().text


def test_a_code_works_once_and_a_second_use_ends_what_the_first_gave(world: World) -> None:
    rp = relying(world)
    code = rp.allowed(scope="openid offline_access")["code"]
    given = rp.trade(code).get_json()
    again = rp.trade(code)
    assert (again.status_code, again.get_json()["error"]) == (400, "invalid_grant")
    assert world.client.get("/oauth/userinfo", headers=bearing(given["access_token"])).status_code == 401
    assert rp.refresh(given["refresh_token"]).status_code == 400
    assert len(world.said(SessionRevoked)) == 1


def test_a_code_lasts_a_minute(world: World) -> None:
    rp = relying(world)
    code = rp.allowed()["code"]
    with clock.moved(timedelta(seconds=61)):
        assert rp.trade(code).get_json()["error"] == "invalid_grant"


@pytest.mark.parametrize(
    "wrong",
    [
        {"code_verifier": None},
        {"code_verifier": "x" * 43},
        {"code_verifier": ""},
        {"redirect_uri": None},
        {"redirect_uri": BACK + "/"},
        {"code": "x" * 43},
        {"code": None},
        {"grant_type": "password"},
        {"grant_type": None},
    ],
)
def test_a_code_without_all_that_belongs_to_it_is_worth_nothing(world: World, wrong: dict[str, str | None]) -> None:
    rp = relying(world)
    code = rp.allowed()["code"]
    answer = rp.trade(**{"code": code, **wrong})  # type: ignore[arg-type]
    assert answer.status_code == 400
    assert "access_token" not in answer.get_json()


def test_pkce_cannot_be_talked_down_by_sending_the_challenge_as_the_verifier(world: World) -> None:
    rp = relying(world)
    code = rp.allowed()["code"]
    answer = rp.trade(code, code_verifier=rp.request()["code_challenge"], code_challenge_method="plain")
    assert answer.get_json()["error"] == "invalid_grant"


def test_another_client_cannot_use_the_code(world: World) -> None:
    rp = relying(world)
    code = rp.allowed()["code"]
    rp.client, own = register(world), rp.client
    assert rp.trade(code).get_json()["error"] == "invalid_grant"
    rp.client = own
    assert rp.trade(code).status_code == 200


@pytest.mark.parametrize("secret", ["wrong", "", "x" * 4000, "é"])
def test_a_client_must_show_its_secret(world: World, secret: str) -> None:
    rp = relying(world)
    code = rp.allowed()["code"]
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": BACK, "code_verifier": rp.verifier}
    by_header = rp.browser.post("/oauth/token", data=form, auth=(rp.client["id"], secret))
    assert by_header.get_json()["error"] == "invalid_client"
    by_body = rp.browser.post("/oauth/token", data={**form, "client_id": rp.client["id"], "client_secret": secret})
    assert by_body.get_json()["error"] == "invalid_client"
    nothing = rp.browser.post("/oauth/token", data={**form, "client_id": rp.client["id"]})
    assert nothing.status_code in (400, 401)
    in_the_address = f"/oauth/token?client_id={rp.client['id']}&client_secret={rp.client['secret']}"
    assert rp.browser.post(in_the_address, data=form).get_json()["error"] == "invalid_client"
    assert rp.trade(code).status_code == 200


def test_a_secret_may_stand_in_the_body(world: World) -> None:
    rp = relying(world)
    form = {"grant_type": "authorization_code", "redirect_uri": BACK, "code_verifier": rp.verifier}
    sent = {**form, "client_id": rp.client["id"], "client_secret": rp.client["secret"]}
    assert rp.browser.post("/oauth/token", data={**sent, "code": rp.allowed()["code"]}).status_code == 200


def test_logging_out_everywhere_makes_a_waiting_code_worthless(world: World) -> None:
    rp = relying(world)
    code = rp.allowed()["code"]
    page = rp.go("/oauth/end_session")
    assert "uitgelogd" in rp.post(page).text
    assert rp.trade(code).get_json()["error"] == "invalid_grant"
    assert world.get("/people/me", headers=person_bearing(log_in(world))).status_code == 200
