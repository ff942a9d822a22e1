"""One list of everything that is public, found in Dutch, and of nothing that is not public any more."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.sharing.commands import rebuild_catalogue
from services.sharing.service import build
from shared import clock
from shared.bus.apply import Applier
from shared.bus.replay import forget
from shared.events import Event
from shared.events.experiments import ProeftuinRestated, ProeftuinStopped, UpdateRestated, UpdateWithdrawn
from shared.events.ideas import (
    IdeaHidden,
    IdeaMerged,
    IdeaOpened,
    IdeaParked,
    IdeaRestated,
    IdeaRevised,
    IdeaUnhidden,
    IdeaUnmerged,
    IdeaWithdrawn,
)
from shared.ids import new_id
from tests.kit.drain import drain
from tests.kit.world import World, sqlite_url, world_of
from tests.service.sharing.conftest import formed, posted, revised

TEXT: dict[str, Any] = {
    "what": "Een rustige plek om te werken.",
    "why": "Omdat het thuis te druk is.",
    "concerns": ["freelancers"],
    "themes": ["werkplek"],
    "municipality": "Utrecht",
    "language": "nl",
}


def opened(idea_id: UUID | None = None, title: str = "Thuiswerkplekken in de wijk", **changes: Any) -> IdeaOpened:
    return IdeaOpened(idea_id=idea_id or new_id(), author_id=new_id(), title=title, **{**TEXT, **changes})


def found(world: World, query: str) -> list[str]:
    """The titles, best first."""
    answer = world.get(f"/search?{query}")
    assert answer.status_code == 200, answer.text
    return [each["title"] for each in answer.json["items"]]


def test_everything_public_is_found_in_one_list_in_whatever_form_the_word_stands(sharing: World) -> None:
    garden = new_id()
    sharing.hear(opened(), formed(garden, title="Werkplek zonder muren"))
    sharing.hear(
        posted(garden, title="Eerste les", body="De **werkplekken** staan er. <b>Mooi</b>"), posted(title="Anders")
    )
    assert set(found(sharing, "q=werkplek")) == {"Thuiswerkplekken in de wijk", "Werkplek zonder muren", "Eerste les"}
    assert found(sharing, "q=werkplek")[0] == "Werkplek zonder muren"
    assert found(sharing, "q=werkplek&type=publication") == ["Eerste les"]
    (one,) = sharing.get("/search?q=werkplekken&type=publication").json["items"]
    assert one["snippetHtml"] == "De <mark>werkplekken</mark> staan er. &lt;b&gt;Mooi&lt;/b&gt;"
    assert one["url"].startswith("http://127.0.0.1:8080/publicaties/")
    assert (one["proeftuinId"], one["type"]) == (str(garden), "publication")
    assert found(sharing, "q=de") == []
    assert found(sharing, "q=zeppelin") == []


def test_filters_narrow_with_words_and_without(sharing: World) -> None:
    garden = new_id()
    sharing.hear(posted(garden, title="Les over werkplek"), opened(municipality="Hengelo", themes=["Groen"]))
    sharing.hear(formed(garden, title="Tuin", themes=["werktijd"], municipality="Den Haag"))
    assert set(found(sharing, "theme=werktijd")) == {"Les over werkplek", "Tuin"}
    assert found(sharing, "theme=werktijd&q=werkplek") == ["Les over werkplek"]
    assert found(sharing, "theme=groen") == ["Thuiswerkplekken in de wijk"]
    assert set(found(sharing, "municipality=den+haag")) == {"Les over werkplek", "Tuin"}
    assert found(sharing, "type=idea") == ["Thuiswerkplekken in de wijk"]
    assert found(sharing, "type=idea&municipality=Den+Haag") == []
    assert sharing.get("/search?type=person").status_code == 400
    assert sharing.get("/search?sort=x").status_code == 400


def test_pages_follow_each_other_without_a_gap_or_a_repeat(sharing: World) -> None:
    for number in range(7):
        with clock.moved(timedelta(minutes=number)):
            sharing.hear(opened(title=f"Werkplek {number}"), times=1)
    for query in ("limit=3", "limit=3&q=werkplek", "limit=3&type=idea"):
        seen, path = [], f"/search?{query}"
        while path:
            answer = sharing.get(path).json
            seen += [each["title"] for each in answer["items"]]
            path = (answer["next"] or "").removeprefix("/api/sharing/v1")
        assert sorted(seen) == [f"Werkplek {number}" for number in range(7)]
    assert found(sharing, "limit=3") == ["Werkplek 6", "Werkplek 5", "Werkplek 4"]
    assert sharing.get("/search?q=werkplek&cursor=nonsense").status_code == 400


def test_what_is_hidden_or_withdrawn_vanishes_at_once_and_no_text_of_it_is_kept(sharing: World) -> None:
    hidden, withdrawn, update = opened(title="Verborgen werkplek"), opened(title="Ingetrokken werkplek"), posted()
    sharing.hear(hidden, withdrawn, update)
    sharing.hear(IdeaHidden(idea_id=hidden.idea_id), IdeaWithdrawn(idea_id=withdrawn.idea_id, reason="Toch niet."))
    sharing.hear(UpdateWithdrawn(update_id=update.update_id, proeftuin_id=update.proeftuin_id))
    assert found(sharing, "q=werkplek") == found(sharing, "q=week") == found(sharing, "limit=5") == []
    with sharing.service.database.engine.connect() as connection:
        for table in ("document", "search_entry"):
            assert "erkplek" not in str(connection.exec_driver_sql(f"SELECT * FROM {table}").all())
    told = {name: getattr(hidden, name) for name in IdeaUnhidden.__struct_fields__ if name != "state"}
    sharing.hear(IdeaUnhidden(state="open", **told))
    assert found(sharing, "q=werkplek") == ["Verborgen werkplek"]


def test_hostile_titles_come_out_as_text(sharing: World) -> None:
    sharing.hear(opened(title='<script>alert("werkplek")</script>'), times=1)
    (one,) = sharing.get("/search?q=werkplek").json["items"]
    assert one["titleHtml"] == "&lt;script&gt;alert(&quot;<mark>werkplek</mark>&quot;)&lt;/script&gt;"


IDEA, GARDEN, UPDATE = new_id(), new_id(), new_id()


def history(world: World) -> list[bytes]:
    """What really happened, in order, as it goes over the wire."""
    first = opened(IDEA, title="Werkplek")
    told = {name: getattr(first, name) for name in IdeaUnhidden.__struct_fields__ if name not in ("state", "title")}
    update = posted(GARDEN, update_id=UPDATE, title="Les een")
    said: list[Event] = [
        first,
        IdeaRevised(idea_id=IDEA, title="Werkplek verbeterd", **TEXT),
        IdeaHidden(idea_id=IDEA),
        IdeaUnhidden(state="open", title="Werkplek zonder namen", **told),
        IdeaParked(idea_id=IDEA, reason="Even niet."),
        IdeaMerged(idea_id=IDEA, into_id=new_id(), reason="Hetzelfde."),
        IdeaUnmerged(idea_id=IDEA, from_id=new_id(), state="parked", reason="Toch niet."),
        formed(GARDEN, title="Werkplektuin", themes=["werkplek"], municipality="Utrecht"),
        ProeftuinStopped(proeftuin_id=GARDEN, reason="Klaar."),
        update,
        revised(update, title="Les twee over werkplek"),
    ]
    return [world.envelope(each) for each in said]


def everything(world: World) -> Any:
    pages = [world.get(path).json["items"] for path in ("/search?q=werkplek", "/search", "/search?theme=werkplek")]
    return [sorted((each["title"], each["state"], str(each["themes"]), each["url"]) for each in page) for page in pages]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("shuffled")


@pytest.fixture(scope="module")
def truth(folder: Path) -> Iterator[tuple[list[bytes], Any]]:
    world = world_of(build, sqlite_url(build, folder))
    bodies = history(world)
    for body in bodies:
        world.take(body)
    yield bodies, everything(world)
    world.close()


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32))
def test_it_comes_to_the_same_in_whatever_order_and_however_often_things_are_heard(
    folder: Path, truth: tuple[list[bytes], Any], seed: int
) -> None:
    bodies, expected = truth
    chance, mine = random.Random(seed), folder / str(seed)
    mine.mkdir(exist_ok=True)
    world = world_of(build, sqlite_url(build, mine))
    try:
        heard = [*bodies, *chance.sample(bodies, 4)]
        chance.shuffle(heard)
        for body in heard:
            world.doors["sharing"].take([body])
            drain(Applier(world.doors["sharing"]))
        assert everything(world) == expected
    finally:
        world.close()


def test_a_catalogue_that_is_emptied_is_rebuilt_from_what_is_told_again(sharing: World) -> None:
    idea, update, garden = opened(), posted(), new_id()
    gone = opened(title="Weg ermee")
    sharing.hear(idea, gone, update, formed(garden, title="Tuin"), IdeaHidden(idea_id=gone.idea_id))
    before = sharing.get("/search").json
    rebuild_catalogue(sharing.service, [])
    assert found(sharing, "limit=9") == ["Eerste week"]
    with clock.moved(timedelta(days=40)):
        for each in sharing.service.consumers:
            forget(sharing.service.database, each)
        about = {name: getattr(idea, name) for name in ("idea_id", "author_id", "title", *TEXT)}
        at = {each["id"]: each["at"] for each in before["items"]}
        since = datetime.fromisoformat(at[str(idea.idea_id)])
        sharing.hear(IdeaRestated(**about, state="open", opened_at=since))
        names = ("idea_id", "title", "summary", "themes", "municipality", "language")
        facts = {name: getattr(formed(garden, title="Tuin"), name) for name in names}
        since = datetime.fromisoformat(at[str(garden)])
        sharing.hear(
            ProeftuinRestated(proeftuin_id=garden, state="forming", werkkring_ids=[], formed_at=since, **facts)
        )
        told = {name: getattr(update, name) for name in UpdateRestated.__struct_fields__ if name != "public_since"}
        sharing.hear(UpdateRestated(**told))
    assert sharing.get("/search").json == before
