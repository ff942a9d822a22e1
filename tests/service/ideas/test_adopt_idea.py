"""Adopting: by a member of a werkkring today (R1), with enough people who want to join."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID

from werkzeug.test import TestResponse

from shared import clock
from shared.events.ideas import IdeaAdopted
from shared.ids import new_id
from tests.kit.keys import token
from tests.kit.world import World
from tests.service.ideas.acts import ended, member, open_idea, started, state_of, steward, wanting_to_join


def _ready(world: World) -> str:
    idea = open_idea(world)
    wanting_to_join(world, idea, 2)
    return idea


def test_a_member_adopts_and_the_idea_knows_its_proeftuin(world: World) -> None:
    idea, werkkring = _ready(world), new_id()
    ans = member(world, werkkring)
    answer = world.post(f"/ideas/{idea}/_adopt", by=ans)
    assert answer.status_code == 200
    seen = world.get(f"/ideas/{idea}").json
    assert (seen["state"], seen["proeftuinId"]) == ("adopted", answer.json["proeftuinId"])
    (said,) = world.said(IdeaAdopted)
    assert isinstance(said, IdeaAdopted)
    assert (str(said.proeftuin_id), said.werkkring_id, said.initiator_id) == (seen["proeftuinId"], werkkring, ans)


def test_who_is_no_member_is_told_so_before_anything_else(world: World) -> None:
    answer = world.post(f"/ideas/{open_idea(world)}/_adopt", by=new_id())
    assert (answer.status_code, answer.json["code"]) == (403, "not-a-member")
    assert world.post(f"/ideas/{_ready(world)}/_adopt").status_code == 401


def test_with_too_few_people_it_is_said_how_many_are_needed(world: World) -> None:
    idea = open_idea(world)
    wanting_to_join(world, idea, 1)
    answer = world.post(f"/ideas/{idea}/_adopt", by=member(world))
    assert (answer.status_code, answer.json["code"]) == (409, "too-few")
    assert answer.json["errors"][0]["message"] == "2 of at least 3 people want to join."
    assert state_of(world, idea) == "open"


def test_the_adopter_counts_once_declared_or_not(world: World) -> None:
    idea, ans = open_idea(world), member(world)
    wanting_to_join(world, idea, 1)
    world.put(f"/ideas/{idea}/interests/me", {"kind": "join"}, by=ans)
    assert world.post(f"/ideas/{idea}/_adopt", by=ans).status_code == 409
    wanting_to_join(world, idea, 1)
    assert world.post(f"/ideas/{idea}/_adopt", by=ans).status_code == 200


def test_following_and_contributing_are_not_joining(world: World) -> None:
    idea = open_idea(world)
    for kind in ("follow", "contribute", "follow"):
        world.put(f"/ideas/{idea}/interests/me", {"kind": kind}, by=new_id())
    assert world.post(f"/ideas/{idea}/_adopt", by=member(world)).status_code == 409


def test_who_is_in_several_werkkringen_says_which(world: World) -> None:
    idea, ans, one, other = _ready(world), new_id(), new_id(), new_id()
    world.hear(started(ans, one), started(ans, other))
    vague = world.post(f"/ideas/{idea}/_adopt", by=ans)
    assert (vague.status_code, vague.json["code"]) == (409, "which-werkkring")
    assert world.post(f"/ideas/{idea}/_adopt", {"werkkringId": str(new_id())}, by=ans).status_code == 403
    assert world.post(f"/ideas/{idea}/_adopt", {"werkkringId": str(other)}, by=ans).status_code == 200
    assert world.said(IdeaAdopted)[0].werkkring_id == other  # type: ignore[attr-defined]


def test_a_membership_that_ended_or_has_not_begun_does_not_count(world: World) -> None:
    idea, left, early = _ready(world), new_id(), new_id()
    before = started(left)
    world.hear(before, ended(before), started(early, at=clock.now() + timedelta(days=1)))
    for who in (left, early):
        assert world.post(f"/ideas/{idea}/_adopt", by=who).status_code == 403


def test_only_an_open_idea_is_adopted(world: World) -> None:
    idea, ans = _ready(world), member(world)
    steward(world, idea, "park")
    assert world.post(f"/ideas/{idea}/_adopt", by=ans).status_code == 409
    steward(world, idea, "reopen")
    assert world.post(f"/ideas/{idea}/_adopt", by=ans).status_code == 200
    assert world.post(f"/ideas/{idea}/_adopt", by=ans).status_code == 409
    assert len(world.said(IdeaAdopted)) == 1


def test_adopting_twice_under_one_key_forms_one_proeftuin(world: World) -> None:
    idea, ans, headers = _ready(world), member(world), {"Idempotency-Key": "adopteren"}
    first, again = (world.post(f"/ideas/{idea}/_adopt", by=ans, headers=headers) for _ in range(2))
    assert (again.status_code, again.json) == (200, first.json)
    assert len(world.said(IdeaAdopted)) == 1


def test_of_several_who_adopt_at_once_one_does(anywhere: World) -> None:
    idea = _ready(anywhere)
    people = [member(anywhere) for _ in range(5)]
    app = anywhere.service.app()

    def adopt(who: UUID) -> TestResponse:
        headers = {"Authorization": f"Bearer {token(who)}"}
        return app.test_client().post(f"/api/ideas/v1/ideas/{idea}/_adopt", headers=headers)

    with ThreadPoolExecutor(5) as at_once:
        answers = sorted(answer.status_code for answer in at_once.map(adopt, people))
    assert answers == [200] + [409] * 4
    assert len(anywhere.said(IdeaAdopted)) == 1
