"""How proeftuinen hang together: the room of one, on the real service, and the pages of programmes."""

from __future__ import annotations

import re
from uuid import UUID

from flask.testing import FlaskClient

from shared.ids import new_id
from tests.service.experiments.scene import Scene
from tests.web import world
from tests.web.rooms import Front, front, scene
from tests.web.world import Gateway

__all__ = ["front", "scene"]


def another(scene: Scene) -> UUID:
    """One that somebody else holds."""
    other = new_id()
    ids = {"proeftuin_id": other, "idea_id": new_id(), "initiator_id": scene.other}
    scene.world.hear(scene.adopted(**ids, title="Zorg zonder baas"))
    return other


def test_a_holder_names_and_removes_what_is_related(front: Front, scene: Scene) -> None:
    other = str(another(scene.form()))
    holder, room = front.sit(scene.holder), "/verwanten"
    assert "Kies een van de mogelijkheden." in holder.is_refused(
        room, "relate", kind="builds-on", proeftuinId="", note=""
    )
    page = holder.does(room, "relate", kind="builds-on", proeftuinId=other, note="Het vervolg.")
    assert re.search(r"Bouwt voort op\s+<a [^>]*>Zorg zonder baas</a>", page)
    assert "Dit is al van deze twee gezegd." in holder.is_refused(
        room, "relate", kind="builds-on", proeftuinId=other, note=""
    )
    there = front.sit(scene.other).client.get(f"/proeftuinen/{other}/verwanten").text
    assert "Hierop bouwt voort:" in there
    relation = re.findall(r'name="which" value="([^"]+)"', page)[0]
    assert "Nog geen verwanten genoemd." in holder.does(room, "remove", which=relation)


def test_what_ended_goes_on_in_another_and_visitors_see_that(front: Front, scene: Scene) -> None:
    other = str(another(scene.run()))
    lesson = {"title": "Te groot", "body": "Begin kleiner."}
    scene.ok(scene.world.post(f"{scene.at}/_stop", {"lesson": lesson}, by=scene.holder))
    page = front.sit(scene.holder).does("/verwanten", "successor", proeftuinId=other)
    assert "Gaat verder in" in page
    visitor = front.sit(None)
    assert "Gaat verder in" in visitor.reads()
    assert "no-successor" not in visitor.reads("/verwanten")
    assert "Noem een verwant" not in visitor.reads("/verwanten")


def test_a_programme_shows_who_joins_it(visitor: FlaskClient, gateway: Gateway) -> None:
    programme = {"key": "café-2", "name": "Café 2", "url": "https://example.org", "proeftuinen": 1, "goingOn": 1}
    gateway.things["/api/experiments/v1/programmes"] = [programme]
    gateway.things["/api/experiments/v1/programmes/café-2"] = programme
    gateway.things["/api/experiments/v1/proeftuinen"] = [world.proeftuin()]
    assert 'href="/programmas/caf%C3%A9-2"' in visitor.get("/programmas").text
    page = visitor.get("/programmas/café-2").text
    assert "Een dag minder, een dag leren" in page
    assert gateway.asked[-1].url.params["programme"] == "café-2"
