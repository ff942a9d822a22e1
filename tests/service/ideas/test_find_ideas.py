"""Finding in Dutch, alike on both databases, over HTTP."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from services.ideas.commands import reindex
from services.ideas.model import Idea, SearchEntry
from shared.ids import new_id
from tests.bench.search import by_likeness, by_searching, fill, measure
from tests.kit.world import World
from tests.service.ideas.acts import open_idea


def titles(world: World, query: str) -> list[str]:
    return [one["title"] for one in world.get(f"/ideas?{query}").json["items"]]


def test_the_labelled_set_is_found(anywhere: World) -> None:
    names = fill(anywhere)
    for ask in (by_searching, by_likeness):
        figures = measure(anywhere, names, ask)
        assert figures.recall >= 0.9, figures.wrong
        assert figures.precision >= 0.9, figures.wrong


def test_what_is_revised_is_found_by_its_new_words_only(anywhere: World) -> None:
    ans = new_id()
    idea = open_idea(anywhere, ans, title="Kledingruil")
    anywhere.patch(f"/ideas/{idea}", {"title": "Muziekstudio"}, by=ans, headers={"If-Match": "*"})
    assert titles(anywhere, "q=studio") == ["Muziekstudio"]
    assert titles(anywhere, "q=kledingruil") == []


def test_the_best_comes_first_and_pages_go_on_where_they_stopped(anywhere: World) -> None:
    for number in range(5):
        open_idea(anywhere, title=f"Idee {number}", what="Er is een moestuin bij.")
    open_idea(anywhere, title="Moestuin", what="Groente.")
    seen: list[str] = []
    path: Any = "/ideas?q=moestuin&limit=2"
    while path:
        page = anywhere.get(path.removeprefix("/api/ideas/v1")).json
        seen += [one["title"] for one in page["items"]]
        path = page["next"]
    assert seen == ["Moestuin", *(f"Idee {number}" for number in (4, 3, 2, 1, 0))]
    assert titles(anywhere, "q=moestuin&sort=oldest&limit=1") == ["Idee 0"]
    assert anywhere.get("/ideas?q=moestuin&cursor=x").status_code == 400
    assert anywhere.get("/ideas?q=moestuin&cursor=WzFd").status_code == 400


def test_words_narrow_together_with_the_other_filters(anywhere: World) -> None:
    open_idea(anywhere, title="Moestuin", municipality="Utrecht", themes=["groen"])
    open_idea(anywhere, title="Moestuin", municipality="Arnhem", themes=["zorg"])
    assert len(titles(anywhere, "q=moestuin&municipality=arnhem")) == 1
    assert len(titles(anywhere, "q=moestuin&theme=groen")) == 1
    assert titles(anywhere, "q=de+het+een") == []
    assert titles(anywhere, "q=%27+OR+%22+%3A%2A+%28") == []


def test_words_that_people_use_are_learned_and_take_compounds_apart(anywhere: World) -> None:
    for number in range(2):
        open_idea(anywhere, title=f"Een quilt {number}", what="En een workshop.")
    joined = open_idea(anywhere, title="Quiltworkshop", what="Wij komen bij elkaar.")
    anywhere.pass_time()
    reindex(anywhere.service, [])
    assert joined in [one["id"] for one in anywhere.get("/ideas?q=workshop+quilt").json["items"]]


def test_what_was_public_before_there_was_an_index_is_indexed_by_the_schedule(anywhere: World) -> None:
    open_idea(anywhere, title="Moestuin")
    with anywhere.service.database.transaction() as session:
        for entry in session.scalars(select(SearchEntry)):
            session.delete(entry)
    assert titles(anywhere, "q=moestuin") == []
    anywhere.pass_time()
    assert titles(anywhere, "q=moestuin") == ["Moestuin"]


def test_a_change_that_is_undone_leaves_the_index_as_it_was(anywhere: World) -> None:
    idea = open_idea(anywhere, title="Moestuin")
    answer = anywhere.patch(f"/ideas/{idea}", {"title": "Studio"}, by=new_id(), headers={"If-Match": "*"})
    assert answer.status_code == 403
    with anywhere.service.database.reading() as session:
        assert len(session.scalars(select(SearchEntry)).all()) == len(session.scalars(select(Idea)).all()) == 1
    assert titles(anywhere, "q=studio") == []
