"""The pages on a real service, which judges what is typed; the other services are the fake gateway."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import httpx
import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from services.experiments.service import build as build_experiments
from shared.settings import Settings
from tests.kit.keys import token
from tests.kit.world import World, sqlite_url, world_of
from tests.service.experiments.scene import Scene
from tests.web.conftest import token_on
from tests.web.world import Gateway
from web.app import build


class Joint(httpx.BaseTransport):
    """One service as it is; a log-in gives the token of whom the address names; the rest from the gateway."""

    def __init__(self, world: World, gateway: Gateway) -> None:
        self.prefix = f"/api/{world.service.name}/"
        self.real = httpx.WSGITransport(app=world.service.app())
        self.rest = httpx.MockTransport(gateway)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if (request.method, request.url.path) == ("POST", "/api/identity/v1/sessions"):
            person, *roles = json.loads(request.read())["email"].split("@")[0].split("+")
            access = token(UUID(person), *roles)
            body = {"accessToken": access, "expiresIn": 900, "refreshToken": "r", "personId": person}
            return httpx.Response(201, json=body)
        if request.url.path.startswith(self.prefix):
            return self.real.handle_request(request)
        return self.rest.handle_request(request)


class Desk:
    """One person in front of the pages about one thing."""

    def __init__(self, client: FlaskClient, at: str, person: UUID | None = None, *roles: str) -> None:
        self.client, self.at = client, at
        if person is not None:
            typed = {"email": f"{'+'.join([str(person), *roles])}@example.org", "password": "vier losse woorden"}
            self.post("/inloggen", "/inloggen", **typed)

    def reads(self, room: str = "") -> str:
        """The page as a person reads it, with its markup."""
        answer = self.client.get(self.at + room)
        assert answer.status_code == 200, answer.text
        return html.unescape(answer.text)

    def does(self, room: str, deed: str, /, **typed: str) -> str:
        """Press a button that is there, and read what the page says then."""
        assert f'action="{self.at}{room}/{deed}"' in self.reads(room), f"no form for {deed}"
        answer = self.post(self.at + room, f"{self.at}{room}/{deed}", **typed)
        assert answer.status_code == 303, answer.text
        return html.unescape(self.client.get(answer.location.split("#")[0]).text)

    def is_refused(self, room: str, deed: str, /, **typed: str) -> str:
        """Press a button, and read the page that comes back with what was typed."""
        answer = self.post(self.at + room, f"{self.at}{room}/{deed}", **typed)
        assert 400 <= answer.status_code < 500, answer.status_code
        return html.unescape(answer.text)

    def post(self, page: str, address: str, /, **typed: str) -> TestResponse:
        given = {"csrf_token": token_on(self.client.get(page).text), **typed}
        return self.client.post(address, data=given, headers={"Sec-Fetch-Site": "same-origin"})


class Front:
    """The pages, and whoever sits down before them."""

    def __init__(self, at: str, http: httpx.Client) -> None:
        self.at = at
        self.app = build(Settings(public_url="http://localhost", secret_key="for tests only"), http)

    def sit(self, person: UUID | None = None, *roles: str) -> Desk:
        return Desk(self.app.test_client(), self.at, person, *roles)


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    world = world_of(build_experiments, sqlite_url(build_experiments, tmp_path), data=tmp_path)
    yield Scene(world)
    world.close()


@pytest.fixture
def front(scene: Scene, gateway: Gateway) -> Iterator[Front]:
    with httpx.Client(base_url="http://gateway", transport=Joint(scene.world, gateway)) as http:
        yield Front(f"/proeftuinen/{scene.id}", http)


def hidden(page: str, deed: str) -> str:
    """The id in the first form for this deed."""
    found = re.search(rf'/{deed}">.*?name="which" value="([^"]+)"', page, re.DOTALL)
    assert found, f"no form for {deed}"
    return found[1]
