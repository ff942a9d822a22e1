"""Merging: two ideas become one, and can be parted again for two weeks."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from shared import clock
from shared.events.ideas import IdeaMerged, IdeaUnmerged, InterestDeclared, InterestDropped
from shared.ids import new_id
from tests.kit.world import Answer, World
from tests.service.ideas.acts import REASON, draft, open_idea, state_of, steward


def merge(world: World, idea: str, into: str) -> Answer:
    return world.post(f"/ideas/{idea}/_merge", {"into": into, **REASON}, by=new_id(), roles=["steward"])


def want(world: World, idea: str, person: UUID, kind: str, offer: str | None = None) -> None:
    body = {"kind": kind, "offer": offer}
    assert world.put(f"/ideas/{idea}/interests/me", body, by=person).status_code == 200


def wish(world: World, idea: str, person: UUID) -> object:
    return world.get(f"/ideas/{idea}", by=person).json["myInterest"]


def test_a_merged_idea_leads_on_and_its_interests_moved(anywhere: World) -> None:
    world, ans, bea = anywhere, new_id(), new_id()
    one, other = open_idea(world), open_idea(world)
    want(world, one, ans, "join", "Een schuur.")
    want(world, one, bea, "join")
    want(world, other, bea, "follow", "Een zaag.")
    answer = merge(world, one, other)
    assert (answer.status_code, answer.json["state"], answer.json["mergedInto"]) == (200, "merged", other)
    assert [wish(world, other, who) for who in (ans, bea)] == ["join", "join"]
    assert [wish(world, one, who) for who in (ans, bea)] == [None, None]
    assert [each["id"] for each in world.get("/ideas").json["items"]] == [other]
    assert [each["id"] for each in world.get("/ideas?state=merged").json["items"]] == [one]
    assert len(world.said(IdeaMerged)) == 1
    assert len(world.said(InterestDropped)) == 2
    assert len(world.said(InterestDeclared)) == 5
    verbs = [each["verb"] for each in world.get(f"/ideas/{other}/history").json["items"]]
    assert verbs == ["submit", "take-in"]


def test_undoing_puts_every_interest_back_where_it_was(anywhere: World) -> None:
    world, ans, bea, cor = anywhere, new_id(), new_id(), new_id()
    one, other = open_idea(world), open_idea(world)
    want(world, one, ans, "join")
    want(world, one, bea, "contribute", "Een bus.")
    want(world, other, bea, "follow")
    want(world, one, cor, "join")
    steward(world, one, "park")
    merge(world, one, other)
    world.delete(f"/ideas/{other}/interests/me", by=cor)
    answer = steward(world, one, "unmerge")
    assert (answer.status_code, answer.json["state"], answer.json["mergedInto"]) == (200, "parked", None)
    assert [wish(world, one, who) for who in (ans, bea, cor)] == ["join", "contribute", None]
    assert [wish(world, other, who) for who in (ans, bea, cor)] == [None, "follow", None]
    assert [said.state for said in world.said(IdeaUnmerged)] == ["parked"]  # type: ignore[attr-defined]


def test_who_changed_his_mind_there_keeps_it_there(world: World) -> None:
    ans, one, other = new_id(), open_idea(world), open_idea(world)
    want(world, one, ans, "join")
    merge(world, one, other)
    want(world, other, ans, "contribute")
    steward(world, one, "unmerge")
    assert (wish(world, one, ans), wish(world, other, ans)) == ("join", "contribute")


def test_after_two_weeks_a_merge_stands(world: World) -> None:
    one, other = open_idea(world), open_idea(world)
    merge(world, one, other)
    with clock.moved(timedelta(days=15)):
        answer = steward(world, one, "unmerge")
    assert (answer.status_code, answer.json["code"]) == (409, "too-late")
    assert state_of(world, one) == "merged"


def test_after_undoing_it_may_be_merged_and_undone_again(world: World) -> None:
    one, other, third = (open_idea(world) for _ in range(3))
    merge(world, one, other)
    steward(world, one, "unmerge")
    assert merge(world, one, third).json["mergedInto"] == third
    assert steward(world, one, "unmerge").json["state"] == "open"


def test_it_is_undone_also_where_the_other_was_hidden_meanwhile(world: World) -> None:
    ans, one, other = new_id(), open_idea(world), open_idea(world)
    want(world, one, ans, "join")
    merge(world, one, other)
    world.post(f"/ideas/{other}/_hide", REASON, by=new_id(), roles=["moderator"])
    assert steward(world, one, "unmerge").json["state"] == "open"
    assert wish(world, one, ans) == "join"


@pytest.mark.parametrize("wrong", ["itself", "draft", "withdrawn", "nothing", "merged"])
def test_an_idea_goes_on_only_in_one_that_takes_interest(world: World, wrong: str) -> None:
    ans, one = new_id(), open_idea(world)
    targets = {"itself": one, "draft": draft(world, ans), "withdrawn": open_idea(world, ans), "nothing": str(new_id())}
    targets["merged"] = open_idea(world)
    merge(world, targets["merged"], open_idea(world))
    world.post(f"/ideas/{targets['withdrawn']}/_withdraw", REASON, by=ans)
    assert merge(world, one, targets[wrong]).status_code in (400, 409)
    assert state_of(world, one) == "open"


def test_only_a_steward_merges_and_only_what_is_merged_is_parted(world: World) -> None:
    ans, other = new_id(), open_idea(world)
    one = open_idea(world, ans)
    body = {"into": other, **REASON}
    assert world.post(f"/ideas/{one}/_merge", body).status_code == 401
    assert world.post(f"/ideas/{one}/_merge", body, by=ans).status_code == 403
    assert world.post(f"/ideas/{one}/_merge", REASON, by=ans, roles=["steward"]).status_code == 400
    assert steward(world, one, "unmerge").status_code == 409
    assert steward(world, str(new_id()), "unmerge").status_code == 404
