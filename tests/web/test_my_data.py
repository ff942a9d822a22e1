"""Asking for one's data and erasing one's account, on pages that need no script."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import httpx
from flask.testing import FlaskClient

from shared.clock import now
from tests.web.conftest import send
from tests.web.world import RUNNING, Gateway, problem, uid

EXPORT = uid(201)
ME = "/api/identity/v1/people/me"
SERVICES = ("identity", "ideas", "experiments", "sharing")


def index(state: str) -> dict[str, Any]:
    parts = [
        {"service": each, "state": state, "url": f"/api/{each}/v1/people/me/exports/{EXPORT}"} for each in SERVICES
    ]
    moment = now().isoformat().replace("+00:00", "Z")
    return {"id": EXPORT, "state": state, "askedAt": moment, "expiresAt": moment, "parts": parts, "data": {}}


def offer(gateway: Gateway, state: str) -> None:
    """A gateway at which an export stands in this state; its parts say in which form they were asked."""
    gateway.answers["POST", f"{ME}/_export"] = lambda _: httpx.Response(202, json={"id": EXPORT})
    for service in SERVICES:
        path = f"/api/{service}/v1/people/me/exports/{EXPORT}"
        gateway.answers["GET", path] = lambda asked: httpx.Response(200, json={**index(state), **_form(asked)})


def _form(asked: httpx.Request) -> dict[str, str]:
    return {"accepted": asked.headers["Accept"]}


def test_asking_leads_to_a_page_that_waits_and_then_offers_one_file(anna: FlaskClient, gateway: Gateway) -> None:
    offer(gateway, "preparing")
    asked = send(anna, "/mijn/gegevens", "/mijn/gegevens")
    assert (asked.status_code, asked.location) == (303, f"/mijn/gegevens/{EXPORT}")
    waits = anna.get(f"/mijn/gegevens/{EXPORT}")
    assert (waits.status_code, "Refresh" in waits.headers) == (202, True)
    offer(gateway, "ready")
    ready = anna.get(f"/mijn/gegevens/{EXPORT}")
    assert f'href="/mijn/gegevens/{EXPORT}/zip"' in ready.text


def test_the_file_holds_every_part_to_read_and_for_machines(anna: FlaskClient, gateway: Gateway) -> None:
    offer(gateway, "ready")
    answer = anna.get(f"/mijn/gegevens/{EXPORT}/zip")
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=proeftuin-")
    assert answer.headers["Cache-Control"] == "no-store"
    with zipfile.ZipFile(io.BytesIO(answer.data)) as folder:
        wanted = {"index.html", *(f"{each}.{ending}" for each in SERVICES for ending in ("json", "html"))}
        assert set(folder.namelist()) == wanted
        assert '"accepted":"application/json"' in folder.read("ideas.json").decode().replace('": ', '":')
        assert '"accepted":"text/html"' in folder.read("ideas.html").decode().replace('": ', '":')
        assert 'href="sharing.html"' in folder.read("index.html").decode()


def test_a_part_that_does_not_come_is_a_page_that_says_so_and_no_half_file(anna: FlaskClient, gateway: Gateway) -> None:
    offer(gateway, "ready")
    gateway.answers["GET", f"/api/sharing/v1/people/me/exports/{EXPORT}"] = lambda _: problem(503, "unreachable")
    answer = anna.get(f"/mijn/gegevens/{EXPORT}/zip")
    assert (answer.status_code, answer.mimetype) == (503, "text/html")


def test_erasing_says_first_what_goes_and_what_stays(anna: FlaskClient) -> None:
    page = anna.get("/mijn/wissen").text
    assert "Wat verdwijnt" in page
    assert "Wat blijft" in page
    assert "What goes" in anna.get("/mijn/wissen?lang=en").text


def test_with_the_password_the_account_is_erased_and_one_is_logged_out(anna: FlaskClient, gateway: Gateway) -> None:
    done = send(anna, "/mijn/wissen", "/mijn/wissen", password="vier woorden op rij")
    assert (done.status_code, done.location) == (303, "/")
    assert gateway.said("DELETE", ME) == [{"password": "vier woorden op rij"}]
    assert "Je account is gewist" in anna.get("/").text
    assert anna.get("/mijn").status_code == 302


def test_without_password_nothing_is_asked_and_with_a_wrong_one_it_says_so(anna: FlaskClient, gateway: Gateway) -> None:
    assert send(anna, "/mijn/wissen", "/mijn/wissen", password="").status_code == 400
    assert gateway.said("DELETE", ME) == []
    gateway.answers["DELETE", ME] = lambda _: problem(403, "wrong-password")
    refused = send(anna, "/mijn/wissen", "/mijn/wissen", password="verkeerd")
    assert (refused.status_code, "Dit is niet je wachtwoord." in refused.text) == (403, True)
    assert "verkeerd" not in refused.text


def test_the_last_holder_is_led_to_the_proeftuin_that_needs_him(anna: FlaskClient, gateway: Gateway) -> None:
    said = {"pointer": f"/proeftuinen/{RUNNING}", "code": "last-holder", "message": "Nobody else holds it."}
    refusal = {"type": "x/last-holder", "code": "last-holder", "title": "Conflict", "status": 409, "errors": [said]}
    gateway.answers["DELETE", ME] = lambda _: httpx.Response(409, json=refusal)
    refused = send(anna, "/mijn/wissen", "/mijn/wissen", password="vier woorden op rij")
    assert refused.status_code == 409
    assert f'href="/proeftuinen/{RUNNING}"' in refused.text
    assert "Je bent de laatste houder." in refused.text


def test_a_visitor_is_asked_to_log_in_first(visitor: FlaskClient) -> None:
    for path in ("/mijn/gegevens", "/mijn/wissen"):
        assert visitor.get(path).location == f"/inloggen?next={path}"
