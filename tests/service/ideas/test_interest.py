"""Interest: joining, contributing, following; and taking it back."""

from __future__ import annotations

from typing import Any

import pytest

from shared.events.ideas import InterestDeclared, InterestDropped
from shared.ids import new_id
from tests.kit.world import World
from tests.service.ideas.acts import REASON, draft, open_idea


@pytest.mark.parametrize("kind", ["join", "contribute", "follow"])
def test_each_kind_is_declared_counted_and_told(world: World, kind: str) -> None:
    idea, ans = open_idea(world), new_id()
    answer = world.put(f"/ideas/{idea}/interests/me", {"kind": kind, "offer": "Een schuur."}, by=ans)
    assert (answer.status_code, answer.json) == (200, {"kind": kind, "offer": "Een schuur."})
    seen = world.get(f"/ideas/{idea}", by=ans).json
    assert (seen["myInterest"], seen["interests"][kind], sum(seen["interests"].values())) == (kind, 1, 1)
    assert len(world.said(InterestDeclared)) == 1


def test_declaring_the_same_again_tells_nothing_and_another_kind_replaces_it(world: World) -> None:
    idea, ans = open_idea(world), new_id()
    for kind in ("follow", "follow", "join"):
        world.put(f"/ideas/{idea}/interests/me", {"kind": kind}, by=ans)
    assert world.get(f"/ideas/{idea}").json["interests"] == {"join": 1, "contribute": 0, "follow": 0}
    assert [said.kind for said in world.said(InterestDeclared)] == ["follow", "join"]  # type: ignore[attr-defined]


def test_taking_it_back_tells_it_once(world: World) -> None:
    idea, ans = open_idea(world), new_id()
    world.put(f"/ideas/{idea}/interests/me", {"kind": "join"}, by=ans)
    for _ in range(2):
        assert world.delete(f"/ideas/{idea}/interests/me", by=ans).status_code == 204
    assert world.get(f"/ideas/{idea}", by=ans).json["myInterest"] is None
    assert len(world.said(InterestDropped)) == 1


def test_others_do_not_see_who_wants_what(world: World) -> None:
    idea, ans = open_idea(world), new_id()
    world.put(f"/ideas/{idea}/interests/me", {"kind": "join", "offer": "Een schuur."}, by=ans)
    seen = world.get(f"/ideas/{idea}", by=new_id())
    assert seen.json["myInterest"] is None
    assert str(ans) not in seen.text
    assert "schuur" not in seen.text


def test_an_idea_that_is_taken_back_takes_no_interest_and_a_draft_is_not_there(world: World) -> None:
    ans = new_id()
    idea, hidden = open_idea(world, ans), draft(world, ans)
    world.post(f"/ideas/{idea}/_withdraw", REASON, by=ans)
    assert world.put(f"/ideas/{idea}/interests/me", {"kind": "join"}, by=new_id()).status_code == 409
    assert world.put(f"/ideas/{hidden}/interests/me", {"kind": "join"}, by=new_id()).status_code == 404


@pytest.mark.parametrize("body", [{}, {"kind": "against"}, {"kind": "join", "offer": "x" * 2001}, {"kind": 1}])
def test_there_is_no_vote_against_and_no_novel(world: World, body: dict[str, Any]) -> None:
    assert world.put(f"/ideas/{open_idea(world)}/interests/me", body, by=new_id()).status_code == 400


def test_a_visitor_declares_nothing(world: World) -> None:
    idea = open_idea(world)
    assert world.put(f"/ideas/{idea}/interests/me", {"kind": "join"}).status_code == 401
    assert world.delete(f"/ideas/{idea}/interests/me").status_code == 401
