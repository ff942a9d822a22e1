"""Revising: by the author, on top of what she saw."""

from __future__ import annotations

import pytest

from shared.events.ideas import IdeaRevised
from shared.ids import new_id
from tests.kit.world import World
from tests.service.ideas.acts import REASON, draft, open_idea, steward

SEEN = {"If-Match": '"1"'}


def test_a_draft_is_changed_in_silence(world: World) -> None:
    ans = new_id()
    idea = draft(world, ans)
    answer = world.patch(f"/ideas/{idea}", {"title": "Nieuw"}, by=ans, headers=SEEN)
    assert (answer.status_code, answer.json["title"], answer.headers["ETag"]) == (200, "Nieuw", '"2"')
    assert world.said(IdeaRevised) == []


def test_a_change_of_a_public_idea_is_told_whole_and_remembered(world: World) -> None:
    ans = new_id()
    idea = open_idea(world, ans)
    tag = world.get(f"/ideas/{idea}").headers["ETag"]
    assert world.patch(f"/ideas/{idea}", {"title": "Nieuw"}, by=ans, headers={"If-Match": tag}).status_code == 200
    (said,) = world.said(IdeaRevised)
    assert isinstance(said, IdeaRevised)
    assert (said.title, said.municipality) == ("Nieuw", "Utrecht")
    assert [one["verb"] for one in world.get(f"/ideas/{idea}/history").json["items"]] == ["submit", "revise"]


def test_without_saying_what_was_seen_nothing_is_changed(world: World) -> None:
    ans = new_id()
    idea = draft(world, ans)
    assert world.patch(f"/ideas/{idea}", {"title": "Nieuw"}, by=ans).status_code == 428


def test_a_change_on_top_of_an_old_version_is_refused(world: World) -> None:
    ans = new_id()
    idea = draft(world, ans)
    world.patch(f"/ideas/{idea}", {"title": "Eerst"}, by=ans, headers=SEEN)
    answer = world.patch(f"/ideas/{idea}", {"title": "Daarna"}, by=ans, headers=SEEN)
    assert (answer.status_code, answer.json["code"]) == (412, "changed")
    assert world.get(f"/ideas/{idea}", by=ans).json["title"] == "Eerst"


def test_only_the_author_revises(world: World) -> None:
    idea = open_idea(world)
    for roles in ([], ["steward"], ["moderator"]):
        answer = world.patch(f"/ideas/{idea}", {"title": "X"}, by=new_id(), roles=roles, headers={"If-Match": "*"})
        assert answer.status_code == 403
    assert world.patch(f"/ideas/{idea}", {"title": "X"}).status_code == 401


def test_a_draft_of_someone_else_is_not_there_to_revise(world: World) -> None:
    idea = draft(world, new_id())
    assert world.patch(f"/ideas/{idea}", {"title": "X"}, by=new_id(), headers=SEEN).status_code == 404


def test_a_public_idea_keeps_its_three_answers(world: World) -> None:
    ans = new_id()
    idea = open_idea(world, ans)
    answer = world.patch(f"/ideas/{idea}", {"why": "", "concerns": []}, by=ans, headers={"If-Match": '"2"'})
    assert (answer.status_code, answer.json["code"]) == (409, "incomplete")
    assert [one["pointer"] for one in answer.json["errors"]] == ["/why", "/concerns"]
    assert world.said(IdeaRevised) == []


@pytest.mark.parametrize("verb", ["park", "withdraw"])
def test_what_is_set_aside_or_taken_back_is_not_revised(world: World, verb: str) -> None:
    ans = new_id()
    idea = open_idea(world, ans)
    if verb == "park":
        steward(world, idea, verb)
    else:
        world.post(f"/ideas/{idea}/_withdraw", REASON, by=ans)
    answer = world.patch(f"/ideas/{idea}", {"title": "X"}, by=ans, headers={"If-Match": '"3"'})
    assert (answer.status_code, answer.json["code"]) == (409, "wrong-state")


def test_the_same_text_again_is_no_revision(world: World) -> None:
    ans = new_id()
    idea = open_idea(world, ans)
    before = world.get(f"/ideas/{idea}")
    tag = {"If-Match": before.headers["ETag"]}
    for same in ({}, {"title": before.json["title"], "concerns": before.json["concerns"]}):
        answer = world.patch(f"/ideas/{idea}", same, by=ans, headers=tag)
        assert (answer.status_code, answer.headers["ETag"]) == (200, tag["If-Match"])
    assert world.said(IdeaRevised) == []
    assert [one["verb"] for one in world.get(f"/ideas/{idea}/history").json["items"]] == ["submit"]
    assert len(world.get(f"/ideas/{idea}/revisions").json["items"]) == 1
