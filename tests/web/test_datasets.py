"""Datasets on the pages, on the real service: described, sent, decided on, and consented to."""

from __future__ import annotations

import io
import re

from tests.service.experiments.scene import Scene
from tests.web.conftest import token_on
from tests.web.rooms import Desk, Front, front, hidden, scene
from tests.web.world import Gateway

__all__ = ["front", "scene"]
CSV = b"maand;plezier\n2026-01;7\n"
WHOLE = {
    "title": "Plezier in het werk",
    "description": "Elke maand een cijfer.",
    "keywords": "plezier, werk",
    "provenance": "Zelf ingevuld.",
    "theme": "SOCI",
    "licence": "CC0-1.0",
    "language": "nl",
    "frequency": "monthly",
    "startsOn": "2026-01-01",
    "endsOn": "",
    "place": "Zwolle",
    "purposes": "Meten of het helpt.",
}


def begun(desk: Desk) -> str:
    """The address of a new dataset, below the proeftuin's."""
    answer = desk.post(f"{desk.at}/datasets", f"{desk.at}/datasets/describe", title="Plezier", description="")
    assert answer.status_code == 303, answer.text
    return str(answer.location).removeprefix(desk.at)


def sends(desk: Desk, room: str, name: str, body: bytes) -> tuple[int, str]:
    page = desk.client.get(desk.at + room).text
    given = {"csrf_token": token_on(page), "file": (io.BytesIO(body), name)}
    same = {"Sec-Fetch-Site": "same-origin"}
    answer = desk.client.post(f"{desk.at}{room}/upload", data=given, headers=same, follow_redirects=True)
    return answer.status_code, answer.text


def filled(desk: Desk, scene: Scene, room: str, **changes: str) -> str:
    page = desk.reads(room)
    etag = re.search(r'name="etag" value="("\d+")"', page)
    assert etag
    said = {**WHOLE, "contactId": str(scene.research), "access": "public", "personalData": "no", "etag": etag[1]}
    return desk.does(room, "revise", **{**said, **changes})


def test_a_dataset_is_begun_filled_in_and_published_by_those_who_may(front: Front, scene: Scene) -> None:
    scene.run()
    participant, holder, visitor = front.sit(scene.participant), front.sit(scene.holder), front.sit()
    room = begun(participant)
    assert "in de maak" in participant.reads(room)
    assert "Maak deze dataset openbaar" not in participant.reads(room)
    assert visitor.client.get(visitor.at + room).status_code == 404
    refused = holder.is_refused(room, "publish")
    assert "Dit ontbreekt nog" in refused
    assert "Trefwoorden: Vul dit in." in refused
    assert sends(participant, room, "kwade <b>naam</b>.svg", b"<svg/>")[0] == 400
    assert "Dit soort bestand kan niet" in sends(participant, room, "plaatje.svg", b"<svg/>")[1]
    assert "past niet bij wat erin staat" in sends(participant, room, "tekst.csv", b"%PDF-1.7")[1]
    status, page = sends(participant, room, "Mijn metingen.csv", CSV)
    assert (status, "Mijn-metingen.csv is bewaard." in page) == (200, True)
    assert "Elke maand een cijfer." in filled(participant, scene, room)
    assert "nu openbaar" in holder.does(room, "publish")
    assert "Elke maand een cijfer." in visitor.reads(room)
    assert "Plezier in het werk" in visitor.reads()
    answer = visitor.client.get(f"{visitor.at}{room}/bestanden/Mijn-metingen.csv")
    assert (answer.data, answer.headers["Content-Disposition"]) == (CSV, 'attachment; filename="Mijn-metingen.csv"')
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_it_is_kept_inside_and_destroyed_with_a_reason_that_everyone_reads(front: Front, scene: Scene) -> None:
    scene.run()
    holder, visitor = front.sit(scene.holder), front.sit()
    room = begun(holder)
    sends(holder, room, "a.csv", CSV)
    assert "Gebruik 3 tot 2000 tekens." in holder.is_refused(room, "restrict", reason="")
    holder.does(room, "restrict", reason="Met te weinig mensen.")
    page = visitor.reads(room)
    assert "Met te weinig mensen." in page
    assert "a.csv" not in page
    assert visitor.client.get(f"{visitor.at}{room}/bestanden/a.csv").status_code == 404
    assert holder.client.get(f"{holder.at}{room}/bestanden/a.csv").data == CSV
    assert "vernietigd" in holder.does(room, "destroy", reason="Niet meer nodig.")
    assert "Niet meer nodig." in visitor.reads()


def test_consent_is_ticked_taken_back_and_the_removal_confirmed(front: Front, scene: Scene, gateway: Gateway) -> None:
    scene.run()
    gateway.things["/api/identity/v1/organisations"] = [{"id": str(scene.research), "name": "Lectoraat"}]
    participant, researcher = front.sit(scene.participant), front.sit(scene.researcher)
    room = begun(participant)
    page = filled(participant, scene, room)
    purpose = re.search(r'name="purposes" value="([^"]+)"', page)
    assert purpose
    assert "checked" in participant.does(room, "consents", purposes=purpose[1])
    scene.leave(scene.participant)
    assert "bevestigt uiterlijk" in participant.does(room, "consents")
    page = researcher.reads(room)
    assert "trok toestemming in" in page
    confirmed = researcher.does(room, "confirm-removal", which=hidden(page, "confirm-removal"))
    assert "niets meer van deze persoon" in confirmed
    assert "heeft bevestigd dat zij niets meer" in participant.reads(room)


def test_only_who_is_logged_in_may_send_much(front: Front, scene: Scene) -> None:
    scene.run()
    room = begun(front.sit(scene.participant))
    given = {"file": (io.BytesIO(b"x" * 400_000), "a.csv")}
    answer = front.sit().client.post(f"/proeftuinen/{scene.id}{room}/upload", data=given)
    assert answer.status_code == 413


def test_headings_of_the_list_come_in_order(front: Front, scene: Scene) -> None:
    scene.run()
    desk = front.sit(scene.participant)
    begun(desk)
    levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", desk.reads("/datasets"))]
    assert levels == [1, 2, 3]
