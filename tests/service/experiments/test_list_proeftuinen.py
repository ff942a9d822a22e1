"""The list: public in every state, newest first, by many sides."""

from __future__ import annotations

import pytest

from shared.ids import new_id
from tests.service.experiments.scene import Scene


@pytest.fixture
def several(on_both: Scene) -> Scene:
    """One that runs with all its parts, and two in the making elsewhere."""
    scene = on_both
    scene.run()
    for title, municipality in (("Zorg zonder baas", "Deventer"), ("Leren op de werkvloer", None)):
        other = scene.adopted(
            idea_id=new_id(),
            proeftuin_id=new_id(),
            werkkring_id=new_id(),
            initiator_id=scene.other,
            title=title,
            municipality=municipality,
        )
        scene.world.hear(other)
    return scene


def titles(scene: Scene, query: str, **options: object) -> list[str]:
    found = scene.ok(scene.world.get(f"/proeftuinen?{query}", **options))
    return [each["title"] for each in found["items"]]


def test_it_is_filtered_by_every_side(several: Scene) -> None:
    one, care, learning = "Werken vanuit eigen talent", "Zorg zonder baas", "Leren op de werkvloer"
    assert titles(several, "") == [learning, care, one]
    assert titles(several, "state=forming") == [learning, care]
    assert titles(several, f"werkkringId={several.werkkring}") == [one]
    assert titles(several, "municipality=deventer") == [care]
    assert titles(several, "municipality=ZWOLLE") == [one]
    assert titles(several, "seeks=partner") == [learning, care]
    assert titles(several, "seeks=research") == [learning, care]
    assert titles(several, "seeks=nothing") == [one]
    assert titles(several, "endResultType=recommendations") == [one]
    assert titles(several, "endResultType=data") == []
    assert titles(several, "q=baas%20zorg") == [care]
    assert titles(several, f"organisationId={several.partner}") == [one]
    assert titles(several, f"organisationId={new_id()}") == []
    assert titles(several, "q=100%25") == []
    assert titles(several, "mine=true", by=several.participant) == [one]
    assert titles(several, "mine=true", by=several.other) == [learning, care]
    assert several.world.get("/proeftuinen?mine=true").status_code == 401


def test_a_card_tells_what_a_list_needs(several: Scene) -> None:
    card = several.ok(several.world.get("/proeftuinen?state=running"))["items"][0]
    assert card["holderIds"] == [str(several.holder)]
    assert card["participants"] == 2
    assert card["werkkringen"][0]["municipality"] == "Zwolle"
    assert (card["endResultType"], card["state"]) == ("recommendations", "running")
    assert card["endDate"]


def test_it_comes_in_pages_without_gap_or_repetition(several: Scene) -> None:
    found, path = [], "/proeftuinen?limit=1"
    while path:
        page = several.ok(several.world.get(path))
        found += [each["id"] for each in page["items"]]
        path = (page["next"] or "").removeprefix("/api/experiments/v1")
    assert len(found) == len(set(found)) == 3


@pytest.mark.parametrize("query", ["state=open", "seeks=money", "order=title", "cursor=x", "limit=0"])
def test_what_is_no_filter_is_refused(scene: Scene, query: str) -> None:
    assert scene.world.get(f"/proeftuinen?{query}").status_code == 400


def test_the_win_office_finds_where_a_role_of_it_is_awaited(several: Scene) -> None:
    care = several.ok(several.world.get("/proeftuinen?municipality=deventer"))["items"][0]["id"]
    needs = {"statement": "Iemand die het proces bewaakt.", "winRole": "facilitator"}
    several.ok(several.world.put(f"/proeftuinen/{care}/needs", needs, by=several.other))
    assert titles(several, "awaitsWinRole=true") == ["Zorg zonder baas"]
    role = {"personId": str(several.coordinator), "role": "facilitator"}
    steward = new_id()
    given = several.world.post(f"/proeftuinen/{care}/win-roles", role, by=steward, roles=["steward"])
    assert titles(several, "awaitsWinRole=true") == []
    several.world.post(f"/proeftuinen/{care}/win-roles/{given.json['id']}/_end", by=steward, roles=["steward"])
    assert titles(several, "awaitsWinRole=true") == ["Zorg zonder baas"]
