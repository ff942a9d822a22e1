"""Where a proeftuin is shared, and what editors see and decide of what did not get there."""

from __future__ import annotations

import httpx
import pytest
from flask.testing import FlaskClient

from tests.web import world
from tests.web.conftest import send
from tests.web.world import Gateway, problem

CHANNELS, OPEN = "/api/sharing/v1/channels", "/api/sharing/v1/channels/deliveries"
AT = f"/api/sharing/v1/publications/{world.PUBLICATION}/deliveries/website"
DESK = "/redactie/kanalen"
PARKED = {
    "channel": "website",
    "state": "parked",
    "publicationId": world.PUBLICATION,
    "title": "Wat we leerden",
    "lastError": "The website says 400 <script>alert(1)</script>",
    "url": "https://www.example.org/les",
    "deed": "publish",
    "since": world.ago(days=2),
    "decidedWhy": "Even wachten.",
}
WAITING = {
    **PARKED,
    "channel": "partup",
    "state": "waiting",
    "title": "Nog onderweg",
    "nextAttemptAt": world.ago(days=-1),
}
PAUSED = {
    "channel": "website",
    "open": {"parked": 1},
    "pausedAt": world.ago(days=1),
    "pausedWhy": "401",
    "oldestAt": world.ago(days=2),
}


@pytest.fixture
def editor(gateway: Gateway, anna: FlaskClient) -> FlaskClient:
    """Anna, now with the task of an editor, on a day on which channels fail."""
    me = {"id": world.ANNA, "displayName": "Anna", "roles": ["editor"]}
    gateway.answers[("GET", "/api/identity/v1/people/me")] = lambda _request: httpx.Response(200, json=me)
    gateway.things[CHANNELS], gateway.things[OPEN] = [PAUSED], [PARKED, WAITING]
    return anna


def test_the_desk_shows_what_is_stuck_why_and_where_and_is_for_editors(
    visitor: FlaskClient, editor: FlaskClient, gateway: Gateway
) -> None:
    html = editor.get(DESK).text
    for told in ("de website van WIN", "Staat stil", "wacht op een redacteur", "Even wachten.", "Part-up"):
        assert told in html
    assert "<script>alert" not in html
    assert 'href="https://www.example.org/les"' in html
    assert DESK in editor.get("/redactie").text
    editor.get(f"{DESK}?channel=website&state=parked")
    last = next(one for one in reversed(gateway.asked) if one.url.path == OPEN)
    assert dict(last.url.params) == {"limit": "50", "channel": "website", "state": "parked"}
    assert visitor.get(DESK).location == f"/inloggen?next={DESK}"


def test_who_is_no_editor_has_no_such_desk(anna: FlaskClient) -> None:
    assert anna.get(DESK).status_code == 403


def test_an_editor_sends_again_or_lets_be_with_a_reason_and_a_refusal_keeps_the_words(
    editor: FlaskClient, gateway: Gateway
) -> None:
    deed = f"{DESK}/website/{world.PUBLICATION}"
    assert send(editor, DESK, f"{deed}/resend", reason="").location == DESK
    assert send(editor, DESK, f"{deed}/discard", reason="Staat er al.").location == DESK
    assert gateway.said("POST", f"{AT}/_resend") == [{}]
    assert gateway.said("POST", f"{AT}/_discard") == [{"reason": "Staat er al."}]
    send(editor, DESK, f"{DESK}/website/resume")
    assert len(gateway.said("POST", f"{CHANNELS}/website/_resume")) == 1
    gateway.answers[("POST", f"{AT}/_discard")] = lambda _request: problem(409, "wrong-state")
    answer = send(editor, DESK, f"{deed}/discard", reason="Toch niet.")
    assert (answer.status_code, "Toch niet." in answer.text) == (409, True)


def test_a_proeftuin_tells_where_it_is_shared(visitor: FlaskClient, gateway: Gateway) -> None:
    page = f"/proeftuinen/{world.RUNNING}"
    assert "Waar dit gedeeld is" not in visitor.get(page).text
    stands = {
        "channel": "mastodon",
        "url": "https://m.example.org/@p/1",
        "title": "Les",
        "publishedAt": world.ago(days=3),
    }
    gateway.things[f"{CHANNELS}/posts"] = [stands, {**stands, "url": "javascript:alert(1)"}]
    html = visitor.get(page).text
    assert "Waar dit gedeeld is" in html
    assert 'href="https://m.example.org/@p/1"' in html
    assert "javascript:" not in html
