"""From an update in a proeftuin to a page on a real WordPress, through the whole ledger, and how long it takes."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import Any

import httpx
import pytest

from services.sharing.channels.delivering import Deliverer
from services.sharing.channels.website import Website
from services.sharing.channels.website.wordpress import WordPress
from services.sharing.model import publication_id_of
from services.sharing.service import build
from shared import clock
from shared.events.experiments import UpdatePosted, UpdateWithdrawn
from shared.ids import new_id
from shared.people import Names
from shared.settings import Settings
from tests.kit.keys import keys
from tests.kit.world import World, sqlite_url
from tests.service.sharing.conftest import posted, revised
from tests.service.sharing.website import Desk
from tests.wordpress.conftest import ask, page, website
from tests.wordpress.site import Site

pytestmark = pytest.mark.wordpress

EDITOR = {"by": new_id(), "roles": ["editor"]}


@dataclass
class RealDesk(Desk):
    """The same desk, with the real site at the other end."""

    real: Site = field(kw_only=True)

    def restart(self) -> None:
        super().restart()
        self.deliverer = Deliverer(self.world.service.database, website(self.real))

    def publish(self, **changes: Any) -> UpdatePosted:
        update = posted(self.proeftuin, **changes)
        self.world.hear(update)
        return update

    def seen(self, update: UpdatePosted) -> dict[str, Any]:
        """What an editor sees of it."""
        path = f"/publications/{publication_id_of(update.update_id)}/deliveries/website"
        found: dict[str, Any] = self.world.get(path, **EDITOR).json
        return found


@pytest.fixture
def desk(site: Site, tmp_path: Path) -> Iterator[RealDesk]:
    nobody = httpx.MockTransport(lambda request: httpx.Response(200, json={"items": [], "next": None}))
    names = Names(httpx.Client(transport=nobody, base_url="http://identity"))
    world = World(build(Settings(database_url=sqlite_url(build, tmp_path)), keys=keys(), names=names))
    made = RealDesk(world, real=site)
    made.plan()
    yield made
    world.close()


def test_an_update_comes_changes_and_goes_on_the_page(desk: RealDesk, site: Site) -> None:
    update = desk.publish()
    desk.deliver()
    first = desk.seen(update)
    assert first["state"] == "delivered"
    assert "<strong>begonnen</strong>" in page(site, first["url"])
    desk.world.hear(revised(update, body="Het gaat **goed**."))
    desk.restart()
    desk.deliver()
    assert "<strong>goed</strong>" in page(site, first["url"])
    desk.world.hear(UpdateWithdrawn(update_id=update.update_id, proeftuin_id=desk.proeftuin))
    desk.deliver()
    assert "Dit bericht is teruggetrokken." in page(site, first["url"])
    assert desk.seen(update)["state"] == "retracted"


def test_an_answer_that_is_lost_after_the_post_was_made_makes_no_second_one(desk: RealDesk, site: Site) -> None:
    def lose(response: httpx.Response) -> None:
        if response.request.method == "POST":
            raise httpx.ReadTimeout("The answer was lost.", request=response.request)

    with site.http() as http:
        http.event_hooks["response"] = [lose]
        wordpress = WordPress(site.url, "proeftuin", site.passwords["proeftuin"], http)
        channel = Website(wordpress, category="", trash=False, pause_between=0)
        desk.deliverer = Deliverer(desk.world.service.database, channel)
        update = desk.publish()
        desk.deliver()
    assert desk.seen(update)["state"] == "unknown"
    desk.restart()
    with clock.moved(timedelta(minutes=1)):
        desk.deliver()
    assert desk.seen(update)["state"] == "delivered"
    found = ask(site, "GET", "posts", params={"search": str(publication_id_of(update.update_id))}).json()
    assert len(found) == 1


def test_what_somebody_binned_there_is_left_alone_until_an_editor_wants_it_back(desk: RealDesk, site: Site) -> None:
    update = desk.publish()
    desk.deliver()
    number = desk.seen(update)["remoteId"]
    ask(site, "DELETE", f"posts/{number}", user="somebody").raise_for_status()
    desk.world.hear(revised(update, body="Het gaat **goed**."))
    desk.deliver()
    assert desk.seen(update)["state"] == "removed-there"


def test_a_publication_is_on_the_page_soon(desk: RealDesk, record_property: Callable[[str, object], None]) -> None:
    took = []
    for number in range(20):
        begun = time.perf_counter()
        update = desk.publish(title=f"Bericht {number}")
        desk.deliver()
        took.append(time.perf_counter() - begun)
        assert desk.seen(update)["state"] == "delivered"
    took.sort()
    record_property("publication to delivered, seconds", {"p50": median(took), "p95": took[18], "most": took[-1]})
    print(f"publication to delivered: p50 {median(took):.3f} s, p95 {took[18]:.3f} s")
    assert took[18] < 5
