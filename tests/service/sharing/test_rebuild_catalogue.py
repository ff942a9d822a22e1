"""The catalogue comes to the same in whatever order it hears things, and is rebuilt from what its owners say now."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, update

from services.sharing.commands import let_go, rebuild
from services.sharing.model import Document, SearchEntry
from services.sharing.service import build
from shared import clock
from shared.bus.apply import Applier
from shared.events import Event
from shared.events.experiments import ProeftuinRestated, ProeftuinStopped
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
from tests.service.sharing.test_search import TEXT, found, opened

IDEA, GONE, GARDEN, UPDATE = new_id(), new_id(), new_id(), new_id()
SINCE = datetime.fromisoformat("2026-01-01T10:00:00+00:00")


def history(world: World) -> list[bytes]:
    """What really happened, in order, as it goes over the wire."""
    first = opened(IDEA, title="Werkplek")
    told = {name: getattr(first, name) for name in IdeaUnhidden.__struct_fields__ if name not in ("state", "title")}
    update_ = posted(GARDEN, update_id=UPDATE, title="Les een")
    said: list[Event] = [
        first,
        IdeaRevised(idea_id=IDEA, title="Werkplek verbeterd", **TEXT),
        IdeaHidden(idea_id=IDEA),
        IdeaUnhidden(state="open", title="Werkplek zonder namen", **told),
        IdeaParked(idea_id=IDEA, reason="Even niet."),
        IdeaMerged(idea_id=IDEA, into_id=new_id(), reason="Hetzelfde."),
        IdeaUnmerged(idea_id=IDEA, from_id=new_id(), state="parked", reason="Toch niet."),
        opened(GONE, title="Werkplek die weg moet"),
        IdeaWithdrawn(idea_id=GONE, reason="Toch niet."),
        formed(GARDEN, title="Werkplektuin", themes=["werkplek"], municipality="Utrecht"),
        ProeftuinStopped(proeftuin_id=GARDEN, reason="Klaar."),
        update_,
        revised(update_, title="Les twee over werkplek"),
    ]
    return [world.envelope(each) for each in said]


def facts(world: World) -> list[bytes]:
    """What the owners say when they are asked: nothing of what is withdrawn."""
    garden = formed(GARDEN, title="Werkplektuin", themes=["werkplek"], municipality="Utrecht")
    names = ("title", "summary", "themes", "municipality", "language")
    about = {name: getattr(garden, name) for name in names}
    idea = IdeaRestated(
        idea_id=IDEA, author_id=new_id(), title="Werkplek zonder namen", state="parked", opened_at=SINCE, **TEXT
    )
    stopped = ProeftuinRestated(
        proeftuin_id=GARDEN, idea_id=new_id(), state="stopped", werkkring_ids=[], formed_at=SINCE, **about
    )
    return [world.envelope(each) for each in (idea, stopped)]


def everything(world: World) -> Any:
    pages = [world.get(path).json["items"] for path in ("/search?q=werkplek", "/search", "/search?theme=werkplek")]
    return [sorted((each["title"], each["state"], str(each["themes"]), each["url"]) for each in page) for page in pages]


def take(world: World, bodies: list[bytes]) -> None:
    door = world.doors["sharing"]
    for body in bodies:
        door.take([body])
        drain(Applier(door))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("shuffled")


@pytest.fixture(scope="module")
def truth(folder: Path) -> Iterator[tuple[list[bytes], list[bytes], Any]]:
    world = world_of(build, sqlite_url(build, folder))
    bodies = history(world)
    take(world, bodies)
    yield bodies, facts(world), everything(world)
    world.close()


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32))
def test_it_comes_to_the_same_in_any_order_and_when_it_is_rebuilt_in_the_middle_of_it(
    folder: Path, truth: tuple[list[bytes], list[bytes], Any], seed: int
) -> None:
    bodies, restated, expected = truth
    chance, mine = random.Random(seed), folder / str(seed)
    mine.mkdir(exist_ok=True)
    world = world_of(build, sqlite_url(build, mine))
    try:
        heard = [*bodies, *chance.sample(bodies, 4)]
        chance.shuffle(heard)
        middle = chance.randrange(len(heard))
        take(world, heard[:middle])
        damage(world, chance)
        rebuild(world.service, [])
        rest = [*heard[middle:], *restated]
        chance.shuffle(rest)
        take(world, rest)
        let_go(world.service)
        assert everything(world) == expected
    finally:
        world.close()


def damage(world: World, chance: random.Random) -> None:
    """Rows that were lost, that say something else, and that nobody ever told of."""
    stray = opened(title="Werkplek van niemand")
    take(world, [world.envelope(stray)])
    with world.service.database.transaction() as session:
        (unlucky,) = chance.sample([IDEA, GARDEN], 1)
        session.execute(delete(SearchEntry).where(SearchEntry.document_id == unlucky))
        session.execute(delete(Document).where(Document.id == unlucky))
        session.execute(update(Document).where(Document.id != stray.idea_id).values(title="Onzin", themes=[]))


def test_people_search_on_while_it_is_rebuilt_and_what_nobody_tells_again_is_gone(sharing: World) -> None:
    idea, stray, update_ = opened(), opened(title="Werkplek van niemand"), posted(title="Les over werkplek")
    hidden = opened(title="Werkplek verborgen")
    sharing.hear(idea, stray, hidden, update_, IdeaHidden(idea_id=hidden.idea_id))
    before = sharing.get("/search").json
    rebuild(sharing.service, [])
    assert sharing.get("/search").json == before
    about = {name: getattr(idea, name) for name in ("idea_id", "author_id", "title", *TEXT)}
    with clock.moved(timedelta(days=40)):
        at = {each["id"]: each["at"] for each in before["items"]}
        since = datetime.fromisoformat(at[str(idea.idea_id)])
        sharing.hear(IdeaRestated(**about, state="open", opened_at=since))
    let_go(sharing.service)
    assert set(found(sharing, "q=werkplek")) == {"Thuiswerkplekken in de wijk", "Les over werkplek"}
    late = sharing.envelope(IdeaOpened(**about | {"idea_id": hidden.idea_id}), version=1)
    sharing.take(late)
    assert len(found(sharing, "q=werkplek")) == 2, "what is hidden stays so, whatever comes late"
