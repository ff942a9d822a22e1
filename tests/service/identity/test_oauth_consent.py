"""The pages on which people log in and say yes: who may post them, who may show them, and what is remembered."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from shared import clock
from tests.kit.world import World
from tests.service.identity.acts import bearing as person_bearing
from tests.service.identity.acts import fresh_window, log_in, member
from tests.service.identity.relying import ANS, BACK, Relying, answered, bearing, register, relying


def test_a_yes_is_remembered_for_this_client_and_these_scopes(world: World) -> None:
    rp = relying(world)
    rp.tokens(scope="openid profile")
    assert "code" in answered(rp.ask(scope="openid"))
    assert "code" in answered(rp.ask(scope="openid profile", prompt="none"))
    assert 'value="allow"' in rp.ask(scope="openid email").text
    assert answered(rp.ask(scope="openid email", prompt="none"))["error"] == "consent_required"
    assert 'value="allow"' in rp.ask(scope="openid", prompt="consent").text
    other = Relying(world, register(world))
    other.browser = rp.browser
    assert 'value="allow"' in other.ask(scope="openid").text


def test_an_app_that_anyone_could_pretend_to_be_asks_each_time(world: World) -> None:
    rp = relying(world, "public", redirectUris=["nl.example.app:/back", BACK])
    rp.tokens()
    assert 'value="allow"' in rp.ask().text


def test_one_sees_what_one_allowed_and_takes_it_back(world: World) -> None:
    rp = relying(world)
    given = rp.tokens(scope="openid offline_access")
    own = person_bearing(log_in(world))
    (held,) = world.get("/people/me/consents", headers=own).json["items"]
    assert (held["clientId"], held["name"]) == (rp.client["id"], "Buurtkaart")
    assert held["scopes"] == ["openid", "offline_access"]
    address = f"/people/me/consents/{rp.client['id']}"
    assert world.delete(address, headers=own).status_code == 204
    assert world.client.get("/oauth/userinfo", headers=bearing(given["access_token"])).status_code == 401
    assert rp.refresh(given["refresh_token"]).status_code == 400
    assert world.get("/people/me/consents", headers=own).json["items"] == []
    assert world.delete(address, headers=own).status_code == 404
    assert 'value="allow"' in rp.ask(scope="openid").text


def test_logging_in_again_is_asked_for_when_the_client_wants_it(world: World) -> None:
    rp = relying(world)
    rp.tokens()
    page = rp.ask(prompt="login")
    assert 'name="password"' in page.text
    assert "code" in answered(rp.log_in(page))
    with clock.moved(timedelta(minutes=10)):
        assert "code" in answered(rp.ask(max_age="900"))
        page = rp.ask(max_age="300")
        assert 'name="password"' in page.text
        assert answered(rp.ask(max_age="300", prompt="none"))["error"] == "login_required"
        assert "code" in answered(rp.log_in(page))
        assert "code" in answered(rp.ask(max_age="300"))


def test_saying_yes_does_not_get_round_logging_in_again(world: World) -> None:
    rp = relying(world)
    rp.tokens()
    page = rp.ask(prompt="login")
    answer = rp.post(page, deed="allow")
    assert 'name="password"' in answer.text


def test_a_wrong_password_says_nothing_of_who_exists_and_cannot_be_guessed_for_long(world: World) -> None:
    rp = relying(world)
    with fresh_window(900):
        known = rp.log_in(rp.ask(), password="wrong wrong")
        unknown = rp.log_in(rp.ask(), email="nobody@example.org")
        assert known.status_code == unknown.status_code == 401
        plain = [re.sub(r'value="[^"]*"', "", page.text) for page in (known, unknown)]
        assert plain[0] == plain[1]
        for _ in range(9):
            rp.log_in(known, password="wrong wrong")
        assert rp.log_in(known).status_code == 429


@pytest.mark.parametrize("deed", ["log-in", "allow", "deny", "leave"])
def test_a_post_from_elsewhere_is_refused(world: World, deed: str) -> None:
    rp = relying(world)
    page = rp.log_in(rp.ask())
    token = re.search(r'name="form_token" value="([^"]+)"', page.text)
    assert token
    typed = {"deed": deed, "email": ANS, "password": "x"}
    for form, headers in (
        ({}, {}),
        ({"form_token": "x"}, {}),
        ({"form_token": "é"}, {}),
        ({"form_token": token[1]}, {"Sec-Fetch-Site": "cross-site"}),
        ({"form_token": token[1]}, {"Sec-Fetch-Site": "same-site"}),
        ({"form_token": token[1]}, {"Origin": "https://evil.example"}),
    ):
        answer = rp.browser.post(rp.address, data={**typed, **form}, headers=headers)
        assert answer.status_code == 403
        assert "Location" not in answer.headers
        assert "Ga terug" in answer.text
    stranger = Relying(world, rp.client)
    stranger.ask()
    assert stranger.browser.post(rp.address, data={"form_token": token[1], "deed": "allow"}).status_code == 403


def test_the_pages_cannot_be_framed_scripted_or_kept(world: World) -> None:
    rp = relying(world)
    page = rp.ask()
    policy = page.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy
    assert "default-src 'none'" in policy
    assert "form-action 'self' https://rp.example.org" in policy
    assert "unsafe" not in policy
    assert page.headers["X-Frame-Options"] == "DENY"
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert "<script" not in rp.log_in(page).text
    assert world.client.get("/oauth/style.css").status_code == 200


def test_the_cookie_is_for_the_server_alone_and_new_after_logging_in(world: World) -> None:
    rp = relying(world)
    page = rp.ask()
    before = page.headers["Set-Cookie"]
    assert "HttpOnly" in before
    assert "SameSite=Lax" in before
    planted = rp.browser.get_cookie("proeftuin-login")
    assert planted
    rp.log_in(page)
    fresh = rp.browser.get_cookie("proeftuin-login")
    assert fresh
    assert fresh.value != planted.value
    rp.browser.set_cookie("proeftuin-login", planted.value)
    assert 'name="password"' in rp.ask().text


def test_someone_else_logs_in_in_the_same_browser(world: World) -> None:
    rp = relying(world)
    member(world, "bea@example.org")
    first = rp.tokens()
    page = rp.ask(prompt="consent")
    page = rp.post(page, deed="leave")
    assert 'name="password"' in page.text
    assert world.client.get("/oauth/userinfo", headers=bearing(first["access_token"])).status_code == 401
    page = rp.log_in(page, email="bea@example.org")
    assert "bea@example.org" in page.text


def test_a_clients_name_is_text_and_nothing_else(world: World) -> None:
    rp = relying(world, name='<img src=x onerror="alert(1)">')
    page = rp.log_in(rp.ask())
    assert "<img" not in page.text


def test_the_page_speaks_the_language_that_is_asked_for(world: World) -> None:
    rp = relying(world)
    assert 'lang="nl"' in rp.ask().text
    assert "<h1>Log in</h1>" in rp.ask(ui_locales="fr en-GB nl").text


class TestLoggingOut:
    def test_a_client_logs_its_person_out_and_gets_her_back(self, world: World) -> None:
        rp = relying(world, postLogoutRedirectUris=["https://rp.example.org/bye"])
        given = rp.tokens()
        there = "https://rp.example.org/bye"
        answer = rp.go(f"/oauth/end_session?id_token_hint={given['id_token']}&post_logout_redirect_uri={there}&state=s")
        assert answer.headers["Location"] == there + "?state=s"
        assert world.client.get("/oauth/userinfo", headers=bearing(given["access_token"])).status_code == 401
        assert 'name="password"' in rp.ask().text

    @pytest.mark.parametrize("there", ["https://evil.example/", BACK, "https://rp.example.org/bye/", "//evil.example"])
    def test_nobody_is_sent_to_an_address_that_was_not_registered_for_it(self, world: World, there: str) -> None:
        rp = relying(world, postLogoutRedirectUris=["https://rp.example.org/bye"])
        given = rp.tokens()
        answer = rp.go(f"/oauth/end_session?id_token_hint={given['id_token']}&post_logout_redirect_uri={there}")
        assert answer.status_code == 200
        assert "Location" not in answer.headers

    def test_without_an_id_token_of_ours_the_person_is_asked(self, world: World) -> None:
        rp = relying(world)
        given = rp.tokens()
        for hint in ("", "x.y.z", given["access_token"]):
            page = rp.go(f"/oauth/end_session?id_token_hint={hint}")
            assert "Wil je uitloggen" in page.text
            assert "code" in answered(rp.ask())
        page = rp.go("/oauth/end_session")
        assert rp.browser.post("/oauth/end_session").status_code == 403
        assert "uitgelogd" in rp.post(page).text
        assert 'name="password"' in rp.ask().text
