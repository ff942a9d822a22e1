"""Drafting: kept on the server, seen by the author alone."""

from __future__ import annotations

from typing import Any

import pytest

from shared.ids import new_id
from tests.kit.world import World
from tests.service.ideas.acts import TEXT, draft


def test_a_draft_is_kept_as_it_was_written_and_nothing_is_said(world: World) -> None:
    ans = new_id()
    answer = world.post("/ideas", TEXT, by=ans)
    assert answer.status_code == 201
    assert {**answer.json, **TEXT} == answer.json
    assert (answer.json["state"], answer.json["authorId"], answer.headers["ETag"]) == ("draft", str(ans), '"1"')
    assert world.said() == []


def test_a_title_is_enough_to_begin_with(world: World) -> None:
    answer = world.post("/ideas", {"title": "Iets met hout"}, by=new_id())
    assert (answer.status_code, answer.json["what"], answer.json["concerns"]) == (201, "", [])


def test_a_draft_is_not_there_for_anyone_but_its_author(world: World) -> None:
    ans = new_id()
    path = f"/ideas/{draft(world, ans)}"
    assert world.get(path, by=ans).status_code == 200
    for options in (
        {},
        {"by": new_id()},
        {"by": new_id(), "roles": ["moderator"]},
        {"by": new_id(), "roles": ["admin"]},
    ):
        assert world.get(path, **options).status_code == 404
        assert world.get(f"{path}/comments", **options).status_code == 404
        assert world.get(f"{path}/history", **options).status_code == 404


def test_a_draft_stands_in_no_list_but_ones_own(world: World) -> None:
    ans = new_id()
    idea = draft(world, ans)
    assert world.get("/ideas", by=ans).json["items"] == []
    assert [one["id"] for one in world.get("/ideas?mine=true", by=ans).json["items"]] == [idea]
    assert world.get("/ideas?mine=true", by=new_id()).json["items"] == []
    assert world.get("/ideas?mine=true").status_code == 401
    assert world.get("/ideas?state=draft").json["items"] == []
    assert world.get("/ideas/_similar?title=Werkplaats").json["items"] == []


def test_a_visitor_drafts_nothing(world: World) -> None:
    assert world.post("/ideas", TEXT).status_code == 401


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("title", "x" * 121),
        ("title", "twee\nregels"),
        ("what", "x" * 5001),
        ("concerns", ["x"] * 21),
        ("language", "de"),
        ("amOneOfThem", "misschien"),
        ("state", "open"),
        ("authorId", "x"),
        ("id", "x"),
    ],
)
def test_what_cannot_be_right_is_refused_with_the_place_where(world: World, field: str, value: Any) -> None:
    answer = world.post("/ideas", {**TEXT, field: value}, by=new_id())
    assert answer.status_code == 400
    assert answer.json["errors"][0]["pointer"].startswith(f"/{field}")


def test_sent_twice_under_one_key_it_is_kept_once(world: World) -> None:
    ans, headers = new_id(), {"Idempotency-Key": "mijn-idee"}
    first = world.post("/ideas", TEXT, by=ans, headers=headers)
    again = world.post("/ideas", TEXT, by=ans, headers=headers)
    assert (again.status_code, again.json, again.headers["ETag"]) == (201, first.json, first.headers["ETag"])
    assert again.headers["Idempotent-Replayed"] == "true"
    assert len(world.get("/ideas?mine=true", by=ans).json["items"]) == 1


def test_one_key_for_two_different_drafts_is_refused(world: World) -> None:
    ans, headers = new_id(), {"Idempotency-Key": "mijn-idee"}
    world.post("/ideas", TEXT, by=ans, headers=headers)
    assert world.post("/ideas", {**TEXT, "title": "Anders"}, by=ans, headers=headers).status_code == 422


def test_the_same_key_of_someone_else_is_another_key(world: World) -> None:
    headers = {"Idempotency-Key": "mijn-idee"}
    first, second = (world.post("/ideas", TEXT, by=new_id(), headers=headers).json["id"] for _ in range(2))
    assert first != second


def test_a_refused_draft_leaves_its_key_free(world: World) -> None:
    ans, headers = new_id(), {"Idempotency-Key": "mijn-idee"}
    assert world.post("/ideas", {}, by=ans, headers=headers).status_code == 400
    assert world.post("/ideas", TEXT, by=ans, headers=headers).status_code == 201
