"""The application on a fake gateway, as a visitor and as Anna."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import httpx
import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from shared.settings import Settings
from tests.web.world import Gateway
from web.app import build

Post = Callable[..., TestResponse]


@pytest.fixture
def gateway() -> Gateway:
    return Gateway()


@pytest.fixture
def app(gateway: Gateway) -> Iterator[Flask]:
    settings = Settings(public_url="http://localhost", secret_key="for tests only")
    with httpx.Client(base_url="http://gateway", transport=httpx.MockTransport(gateway)) as http:
        yield build(settings, http)


@pytest.fixture
def visitor(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def anna(app: Flask) -> FlaskClient:
    """A browser in which Anna has logged in."""
    client = app.test_client()
    send(client, "/inloggen", "/inloggen", email="anna@example.org", password="geheim genoeg")
    return client


def token_on(html: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', html)
    assert found, "the page has no form to post"
    return found[1]


def send(client: FlaskClient, page: str, address: str, **typed: str | list[str]) -> TestResponse:
    """Open a page and post one of its forms."""
    token = token_on(client.get(page).text)
    return client.post(address, data={"csrf_token": token, **typed}, headers={"Sec-Fetch-Site": "same-origin"})
