"""A client of others and its person's browser, as far as a test needs them: ask, fill in forms, trade the code."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit
from uuid import UUID

from authlib.oauth2.rfc7636 import create_s256_code_challenge
from werkzeug.test import TestResponse

from tests.kit.world import World
from tests.service.identity.acts import PASSWORD, member, person

BACK = "https://rp.example.org/back"
ANS = "ans@example.org"
EVERYTHING = ["openid", "profile", "email", "offline_access", "ideas:read"]


def register(world: World, kind: str = "confidential", **more: Any) -> dict[str, Any]:
    """A client of an integrator's, with its secret."""
    facts: dict[str, Any] = {"name": "Buurtkaart", "kind": kind, "scopes": EVERYTHING, "redirectUris": [BACK]}
    if kind == "machine":
        facts = {"name": "Nachtwerk", "kind": kind, "scopes": ["events:read", "webhooks:manage"]}
    owner = more.pop("by", None) or person(world, "Ivo")
    assert world.put(f"/people/{owner}/roles/integrator", by=NOBODY, roles=["admin"]).status_code == 204
    answer = world.post("/clients", {**facts, **more}, by=owner, roles=["integrator"])
    assert answer.status_code == 201, answer.json
    return {**answer.json, "owner": owner}


@dataclass
class Relying:
    """One client and one browser. `ask` begins, `log_in` and `decide` post the forms, `trade` gets the tokens."""

    world: World
    client: dict[str, Any]
    verifier: str = field(default_factory=lambda: secrets.token_urlsafe(48))

    def __post_init__(self) -> None:
        self.browser = self.world.another_client()
        self.address = ""

    def request(self, **other: str | None) -> dict[str, str]:
        """An authorization request as it should be, except for what is given; None leaves a parameter out."""
        right = {
            "response_type": "code",
            "client_id": self.client["id"],
            "redirect_uri": BACK,
            "scope": "openid profile",
            "state": "a state & more",
            "nonce": "a nonce",
            "code_challenge": create_s256_code_challenge(self.verifier),
            "code_challenge_method": "S256",
        }
        return {name: value for name, value in {**right, **other}.items() if value is not None}

    def ask(self, **other: str | None) -> TestResponse:
        """Follow the client's link."""
        return self.go("/oauth/authorize?" + urlencode(self.request(**other)))

    def go(self, address: str) -> TestResponse:
        """Open an address of ours, and follow where it leads among our own pages."""
        answer = self.browser.get(address)
        self.address = address
        while answer.status_code == 303 and answer.headers["Location"].startswith("/"):
            self.address = answer.headers["Location"]
            answer = self.browser.get(self.address)
        return answer

    def post(self, page: TestResponse, address: str | None = None, **typed: str) -> TestResponse:
        """Post the form of the page that is open."""
        found = re.search(r'name="form_token" value="([^"]+)"', page.text)
        assert found, page.text
        sent = {"form_token": found[1], **typed}
        answer = self.browser.post(address or self.address, data=sent, headers={"Sec-Fetch-Site": "same-origin"})
        if answer.status_code == 303 and answer.headers["Location"].startswith("/"):
            return self.go(answer.headers["Location"])
        return answer

    def log_in(self, page: TestResponse, email: str = ANS, password: str = PASSWORD) -> TestResponse:
        return self.post(page, deed="log-in", email=email, password=password)

    def allowed(self, **other: str | None) -> dict[str, str]:
        """What the client gets in the end when the person does all that is asked of him."""
        page = self.ask(**other)
        if 'name="password"' in page.text:
            page = self.log_in(page)
        if 'value="allow"' in page.text:
            page = self.post(page, deed="allow")
        return answered(page)

    def trade(self, code: str, **other: str | None) -> TestResponse:
        """The client trades a code for tokens."""
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": BACK, "code_verifier": self.verifier}
        return self.token({**form, **other})

    def refresh(self, token: str, **other: str) -> TestResponse:
        return self.token({"grant_type": "refresh_token", "refresh_token": token, **other})

    def token(self, form: dict[str, str | None], address: str = "/oauth/token") -> TestResponse:
        """Ask an endpoint as this client."""
        sent = {name: value for name, value in form.items() if value is not None}
        if self.client["secret"] is None:
            return self.browser.post(address, data={"client_id": self.client["id"], **sent})
        return self.browser.post(address, data=sent, auth=(self.client["id"], self.client["secret"]))

    def tokens(self, **other: str | None) -> dict[str, Any]:
        """The whole way, to the tokens."""
        answer = self.trade(self.allowed(**other)["code"])
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.get_json()
        return found


def answered(answer: TestResponse) -> dict[str, str]:
    """What stands in the address to which the person is sent back."""
    assert answer.status_code == 303, (answer.status_code, answer.text)
    parts = urlsplit(answer.headers["Location"])
    assert answer.headers["Location"].startswith(BACK + "?")
    return {name: values[0] for name, values in parse_qs(parts.query).items()}


def relying(world: World, kind: str = "confidential", **more: Any) -> Relying:
    """A client, and Ans, who has an account."""
    member(world, ANS)
    return Relying(world, register(world, kind, **more))


def bearing(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


NOBODY = UUID("018f0000-0000-7000-8000-000000000000")
