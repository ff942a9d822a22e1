"""A website of others lets people log in with Proeftuin: the whole system, Authlib's own client, and a real browser."""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Page
from werkzeug.serving import make_server

from deploy.demo.person import eventually
from tests.kit.embedded import Running, free_port, running
from tests.service.identity.site import site
from tests.web.browsing import Quiet, needs_chromium

pytestmark = [pytest.mark.slow, pytest.mark.timeout(180)]

PASSWORD = "vier woorden op rij"


@pytest.fixture(scope="module")
def system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("system")) as found:
        yield found


@pytest.fixture
def api(system: Running) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=f"{system.url}/api/identity/v1", trust_env=False) as client:
        credentials = {"email": system.admin_email, "password": system.admin_password}
        token = client.post("/sessions", json=credentials).raise_for_status().json()["accessToken"]
        client.headers["Authorization"] = f"Bearer {token}"
        yield client


@contextmanager
def opened(system: Running, api: httpx.Client) -> Iterator[str]:
    """The address of a website that was registered as a client."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    facts: dict[str, Any] = {"name": "Buurtkaart Groningen", "kind": "confidential"}
    facts |= {"scopes": ["openid", "profile", "email"], "redirectUris": [f"{address}/back"]}
    facts["postLogoutRedirectUris"] = [f"{address}/"]
    client = api.post("/clients", json=facts).raise_for_status().json()
    app = site(address, system.url, client)
    server = make_server("127.0.0.1", port, app, threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield address
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def posted(visitor: httpx.Client, page: httpx.Response, **typed: str) -> httpx.Response:
    """Fill in the form of a page, as its HTML says, and send it."""
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.text))
    data = {name: unescape(value) for name, value in hidden.items()} | typed
    return visitor.post(page.url, data=data, headers={"Origin": str(page.url.copy_with(raw_path=b"/")).rstrip("/")})


def test_a_visitor_of_another_website_logs_in_with_proeftuin_and_out_again(system: Running, api: httpx.Client) -> None:
    with opened(system, api) as address, httpx.Client(follow_redirects=True, trust_env=False) as visitor:
        page = visitor.get(f"{address}/login")
        assert "Buurtkaart Groningen" in page.text
        page = posted(visitor, page, deed="log-in", email=system.admin_email, password=system.admin_password)
        assert "Je e-mailadres zien" in page.text
        page = posted(visitor, page, deed="allow")
        assert page.text == f"Dag Beheer <{system.admin_email}>"
        assert visitor.get(f"{address}/login").text.startswith("Dag Beheer")  # it is remembered, nobody is asked
        assert visitor.get(f"{address}/logout").text == "Dag onbekende"
        assert 'name="password"' in visitor.get(f"{address}/login").text


def test_every_service_refuses_a_clients_token_for_what_people_do_themselves(
    system: Running, api: httpx.Client
) -> None:
    facts = {"name": "Nachtwerk", "kind": "machine", "scopes": ["events:read"]}
    client = api.post("/clients", json=facts).raise_for_status().json()
    asked = {"grant_type": "client_credentials"}
    with httpx.Client(base_url=system.url, trust_env=False) as machine:
        given = machine.post("/oauth/token", data=asked, auth=(client["id"], client["secret"])).raise_for_status()
        machine.headers["Authorization"] = f"Bearer {given.json()['access_token']}"
        assert machine.get("/api/sharing/v1/events").status_code == 200
        assert machine.get("/api/ideas/v1/ideas").status_code == 200
        for path in ("ideas/v1/ideas", "identity/v1/organisations"):
            assert machine.post(f"/api/{path}", json={}).status_code == 403


def test_a_client_that_is_taken_away_is_out_in_every_service_within_a_minute(
    system: Running, api: httpx.Client
) -> None:
    facts = {"name": "Nachtwerk", "kind": "machine", "scopes": ["events:read"]}
    client = api.post("/clients", json=facts).raise_for_status().json()
    asked = {"grant_type": "client_credentials"}
    with httpx.Client(base_url=system.url, trust_env=False) as machine:
        given = machine.post("/oauth/token", data=asked, auth=(client["id"], client["secret"])).raise_for_status()
        machine.headers["Authorization"] = f"Bearer {given.json()['access_token']}"
        places = ["identity/v1/werkkringen", "ideas/v1/ideas", "experiments/v1/proeftuinen", "sharing/v1/events"]
        assert [machine.get(f"/api/{place}").status_code for place in places] == [200] * 4
        api.delete(f"/clients/{client['id']}").raise_for_status()

        def all_refuse() -> bool | None:
            return [machine.get(f"/api/{place}").status_code for place in places] == [401] * 4 or None

        eventually(all_refuse)


@pytest.mark.browser
@needs_chromium
def test_the_pages_work_in_a_browser_without_scripts_and_fit_a_phone(
    system: Running, api: httpx.Client, browser: Browser, tmp_path: Path
) -> None:
    pictures = Path(os.environ.get("PICTURES", tmp_path))
    with opened(system, api) as address:
        for name, width in (("desktop", 1280), ("phone", 360)):
            context = browser.new_context(viewport={"width": width, "height": 780}, java_script_enabled=False)
            page = context.new_page()
            said = _listening(page)
            page.goto(f"{address}/login")
            page.screenshot(path=pictures / f"log-in-{name}.png")
            _log_in(page, system)
            page.screenshot(path=pictures / f"consent-{name}.png")
            assert page.locator("main").bounding_box()["width"] <= width  # type: ignore[index]
            assert all((box := one.bounding_box()) and box["height"] >= 44 for one in page.locator("button").all())
            page.get_by_role("button", name="Toestaan", exact=True).click()
            assert page.locator("body").inner_text().startswith("Dag Beheer")
            assert said == []
            context.close()
            _take_back(api)


def _listening(page: Page) -> list[str]:
    """What the console says against the page, as it comes."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    return said


def _log_in(page: Page, system: Running) -> None:
    page.get_by_label("E-mailadres").fill(system.admin_email)
    page.get_by_label("Wachtwoord").fill(system.admin_password)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Toestemming geven").wait_for()


def _take_back(api: httpx.Client) -> None:
    for held in api.get("/people/me/consents").raise_for_status().json()["items"]:
        api.delete(f"/people/me/consents/{held['clientId']}").raise_for_status()
