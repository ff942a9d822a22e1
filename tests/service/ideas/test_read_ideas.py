"""Reading ideas: lists, filters, pages, what looks alike."""

from __future__ import annotations

from typing import Any

import pytest

from services.ideas.use_cases.restating import restate
from shared.events.ideas import IdeaRestated
from shared.ids import new_id
from tests.kit.world import World
from tests.service.ideas.acts import draft, open_idea, steward


def _titles(world: World, query: str) -> list[str]:
    return [one["title"] for one in world.get(f"/ideas{query}").json["items"]]


def test_the_newest_comes_first_and_every_page_goes_on_where_the_last_one_stopped(world: World) -> None:
    for letter in "ABCDE":
        open_idea(world, title=letter)
    seen: list[str] = []
    path = "/ideas?limit=2"
    while path:
        page: Any = world.get(path.removeprefix("/api/ideas/v1")).json
        seen += [one["title"] for one in page["items"]]
        path = page["next"]
    assert seen == list("EDCBA")
    assert _titles(world, "?sort=oldest") == list("ABCDE")


def test_the_list_is_narrowed_by_state_theme_place_and_words(anywhere: World) -> None:
    open_idea(anywhere, title="Hout", themes=["circulair"], municipality="Utrecht")
    parked = open_idea(anywhere, title="Zorg", themes=["zorg", "buurt"], municipality="Arnhem", what="Samen eten.")
    steward(anywhere, parked, "park")
    assert _titles(anywhere, "?state=parked") == ["Zorg"]
    assert _titles(anywhere, "?theme=buurt") == ["Zorg"]
    assert _titles(anywhere, "?municipality=utrecht") == ["Hout"]
    assert _titles(anywhere, "?q=samen+eten") == ["Zorg"]
    assert _titles(anywhere, "?q=100%25") == []


@pytest.mark.parametrize("query", ["?limit=0", "?limit=201", "?state=gone", "?cursor=x", "?order=up", "?sort=best"])
def test_a_question_that_makes_no_sense_is_refused(world: World, query: str) -> None:
    assert world.get(f"/ideas{query}").status_code == 400


def test_ideas_that_look_alike_are_offered_best_first(world: World) -> None:
    open_idea(world, title="Meubels maken van hergebruikt hout", what="Werkplaats in de buurt.")
    open_idea(world, title="Samen koken", what="Eten delen in de buurt.")
    found = world.get("/ideas/_similar?title=Hergebruikt+hout+meubels").json["items"]
    assert [one["title"] for one in found] == ["Meubels maken van hergebruikt hout"]
    assert 0 < found[0]["score"] <= 1
    assert world.get("/ideas/_similar?title=xy").json["items"] == []


def test_what_is_not_there_is_not_found(world: World) -> None:
    for path in (f"/ideas/{new_id()}", f"/ideas/{new_id()}/comments", f"/ideas/{new_id()}/history", "/ideas/x"):
        assert world.get(path).status_code == 404


def test_restating_says_every_public_idea_and_no_draft(world: World) -> None:
    draft(world, new_id())
    idea = open_idea(world)
    with world.service.database.transaction() as session:
        restate(session)
    (said,) = world.said(IdeaRestated)
    assert isinstance(said, IdeaRestated)
    assert (str(said.idea_id), said.state) == (idea, "open")
