"""Every error is a problem document that says what is wrong, all of it, and changes nothing."""

from __future__ import annotations

import json
from io import BytesIO
from uuid import uuid4

import pytest
from sqlalchemy.exc import OperationalError

from shared.http.app import LARGEST
from tests.kit.world import World

PROBLEM = "application/problem+json"


def test_unknown_fields_are_refused_and_named(ideas: World) -> None:
    answer = ideas.post("/ideas", {"title": "Goed", "titel": "fout", "state": "open"}, by=uuid4())
    assert (answer.status_code, answer.content_type) == (400, PROBLEM)
    assert {error["pointer"] for error in answer.json["errors"]} == {"/titel", "/state"}
    assert ideas.said() == []


def test_unknown_query_keys_are_refused_with_and_without_a_schema(ideas: World) -> None:
    assert ideas.get("/ideas?foo=1").status_code == 400
    assert ideas.get(f"/ideas/{uuid4()}/history?foo=1").status_code == 400
    assert ideas.post(f"/ideas/{uuid4()}/_submit?force=true", by=uuid4()).status_code == 400


def test_a_query_key_given_twice_is_refused_since_only_one_would_count(ideas: World) -> None:
    answer = ideas.get("/ideas?theme=zorg&limit=5&theme=techniek")
    assert (answer.status_code, answer.content_type) == (400, PROBLEM)
    assert answer.json["errors"] == [{"pointer": "/theme", "code": "invalid", "message": "Give this once."}]


def test_an_operation_without_a_body_refuses_one(ideas: World) -> None:
    assert ideas.post(f"/ideas/{uuid4()}/_submit", {"now": True}, by=uuid4()).status_code == 400
    assert ideas.post(f"/ideas/{uuid4()}/_submit", {}, by=uuid4()).status_code == 404


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b'{"title": "a", "title": "b"}',
        b'{"title": NaN}',
        b'{"title": "a\\u0000b"}',
        b'{"title": "\\ud800"}',
        b"[" * 100 + b"]" * 100,
        b"\xff\xfe",
        b'{"title": 1' + b"0" * 30 + b"}",
        b'"just a text"',
        b"[]",
    ],
)
def test_what_is_not_strict_json_is_refused(ideas: World, body: bytes) -> None:
    headers = {"Authorization": ideas.bearer(uuid4())}
    answer = ideas.client.post("/api/ideas/v1/ideas", data=body, content_type="application/json", headers=headers)
    assert (answer.status_code, answer.content_type) == (400, PROBLEM)


def test_another_media_type_is_415(ideas: World) -> None:
    headers = {"Authorization": ideas.bearer(uuid4())}
    answer = ideas.client.post("/api/ideas/v1/ideas", data="title=x", content_type="text/plain", headers=headers)
    assert (answer.status_code, answer.content_type) == (415, PROBLEM)


def test_a_body_over_the_limit_is_413_before_any_work(ideas: World) -> None:
    body = json.dumps({"title": "x", "what": "y" * LARGEST})
    answer = ideas.client.post("/api/ideas/v1/ideas", data=body, content_type="application/json")
    assert (answer.status_code, answer.content_type) == (413, PROBLEM)


@pytest.mark.parametrize(("size", "status"), [(LARGEST, 401), (LARGEST + 1, 413), (3 * LARGEST, 413)])
def test_a_body_in_pieces_has_the_same_limit_and_is_never_cut_off(ideas: World, size: int, status: int) -> None:
    body = json.dumps({"title": "y" * (size - 13)}).encode()
    in_pieces = {"wsgi.input_terminated": True, "HTTP_TRANSFER_ENCODING": "chunked", "CONTENT_LENGTH": ""}
    answer = ideas.client.post(
        "/api/ideas/v1/ideas", input_stream=BytesIO(body), content_type="application/json", environ_overrides=in_pieces
    )
    assert (len(body), answer.status_code, answer.content_type) == (size, status, PROBLEM)


def test_unknown_addresses_and_methods_are_problems_too(ideas: World) -> None:
    assert ideas.get("/nothing").content_type == PROBLEM
    answer = ideas.ask("DELETE", "/ideas", by=uuid4())
    assert (answer.status_code, answer.content_type) == (405, PROBLEM)
    assert "GET" in answer.headers["Allow"]


def test_a_database_that_does_not_answer_is_503_with_retry_after(ideas: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def down(*_: object, **__: object) -> None:
        raise OperationalError("SELECT", {}, Exception("connection refused"))

    monkeypatch.setattr("services.ideas.queries.ideas.list_ideas", down)
    answer = ideas.get("/ideas")
    assert (answer.status_code, answer.content_type) == (503, PROBLEM)
    assert int(answer.headers["Retry-After"]) > 0


def test_a_fault_of_ours_is_500_and_tells_nothing_of_the_inside(ideas: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr("services.ideas.queries.ideas.list_ideas", broken)
    answer = ideas.get("/ideas")
    assert (answer.status_code, answer.content_type) == (500, PROBLEM)
    assert "secret detail" not in answer.text
    assert answer.json["requestId"] == answer.headers["X-Request-ID"]


def test_every_answer_carries_version_and_request_id(ideas: World) -> None:
    answer = ideas.get("/ideas", headers={"X-Request-ID": "mijn-id"})
    assert answer.headers["API-Version"] == "1.0.0"
    assert answer.headers["X-Request-ID"] == "mijn-id"
    forged = ideas.get("/ideas", headers={"X-Request-ID": "x" * 500})
    assert len(forged.headers["X-Request-ID"]) < 65


def test_health_and_metrics_stand_beside_the_api(ideas: World) -> None:
    ideas.get("/ideas")
    assert ideas.client.get("/health/live").json == {"status": "live"}
    assert ideas.client.get("/health/ready").json == {"status": "ready"}
    assert "http_request_seconds_count" in ideas.client.get("/metrics").text


def test_who_has_the_document_already_gets_304(ideas: World) -> None:
    document = ideas.get("/openapi.json")
    again = ideas.get("/openapi.json", headers={"If-None-Match": document.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Access-Control-Allow-Origin"] == "*"
