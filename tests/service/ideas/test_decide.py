"""Submitting, withdrawing, parking and reopening: who, when, and why."""

from __future__ import annotations

from typing import Any

import pytest

from shared.events.ideas import IdeaOpened, IdeaParked, IdeaReopened, IdeaWithdrawn
from shared.ids import new_id
from tests.kit.world import World
from tests.service.ideas.acts import REASON, draft, open_idea, state_of, steward


def test_submitting_makes_a_draft_public_and_tells_everyone(world: World) -> None:
    ans = new_id()
    idea = draft(world, ans)
    answer = world.post(f"/ideas/{idea}/_submit", by=ans)
    assert (answer.status_code, answer.json["state"]) == (200, "open")
    assert answer.json["openedAt"] is not None
    assert [one["id"] for one in world.get("/ideas").json["items"]] == [idea]
    (said,) = world.said(IdeaOpened)
    assert isinstance(said, IdeaOpened)
    assert (str(said.idea_id), said.author_id, said.title) == (idea, ans, "Werkplaats voor hergebruik")


def test_an_idea_answers_three_questions_and_hears_of_all_that_miss_at_once(world: World) -> None:
    ans = new_id()
    idea = world.post("/ideas", {"title": "Iets met hout"}, by=ans).json["id"]
    answer = world.post(f"/ideas/{idea}/_submit", by=ans)
    assert (answer.status_code, answer.json["code"]) == (409, "incomplete")
    assert [one["pointer"] for one in answer.json["errors"]] == ["/what", "/why", "/concerns"]
    assert state_of(world, idea, by=ans) == "draft"
    assert world.said() == []


def test_whether_one_is_one_of_them_may_be_answered_no(world: World) -> None:
    assert open_idea(world, amOneOfThem=False)


def test_nobody_submits_anothers_draft_or_an_open_idea_again(world: World) -> None:
    ans = new_id()
    idea = draft(world, ans)
    assert world.post(f"/ideas/{idea}/_submit", by=new_id()).status_code == 404
    assert world.post(f"/ideas/{idea}/_submit").status_code == 401
    world.post(f"/ideas/{idea}/_submit", by=ans)
    assert world.post(f"/ideas/{idea}/_submit", by=ans).status_code == 409


def test_submitting_twice_under_one_key_tells_it_once(world: World) -> None:
    ans, headers = new_id(), {"Idempotency-Key": "indienen"}
    idea = draft(world, ans)
    answers = [world.post(f"/ideas/{idea}/_submit", by=ans, headers=headers) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert len(world.said(IdeaOpened)) == 1


def test_the_author_withdraws_with_a_reason(world: World) -> None:
    ans = new_id()
    idea = open_idea(world, ans)
    answer = world.post(f"/ideas/{idea}/_withdraw", REASON, by=ans)
    assert (answer.json["state"], answer.json["decision"]["reason"]) == ("withdrawn", "Daarom.")
    assert [said.reason for said in world.said(IdeaWithdrawn)] == ["Daarom."]  # type: ignore[attr-defined]


def test_a_parked_idea_may_be_withdrawn_too(world: World) -> None:
    ans = new_id()
    idea = open_idea(world, ans)
    steward(world, idea, "park")
    assert world.post(f"/ideas/{idea}/_withdraw", REASON, by=ans).json["state"] == "withdrawn"


def test_a_steward_parks_and_reopens_with_a_reason(world: World) -> None:
    idea = open_idea(world)
    assert steward(world, idea, "park").json["state"] == "parked"
    assert steward(world, idea, "reopen").json["state"] == "open"
    assert [type(said) for said in world.said(IdeaParked, IdeaReopened)] == [IdeaParked, IdeaReopened]
    history = world.get(f"/ideas/{idea}/history").json["items"]
    assert [one["verb"] for one in history] == ["submit", "park", "reopen"]
    assert history[1]["reason"] == "Daarom."


@pytest.mark.parametrize("verb", ["park", "reopen"])
def test_only_a_steward_parks_and_reopens(world: World, verb: str) -> None:
    ans = new_id()
    idea = open_idea(world, ans)
    assert world.post(f"/ideas/{idea}/_{verb}", REASON).status_code == 401
    assert world.post(f"/ideas/{idea}/_{verb}", REASON, by=ans).status_code == 403
    assert world.post(f"/ideas/{idea}/_{verb}", REASON, by=new_id(), roles=["moderator"]).status_code == 403


def test_only_the_author_withdraws(world: World) -> None:
    assert steward(world, open_idea(world), "withdraw").status_code == 403


@pytest.mark.parametrize("verb", ["withdraw", "park", "reopen"])
@pytest.mark.parametrize("body", [{}, {"reason": ""}, {"reason": "x" * 2001}, {"reason": None}])
def test_a_decision_without_a_reason_is_refused(world: World, verb: str, body: dict[str, Any]) -> None:
    ans = new_id()
    idea = open_idea(world, ans)
    assert world.post(f"/ideas/{idea}/_{verb}", body, by=ans, roles=["steward"]).status_code == 400


def test_what_does_not_fit_the_state_is_refused(world: World) -> None:
    idea = open_idea(world)
    assert steward(world, idea, "reopen").status_code == 409
    steward(world, idea, "park")
    assert steward(world, idea, "park").status_code == 409
    assert steward(world, str(new_id()), "park").status_code == 404
