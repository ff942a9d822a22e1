"""Forms: what was typed stays, what is wrong stands at the field, and what was meant reaches the service."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from flask.testing import FlaskClient

from tests.web import world
from tests.web.conftest import send
from tests.web.world import Gateway, problem

IDEAS = "/api/ideas/v1/ideas"
PROEFTUIN = f"/api/experiments/v1/proeftuinen/{world.FORMING}"
PAGE = f"/proeftuinen/{world.FORMING}"


@pytest.fixture
def holder(anna: FlaskClient, gateway: Gateway) -> FlaskClient:
    gateway.things[PROEFTUIN] = world.forming(me={"stintId": world.uid(91), "holder": True})
    return anna


def test_a_refused_idea_keeps_what_was_typed_and_says_what_is_wrong_at_the_field(
    anna: FlaskClient, gateway: Gateway
) -> None:
    too_long = {"pointer": "/title", "message": "Longer than maximum length 120.", "code": "invalid"}
    gateway.answers["POST", IDEAS] = lambda request: problem(400, "invalid", too_long)
    answer = send(
        anna,
        "/ideeen/nieuw",
        "/ideeen/nieuw",
        title="Te lang",
        what="Mijn hele verhaal",
        concerns="ik, jij",
        do="keep",
    )
    assert answer.status_code == 400
    assert "Mijn hele verhaal" in answer.text
    assert 'value="ik, jij"' in answer.text
    assert 'href="#idea-title"' in answer.text
    assert 'aria-describedby="idea-title-hint idea-title-fault" aria-invalid="true"' in answer.text
    assert "hoogstens 120 tekens" in answer.text
    assert "<title>Fout:" in answer.text


def test_bringing_in_an_idea_keeps_it_first_and_then_submits_it(anna: FlaskClient, gateway: Gateway) -> None:
    gateway.answers["POST", IDEAS] = lambda request: httpx.Response(201, json={"id": world.IDEA})
    answer = send(
        anna,
        "/ideeen/nieuw",
        "/ideeen/nieuw",
        title="T",
        what="W",
        why="Y",
        concerns="zzp’ers, ik",
        amOneOfThem="yes",
        themes="",
        language="nl",
        do="submit",
    )
    assert answer.location == f"/ideeen/{world.IDEA}"
    (body,) = gateway.said("POST", IDEAS)
    assert body["concerns"] == ["zzp’ers", "ik"]
    assert body["amOneOfThem"] is True
    assert "municipality" not in body
    assert gateway.said("POST", f"{IDEAS}/{world.IDEA}/_submit") == [{}]


def test_a_draft_that_may_not_be_submitted_yet_is_not_made_twice(anna: FlaskClient, gateway: Gateway) -> None:
    gateway.answers["POST", IDEAS] = lambda request: httpx.Response(201, json={"id": world.DRAFT})
    gateway.answers["POST", f"{IDEAS}/{world.DRAFT}/_submit"] = lambda request: problem(
        409, "incomplete", {"pointer": "/why", "message": "Answer this first.", "code": "required"}
    )
    answer = send(anna, "/ideeen/nieuw", "/ideeen/nieuw", title="T", what="W", do="submit")
    assert answer.status_code == 409
    assert f'action="/ideeen/{world.DRAFT}/bewerken"' in answer.text
    assert "Het is wel bewaard" in answer.text


def test_going_on_with_a_draft_says_which_version_was_seen(anna: FlaskClient, gateway: Gateway) -> None:
    page = f"/ideeen/{world.DRAFT}/bewerken"
    assert 'name="etag" value="&#34;3&#34;"' in anna.get(page).text
    send(anna, page, page, title="T", etag='"3"', do="keep")
    assert next(one for one in gateway.asked if one.method == "PATCH").headers["If-Match"] == '"3"'


@pytest.mark.parametrize(
    ("deed", "typed", "method", "path", "body"),
    [
        (
            "commitment",
            {"organisationId": world.PARTNER, "part": "partner"},
            "POST",
            "/commitments",
            {"organisationId": world.PARTNER, "part": "partner"},
        ),
        ("accept", {"which": world.uid(63)}, "POST", f"/commitments/{world.uid(63)}/_accept", {}),
        (
            "experiment",
            {
                "question": "Q",
                "approach": "A",
                "indicators-0-name": "rust",
                "indicators-0-unit": "cijfer",
                "indicators-0-every": "week",
            },
            "POST",
            "/experiments",
            {
                "question": "Q",
                "approach": "A",
                "indicators": [{"name": "rust", "unit": "cijfer", "every": "week"}],
            },
        ),
        (
            "affected-group",
            {"name": "N", "description": "D"},
            "POST",
            "/affected-groups",
            {"name": "N", "description": "D"},
        ),
        ("no-group", {"which": world.uid(82)}, "DELETE", f"/affected-groups/{world.uid(82)}", {}),
        ("belong", {"which": world.uid(82)}, "PUT", f"/affected-groups/{world.uid(82)}/belongings/me", {}),
        (
            "unbelong",
            {"which": world.uid(82)},
            "DELETE",
            f"/affected-groups/{world.uid(82)}/belongings/me",
            {},
        ),
        (
            "needs",
            {"statement": "S", "winRole": "none"},
            "PUT",
            "/needs",
            {"statement": "S", "winRole": "none"},
        ),
        (
            "end-result",
            {"type": "data", "alsoTypes": ["data", "other"], "description": "D"},
            "PUT",
            "/end-result",
            {"type": "data", "alsoTypes": ["other"], "description": "D"},
        ),
        (
            "source",
            {"name": "N", "kind": "cash", "amountCents": "1.250,50", "state": "promised"},
            "POST",
            "/funding/sources",
            {"name": "N", "kind": "cash", "amountCents": 125050, "currency": "EUR", "state": "promised"},
        ),
        (
            "sharing-plan",
            {"rhythmDays": "60", "channels-website": "yes", "channels-partup-partupId": ""},
            "PUT",
            "/sharing-plan",
            {"rhythmDays": 60, "participantsFirstDays": 0, "channels": {"website": True, "partup": None}},
        ),
        ("programme", {"name": "P", "url": "", "whyNone": ""}, "PUT", "/programme-link", {"name": "P"}),
        ("start", {"startDate": "2026-12-01"}, "POST", "/_start", {"startDate": "2026-12-01"}),
        ("join", {"offer": "tijd"}, "POST", "/stints", {"offer": "tijd"}),
        ("leave", {"handoverTo": "", "note": ""}, "POST", "/stints/me/_end", {}),
        (
            "update",
            {"kind": "progress", "title": "T", "body": "B", "language": "nl", "visibility": "public"},
            "POST",
            "/updates",
            {
                "kind": "progress",
                "title": "T",
                "body": "B",
                "language": "nl",
                "visibility": "public",
                "licence": "CC-BY-4.0",
                "credited": True,
            },
        ),
    ],
)
def test_each_button_of_a_proeftuin_sends_what_the_api_asks(
    holder: FlaskClient,
    gateway: Gateway,
    deed: str,
    typed: dict[str, Any],
    method: str,
    path: str,
    body: dict[str, Any],
) -> None:
    answer = send(holder, PAGE, f"{PAGE}/{deed}", **typed)
    assert answer.status_code == 303
    assert gateway.said(method, PROEFTUIN + path) == [body]


def test_a_refused_start_lists_everything_that_is_missing_in_plain_words(holder: FlaskClient, gateway: Gateway) -> None:
    missing = [{"pointer": "", "code": code, "message": "Missing."} for code in ("S1", "S7")]
    gateway.answers["POST", f"{PROEFTUIN}/_start"] = lambda request: problem(409, "not-ready", *missing)
    answer = send(holder, PAGE, f"{PAGE}/start", startDate="2026-12-01")
    assert answer.status_code == 409
    summary = answer.text.split('id="fouten"')[1].split("</div>")[0]
    assert "Eigen financiering" in summary
    assert "onderzoeksgroep" in summary
    assert 'value="2026-12-01"' in answer.text


def test_a_refused_form_on_a_proeftuin_comes_back_open(holder: FlaskClient, gateway: Gateway) -> None:
    gateway.answers["POST", f"{PROEFTUIN}/experiments"] = lambda request: problem(
        400, "invalid", {"pointer": "/approach", "message": "Missing data for required field."}
    )
    answer = send(holder, PAGE, f"{PAGE}/experiment", question="Wat doet rust?", approach="")
    assert "<details open><summary>Beschrijf een experiment" in answer.text
    assert "Wat doet rust?" in answer.text
    assert 'href="#experiment-approach"' in answer.text


def test_no_link_of_the_summary_points_nowhere(holder: FlaskClient, gateway: Gateway) -> None:
    gateway.answers["PUT", f"{PROEFTUIN}/sharing-plan"] = lambda request: problem(
        400, "invalid", {"pointer": "/rhythmDays", "message": "Not a valid integer."}
    )
    answer = send(holder, PAGE, f"{PAGE}/sharing-plan", rhythmDays="vaak")
    assert 'id="sharing-plan-rhythmDays"' in answer.text
    assert 'href="#sharing-plan-rhythmDays"' in answer.text
    assert "Vul hier een getal in" in answer.text


@pytest.mark.parametrize("status", [401, 429, 503])
def test_words_survive_whatever_happens(anna: FlaskClient, gateway: Gateway, status: int) -> None:
    gateway.answers["POST", "/api/identity/v1/sessions/_refresh"] = lambda request: problem(401, "unauthenticated")
    gateway.answers["POST", f"{IDEAS}/{world.IDEA}/comments"] = lambda request: problem(status, "trouble")
    answer = send(anna, f"/ideeen/{world.IDEA}", f"/ideeen/{world.IDEA}/comment", body="Een lang en goed verhaal")
    assert answer.status_code == status
    assert "Een lang en goed verhaal" in answer.text
    assert f'action="/ideeen/{world.IDEA}/comment"' in answer.text


def test_words_survive_a_page_that_stood_open_too_long(anna: FlaskClient) -> None:
    typed = {"csrf_token": "old", "body": "Een lang en goed verhaal"}
    answer = anna.post(f"/ideeen/{world.IDEA}/comment", data=typed, headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == 400
    assert "Een lang en goed verhaal" in answer.text


def test_a_gateway_that_is_gone_keeps_the_words_too(anna: FlaskClient, gateway: Gateway) -> None:
    def gone(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("gone")

    gateway.answers["POST", f"{IDEAS}/{world.IDEA}/comments"] = gone
    answer = send(anna, f"/ideeen/{world.IDEA}", f"/ideeen/{world.IDEA}/comment", body="Blijf")
    assert answer.status_code == 503
    assert "Blijf" in answer.text


def test_pressing_twice_is_one_wish_and_other_words_are_another(anna: FlaskClient, gateway: Gateway) -> None:
    page, address = f"/ideeen/{world.IDEA}", f"/ideeen/{world.IDEA}/comment"
    for words in ("een", "een", "twee"):
        send(anna, page, address, body=words, once="a" * 32)
    keys = [
        one.headers["Idempotency-Key"]
        for one in gateway.asked
        if one.url.path.endswith("/comments") and one.method == "POST"
    ]
    assert keys[0] == keys[1] != keys[2]


def test_adopting_leads_to_the_proeftuin_that_is_on_its_way(anna: FlaskClient, gateway: Gateway) -> None:
    gateway.answers["POST", f"{IDEAS}/{world.IDEA}/_adopt"] = lambda request: httpx.Response(
        200, json={"proeftuinId": world.uid(99)}
    )
    gateway.things["/api/identity/v1/werkkringen"] = [
        {**world.CIRCLES[0], "membership": {"id": world.uid(45), "state": "active"}}
    ]
    assert "Adopteer dit idee" in anna.get(f"/ideeen/{world.IDEA}").text
    answer = send(anna, f"/ideeen/{world.IDEA}", f"/ideeen/{world.IDEA}/adopt", werkkringId=world.CIRCLE)
    assert answer.location == f"/proeftuinen/{world.uid(99)}?nieuw=1"
    assert gateway.said("POST", f"{IDEAS}/{world.IDEA}/_adopt") == [{"werkkringId": world.CIRCLE}]


def test_too_few_people_is_told_in_plain_words(anna: FlaskClient, gateway: Gateway) -> None:
    gateway.answers["POST", f"{IDEAS}/{world.IDEA}/_adopt"] = lambda request: problem(409, "too-few")
    answer = send(anna, f"/ideeen/{world.IDEA}", f"/ideeen/{world.IDEA}/adopt")
    assert answer.status_code == 409
    assert "nog te weinig mensen" in answer.text


def test_registering_always_says_to_look_in_the_mail(visitor: FlaskClient, gateway: Gateway) -> None:
    answer = send(
        visitor,
        "/registreren",
        "/registreren",
        email="anna@example.org",
        displayName="Anna",
        password="vier losse lange woorden",
    )
    assert "Kijk in je mail" in answer.text
    (body,) = gateway.said("POST", "/api/identity/v1/people")
    assert body == {
        "email": "anna@example.org",
        "displayName": "Anna",
        "password": "vier losse lange woorden",
        "locale": "nl",
    }


def test_reading_the_link_in_the_mail_confirms_nothing_until_the_button_is_pressed(
    visitor: FlaskClient, gateway: Gateway
) -> None:
    visitor.get("/bevestigen?token=abc")
    assert not gateway.said("POST", "/api/identity/v1/people/_confirm")
    answer = send(visitor, "/bevestigen?token=abc", "/bevestigen", token="abc")
    assert answer.location == "/inloggen"
    assert gateway.said("POST", "/api/identity/v1/people/_confirm") == [{"token": "abc"}]


def test_a_wrong_password_never_comes_back_on_the_page(visitor: FlaskClient, gateway: Gateway) -> None:
    gateway.answers["POST", "/api/identity/v1/sessions"] = lambda request: problem(401, "wrong")
    answer = send(visitor, "/inloggen", "/inloggen", email="anna@example.org", password="hocus pocus")
    assert answer.status_code == 401
    assert "anna@example.org" in answer.text
    assert "hocus pocus" not in answer.text


ELSEWHERE = [
    "https://evil.example",
    "//evil.example",
    "/\\evil.example",
    "evil",
    "/\t/evil.example",
    "/\r\n/evil.example",
]


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
def test_logging_in_never_leads_to_another_site(visitor: FlaskClient, elsewhere: str) -> None:
    answer = send(visitor, "/inloggen", "/inloggen", email="a@example.org", password="p", next=elsewhere)
    assert answer.location == "/mijn"


def test_joining_and_leaving_a_werkkring(anna: FlaskClient, gateway: Gateway) -> None:
    page = f"/werkkringen/{world.CIRCLE}"
    send(anna, page, f"{page}/join")
    assert gateway.said("POST", f"/api/identity/v1/werkkringen/{world.CIRCLE}/memberships") == [{}]
    send(anna, page, f"{page}/leave", which=world.uid(45))
    assert gateway.said("POST", f"/api/identity/v1/memberships/{world.uid(45)}/_end") == [{}]


def test_a_log_in_that_comes_too_fast_keeps_the_address_on_the_form(visitor: FlaskClient, gateway: Gateway) -> None:
    gateway.answers["POST", "/api/identity/v1/sessions"] = lambda request: problem(429, "too-many")
    answer = send(visitor, "/inloggen", "/inloggen", email="anna@example.org", password="p")
    assert answer.status_code == 429
    assert 'id="log-in-email"' in answer.text
    assert "anna@example.org" in answer.text
    assert "even te snel" in answer.text


def test_stopping_leaves_a_lesson_behind(holder: FlaskClient, gateway: Gateway) -> None:
    typed = {"reason": "Geen tijd", "lesson-title": "Begin kleiner", "lesson-body": "Eén team is genoeg."}
    send(holder, PAGE, f"{PAGE}/stop", **typed)
    lesson = {"title": "Begin kleiner", "body": "Eén team is genoeg.", "language": "nl"}
    assert gateway.said("POST", f"{PROEFTUIN}/_stop") == [{"reason": "Geen tijd", "lesson": lesson}]
    send(holder, PAGE, f"{PAGE}/stop", reason="Geen tijd")
    assert gateway.said("POST", f"{PROEFTUIN}/_stop")[1] == {"reason": "Geen tijd"}
