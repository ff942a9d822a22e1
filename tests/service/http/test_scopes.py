"""A client of others may do what a declared scope opens, read what is public as a visitor, and nothing else."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from tests.kit.keys import client_token
from tests.kit.world import World

DRAFT = {"title": "Thuiswerkplek", "what": "W", "why": "Y", "concerns": ["iedereen"], "amOneOfThem": True}


@pytest.fixture
def draft(ideas: World) -> tuple[UUID, str]:
    """Someone, and the draft that only she sees."""
    author = uuid4()
    made = ideas.post("/ideas", {**DRAFT, "language": "nl", "themes": []}, by=author)
    assert made.status_code == 201, made.json
    return author, f"/ideas/{made.json['id']}"


def test_with_the_scope_a_client_sees_what_its_person_sees(ideas: World, draft: tuple[UUID, str]) -> None:
    author, path = draft
    assert ideas.get(path, headers=client_token(author, "openid ideas:read")).status_code == 200
    assert ideas.get("/ideas?mine=true", headers=client_token(author, "ideas:read")).json["items"] != []


def test_without_it_a_client_is_a_visitor(ideas: World, draft: tuple[UUID, str]) -> None:
    author, path = draft
    for scope in ("openid profile", "", "ideas:readall", "ideas:READ"):
        assert ideas.get(path, headers=client_token(author, scope, "admin")).status_code == 404
        assert ideas.get("/ideas", headers=client_token(author, scope)).status_code == 200
        assert ideas.get("/ideas?mine=true", headers=client_token(author, scope)).status_code == 401


def test_no_scope_opens_an_operation_that_declares_none(ideas: World, draft: tuple[UUID, str]) -> None:
    author, path = draft
    allowed = client_token(author, "openid ideas:read ideas:write admin *", "admin")
    for method, where in (("POST", "/ideas"), ("PATCH", path), ("POST", f"{path}/_submit"), ("POST", f"{path}/_adopt")):
        answer = ideas.ask(method, where, {}, headers=allowed)
        assert (answer.status_code, answer.json["code"]) == (403, "scope-needed")


def test_a_machine_is_nobody(ideas: World, draft: tuple[UUID, str]) -> None:
    machine = client_token(None, "ideas:read")
    assert ideas.get("/ideas", headers=machine).status_code == 200
    assert ideas.get("/ideas?mine=true", headers=machine).status_code == 401
    assert ideas.get(draft[1], headers=machine).status_code == 404


def test_people_themselves_need_no_scope(ideas: World, draft: tuple[UUID, str]) -> None:
    author, path = draft
    assert ideas.get(path, by=author).status_code == 200
    assert ideas.post(f"{path}/_submit", by=author).status_code in (200, 403, 409)
