"""Logging in with an outside provider: linked by one's own mailbox, and by no word of the provider alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import httpx
import pyotp
import pytest
from joserfc import jwt
from joserfc.jwk import ECKey

from services.identity.oauth.guarded import NotAllowed, checked, client, fetched, may_connect
from services.identity.oauth.outside import Outside
from shared import clock
from shared.settings import Settings
from tests.kit.world import World
from tests.service.identity.acts import PASSWORD, bearing, log_in, post_mail, sqlite_identity, text_of
from tests.service.identity.relying import ANS, Relying, answered, relying

ISSUER = "https://idp.example.org/realm"
CHOSEN = {"oidc_issuer": ISSUER, "oidc_client_id": "proeftuin", "oidc_client_secret": "s", "oidc_name": "Buurtnet"}


@dataclass
class Provider:
    """A provider that says whatever a test wants it to say."""

    claims: dict[str, Any] = field(default_factory=dict)
    nonce: str = ""
    metadata: dict[str, Any] = field(default_factory=dict)
    key: ECKey = field(default_factory=lambda: ECKey.generate_key("P-256", {"kid": "1"}, private=True))
    asked: list[dict[str, str]] = field(default_factory=list)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path
        if path.endswith("/openid-configuration"):
            said = {"issuer": ISSUER, "authorization_endpoint": f"{ISSUER}/auth", "token_endpoint": f"{ISSUER}/token"}
            return httpx.Response(200, json={**said, "jwks_uri": f"{ISSUER}/keys", **self.metadata})
        if path.endswith("/keys"):
            return httpx.Response(200, json={"keys": [self.key.as_dict(private=False)]})
        self.asked.append(dict(parse_qsl(request.content.decode())))
        return httpx.Response(200, json={"access_token": "a", "token_type": "Bearer", "id_token": self.id_token()})

    def id_token(self) -> str:
        now = int(clock.now().timestamp())
        right = {"iss": ISSUER, "aud": "proeftuin", "sub": "them-1", "iat": now, "exp": now + 300}
        right |= {"email": ANS, "email_verified": True, "nonce": self.nonce}
        return jwt.encode({"alg": "ES256", "kid": "1"}, {**right, **self.claims}, self.key)


@pytest.fixture
def provider() -> Provider:
    return Provider()


@pytest.fixture
def world(tmp_path: Path, provider: Provider) -> Iterator[World]:
    made = sqlite_identity(tmp_path, **CHOSEN)
    with httpx.Client(transport=httpx.MockTransport(provider)) as http:
        made.client.application.extensions["outside"] = Outside(made.service.settings, http)
        yield made
    made.close()


def set_out(rp: Relying, provider: Provider) -> dict[str, str]:
    """Press the link on the log-in page; what the provider is asked."""
    link = re.search(r'href="(/oauth/external/start[^"]*)"', rp.ask().text)
    assert link
    there = rp.browser.get(link[1]).headers["Location"]
    assert there.startswith(f"{ISSUER}/auth?")
    asked = {name: values[0] for name, values in parse_qs(urlsplit(there).query).items()}
    provider.nonce = asked["nonce"]
    return asked


def come_back(rp: Relying, provider: Provider) -> Any:
    asked = set_out(rp, provider)
    return rp.go(f"/oauth/external/callback?code=c&state={asked['state']}")


def link_in_mail(world: World) -> str:
    found = re.search(r"(/oauth/external/confirm[?]token=\S+)", text_of(post_mail(world)[-1]))
    assert found
    return found[1]


def test_the_first_time_one_says_so_in_ones_own_mailbox_and_then_it_lets_one_in(
    world: World, provider: Provider
) -> None:
    rp = relying(world)
    page = come_back(rp, provider)
    assert "Kijk in je mail" in page.text
    assert 'name="password"' in rp.ask().text
    page = rp.go(link_in_mail(world))
    assert "Buurtnet" in page.text
    assert rp.browser.post(rp.address, data={"token": "x"}).status_code == 403
    assert "Gekoppeld" in rp.post(page, token=rp.address.partition("token=")[2]).text
    provider.claims = {"email": "changed@example.org"}
    page = come_back(rp, provider)
    assert 'value="allow"' in page.text
    assert "code" in answered(rp.post(page, deed="allow"))


def test_who_has_a_second_factor_is_asked_for_it_after_the_provider_too(world: World, provider: Provider) -> None:
    rp = relying(world)
    come_back(rp, provider)
    page = rp.go(link_in_mail(world))
    rp.post(page, token=rp.address.partition("token=")[2])
    own = bearing(log_in(world))
    secret = world.post("/people/me/second-factor", {"password": PASSWORD}, headers=own).json["secret"]
    world.post("/people/me/second-factor/_confirm", {"code": pyotp.TOTP(secret).at(clock.now())}, headers=own)
    with clock.moved(timedelta(seconds=30)):
        page = come_back(rp, provider)
        assert 'name="code"' in page.text
        assert 'name="code"' in rp.post(page, deed="allow").text, "the provider's word alone opens nothing"
        page = rp.post(page, deed="code", code=pyotp.TOTP(secret).at(clock.now()))
    assert 'value="allow"' in page.text
    assert "code" in answered(rp.post(page, deed="allow"))


def test_what_is_asked_has_pkce_a_state_and_a_nonce(world: World, provider: Provider) -> None:
    rp = relying(world)
    asked = set_out(rp, provider)
    assert asked["code_challenge_method"] == "S256"
    assert asked["redirect_uri"] == "http://127.0.0.1:8080/oauth/external/callback"
    assert len(asked["state"]) == len(asked["nonce"]) == 43
    rp.go(f"/oauth/external/callback?code=c&state={asked['state']}")
    assert len(provider.asked[0]["code_verifier"]) == 43


def test_a_link_in_a_mail_works_once_and_for_an_hour(world: World, provider: Provider) -> None:
    rp = relying(world)
    come_back(rp, provider)
    address = link_in_mail(world)
    token = address.partition("token=")[2]
    page = rp.go(address)
    with clock.moved(timedelta(minutes=61)):
        assert rp.post(page, token=token).status_code == 400
    assert rp.post(page, token=token).status_code == 200
    assert rp.post(page, token=token).status_code == 400


@pytest.mark.parametrize(
    "claims",
    [{"email_verified": False}, {"email_verified": "true"}, {"email": None}, {"email": "nobody@example.org"}],
)
def test_an_address_that_is_not_shown_or_not_known_gets_no_mail_and_the_same_page(
    world: World, provider: Provider, claims: dict[str, Any]
) -> None:
    rp = relying(world)
    before = len(post_mail(world))
    provider.claims = claims
    assert "Kijk in je mail" in come_back(rp, provider).text
    assert len(post_mail(world)) == before


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"aud": "another"},
        {"iss": "https://evil.example"},
        {"exp": 1},
        {"azp": "another"},
        {"sub": ""},
        {"sub": 7},
    ],
)
def test_an_id_token_that_was_not_meant_for_this_log_in_is_refused(
    world: World, provider: Provider, claims: dict[str, Any]
) -> None:
    rp = relying(world)
    provider.claims = claims
    assert come_back(rp, provider).status_code == 400


def test_an_id_token_signed_by_another_is_refused(world: World, provider: Provider) -> None:
    rp = relying(world)
    asked = set_out(rp, provider)
    own, provider.key = provider.key, ECKey.generate_key("P-256", {"kid": "1"}, private=True)
    forged = provider.id_token()
    provider.key = own
    provider.id_token = lambda: forged  # type: ignore[method-assign]
    assert rp.go(f"/oauth/external/callback?code=c&state={asked['state']}").status_code == 400


def test_an_answer_to_another_browser_is_refused(world: World, provider: Provider) -> None:
    rp = relying(world)
    asked = set_out(rp, provider)
    stranger = Relying(world, rp.client)
    assert stranger.go(f"/oauth/external/callback?code=c&state={asked['state']}").status_code == 400
    assert rp.go("/oauth/external/callback?code=c&state=another").status_code == 400
    assert rp.go("/oauth/external/callback?error=access_denied").status_code == 400
    with clock.moved(timedelta(minutes=11)):
        assert rp.go(f"/oauth/external/callback?code=c&state={asked['state']}").status_code == 400


@pytest.mark.parametrize(
    "metadata",
    [
        {"issuer": "https://evil.example"},
        {"authorization_endpoint": "http://idp.example.org/auth"},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"authorization_endpoint": None},
    ],
)
def test_a_provider_that_calls_itself_otherwise_or_leads_over_plain_http_is_refused(
    world: World, provider: Provider, metadata: dict[str, Any]
) -> None:
    provider.metadata = metadata
    assert relying(world).browser.get("/oauth/external/start").status_code == 400


def test_where_nothing_is_configured_there_is_no_such_page(tmp_path: Path) -> None:
    plain = sqlite_identity(tmp_path)
    for page in ("start", "callback"):
        assert plain.client.get(f"/oauth/external/{page}").status_code == 404
    plain.close()


def test_what_to_come_back_to_is_always_a_page_of_ours(world: World, provider: Provider) -> None:
    rp = relying(world)
    come_back(rp, provider)
    rp.post(rp.go(link_in_mail(world)), token=rp.address.partition("token=")[2])
    there = rp.browser.get("/oauth/external/start?back=%0d%0aLocation:+//evil.example&x=//evil.example").headers
    asked = {name: values[0] for name, values in parse_qs(urlsplit(there["Location"]).query).items()}
    provider.claims["nonce"] = asked["nonce"]
    answer = rp.browser.get(f"/oauth/external/callback?code=c&state={asked['state']}")
    assert answer.headers["Location"].startswith("/oauth/authorize")


@pytest.mark.parametrize(
    ("host", "address", "fine"),
    [
        ("idp.example.org", "10.0.0.5", True),
        ("idp.example.org", "93.184.216.34", True),
        ("keys.example.org", "93.184.216.34", True),
        ("keys.example.org", "10.0.0.5", False),
        ("keys.example.org", "192.168.1.1", False),
        ("keys.example.org", "100.64.0.1", False),
        ("idp.example.org", "127.0.0.1", False),
        ("idp.example.org", "::1", False),
        ("idp.example.org", "::ffff:127.0.0.1", False),
        ("idp.example.org", "169.254.169.254", False),
        ("idp.example.org", "fe80::1%eth0", False),
        ("idp.example.org", "0.0.0.0", False),
        ("keys.example.org", "fd00::1", False),
        ("keys.example.org", "::ffff:10.0.0.5", False),
        ("keys.example.org", "2002:7f00:1::", False),
        ("keys.example.org", "fec0::1", False),
        ("idp.example.org", "2002:7f00:1::", False),
        ("idp.example.org", "fec0::1", False),
        ("idp.example.org", "fd00::1", True),
    ],
)
def test_the_provider_leads_us_to_the_public_internet_and_the_operators_own_host_only(
    host: str, address: str, fine: bool
) -> None:
    assert may_connect(host, address, Settings(**CHOSEN)) is fine  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "address", ["http://idp.example.org/", "https://a:b@idp.example.org/", "file:///x", "https:///"]
)
def test_an_address_that_is_not_https_is_not_asked(address: str) -> None:
    with pytest.raises(NotAllowed):
        checked(address, Settings(**CHOSEN, oidc_on_this_machine=True))  # type: ignore[arg-type]


def test_a_name_that_leads_to_this_machine_is_not_connected_to() -> None:
    settings = Settings(**CHOSEN)  # type: ignore[arg-type]
    with client(settings) as http, pytest.raises(httpx.ConnectError):
        fetched(http, "https://localhost:1/")
