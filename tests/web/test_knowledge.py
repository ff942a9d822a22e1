"""Searching everything, reading one publication with what it said before, and what its editors do."""

from __future__ import annotations

import httpx
import pytest
from flask.testing import FlaskClient

from tests.web import world
from tests.web.conftest import send
from tests.web.world import Gateway, problem

SEARCH, PUBLICATIONS = "/api/sharing/v1/search", "/api/sharing/v1/publications"
AT = f"{PUBLICATIONS}/{world.PUBLICATION}"
PAGE = f"/publicaties/{world.PUBLICATION}"


@pytest.fixture
def editor(gateway: Gateway, anna: FlaskClient) -> FlaskClient:
    """Anna, now with the task of an editor."""
    me = {"id": world.ANNA, "displayName": "Anna", "roles": ["editor"]}
    gateway.answers[("GET", "/api/identity/v1/people/me")] = lambda _request: httpx.Response(200, json=me)
    return anna


def asked(gateway: Gateway, path: str) -> dict[str, str]:
    """The query of the last question to this address."""
    return dict(next(one for one in reversed(gateway.asked) if one.url.path == path).url.params)


def test_one_page_finds_everything_and_each_kind_is_a_link(visitor: FlaskClient, gateway: Gateway) -> None:
    html = visitor.get("/kennis?q=leerdag&municipality=Zwolle").text
    assert asked(gateway, SEARCH) == {"q": "leerdag", "municipality": "Zwolle", "limit": "20"}
    assert f'href="/proeftuinen/{world.RUNNING}"' in html
    assert "<mark>leerdag</mark>" in html
    assert "type=publication" in html
    visitor.get("/kennis?q=leerdag&type=publication")
    assert asked(gateway, SEARCH)["type"] == "publication"


def test_the_publications_page_and_a_publication_name_their_feeds(visitor: FlaskClient) -> None:
    html = visitor.get("/publicaties?kind=lesson").text
    for media in ("atom+xml", "rss+xml", "feed+json"):
        assert f'<link rel="alternate" type="application/{media}"' in html
    assert "/api/sharing/v1/feeds/rss?kind=lesson" in html
    assert f"/feeds/atom?proeftuinId={world.RUNNING}" in visitor.get(PAGE).text


def test_a_publication_credits_who_wants_to_be_named_and_shows_its_versions(
    visitor: FlaskClient, gateway: Gateway
) -> None:
    html = visitor.get(PAGE).text
    assert "Anna de Wit" in html
    assert f'href="{PAGE}/versies/2"' in html
    assert f'<link rel="canonical" href="{world.PUBLISHED["url"]}">' in html
    gateway.things[AT] = {**world.PUBLISHED, "credit": None}
    assert "Anna de Wit" not in visitor.get(PAGE).text


def test_a_version_shows_what_became_different(visitor: FlaskClient, gateway: Gateway) -> None:
    html = visitor.get(f"{PAGE}/versies/2").text
    assert asked(gateway, f"{AT}/revisions/2/differences") == {"against": "1"}
    assert "<del>" in html
    assert "Liever niet op vrijdag</ins>" in html


@pytest.mark.parametrize(
    ("status", "code", "said", "why"),
    [
        (410, "retracted", "teruggetrokken", "Er staat een naam in."),
        (403, "held", "Een redacteur kijkt hier eerst", ""),
    ],
)
def test_what_cannot_be_read_says_so_at_its_address(
    visitor: FlaskClient, gateway: Gateway, status: int, code: str, said: str, why: str
) -> None:
    since = {"pointer": "", "code": "since", "message": "2026-11-01T10:00:00+00:00"}
    because = [{"pointer": "", "code": "why", "message": why}] if why else []
    gateway.answers[("GET", AT)] = lambda _request: problem(status, code, since, *because)
    answer = visitor.get(PAGE)
    assert answer.status_code == status
    assert said in answer.text
    assert why in answer.text
    assert "1 nov" in answer.text


def test_an_editor_has_a_desk_and_nobody_else(visitor: FlaskClient, anna: FlaskClient) -> None:
    assert visitor.get("/redactie").location == "/inloggen?next=/redactie"
    assert anna.get("/redactie").status_code == 403
    assert "Voor redacteuren" not in anna.get(PAGE).text


def test_an_editor_holds_releases_and_retracts_with_reasons(editor: FlaskClient, gateway: Gateway) -> None:
    assert "/redactie" in editor.get("/mijn").text
    assert "Voor redacteuren" in editor.get(PAGE).text
    deed = f"/redactie/{world.PUBLICATION}"
    answer = send(editor, "/redactie", f"{deed}/hold", reason="Even kijken.")
    assert answer.location == "/redactie"
    assert gateway.said("POST", f"{AT}/_hold") == [{"reason": "Even kijken."}]
    send(editor, "/redactie", f"{deed}/retract", reason="Weg.", next="publication")
    assert gateway.said("POST", f"{AT}/_retract") == [{"reason": "Weg."}]
    gateway.things[PUBLICATIONS] = [
        {**world.PUBLISHED, "state": "held", "heldAt": world.ago(days=1), "heldWhy": "Kijk."}
    ]
    assert "Geef vrij" in editor.get("/redactie").text
    send(editor, "/redactie", f"{deed}/release")
    assert len(gateway.said("POST", f"{AT}/_release")) == 1


def test_a_reason_that_is_missing_is_asked_for_on_the_desk(editor: FlaskClient, gateway: Gateway) -> None:
    missing = {"pointer": "/reason", "code": "invalid", "message": "Shorter than minimum length 1."}
    gateway.answers[("POST", f"{AT}/_hold")] = lambda _request: problem(400, "invalid", missing)
    answer = send(editor, "/redactie", f"/redactie/{world.PUBLICATION}/hold", reason="")
    assert answer.status_code == 400
    assert "Vul dit in." in answer.text
