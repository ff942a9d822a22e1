"""Proeftuinen do not stand alone: they build on each other, share a question or programme, go on in a successor."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from werkzeug.test import TestResponse

from services.experiments.model.relation import programme_key
from shared.events.experiments import (
    ProgrammeLinked,
    RelationMade,
    RelationRemoved,
    SuccessorDropped,
    SuccessorNamed,
)
from shared.ids import new_id
from tests.service.experiments.scene import Scene


class Two:
    """The scene's proeftuin, and one that somebody else holds."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.world, self.other = scene, scene.world, new_id()
        ids = {"proeftuin_id": self.other, "idea_id": new_id(), "initiator_id": scene.other}
        self.world.hear(scene.adopted(**ids, title="Zorg zonder baas"))
        self.at, self.there = scene.at, f"/proeftuinen/{self.other}"

    def relate(self, by: UUID, at: str = "", **changes: Any) -> TestResponse:
        body = {"proeftuinId": str(self.other), "kind": "builds-on", "note": "", **changes}
        return self.world.post(f"{at or self.at}/relations", body, by=by)

    def relations(self, at: str) -> list[tuple[str, bool, str]]:
        items = self.scene.ok(self.world.get(f"{at}/relations"))["items"]
        return [(each["kind"], each["outgoing"], each["proeftuin"]["title"]) for each in items]

    def stop(self, at: str, by: UUID) -> None:
        lesson = {"title": "Te groot", "body": "Begin kleiner."}
        self.scene.ok(self.world.post(f"{at}/_stop", {"lesson": lesson}, by=by))

    def follow(self, ended: str, successor: UUID, by: UUID) -> TestResponse:
        return self.world.put(f"{ended}/successor", {"proeftuinId": str(successor)}, by=by)


@pytest.fixture
def two(on_both: Scene) -> Two:
    return Two(on_both.form())


def test_both_sides_show_it_and_a_holder_of_either_makes_and_removes_it(two: Two) -> None:
    made = two.scene.ok(two.relate(two.scene.other))["id"]
    assert two.relations(two.at) == [("builds-on", True, "Zorg zonder baas")]
    assert two.relations(two.there) == [("builds-on", False, "Werken vanuit eigen talent")]
    facts = {"relation_id": UUID(made), "proeftuin_id": two.scene.id, "other_id": two.other}
    assert two.world.said(RelationMade) == [RelationMade(**facts, kind="builds-on")]
    assert two.scene.story()[-1]["title"] == "Zorg zonder baas"
    two.scene.join(two.scene.participant)
    for who, status in ((two.scene.participant, 403), (two.scene.holder, 204), (two.scene.holder, 404)):
        assert two.world.delete(f"{two.there}/relations/{made}", by=who).status_code == status
    assert two.world.said(RelationRemoved) == [RelationRemoved(**facts)]
    assert two.relations(two.at) == two.relations(two.there) == []


def test_what_holds_either_way_round_is_said_once_and_building_on_may_go_both_ways(two: Two) -> None:
    holder, back = two.scene.holder, {"proeftuinId": str(two.scene.id), "at": two.there}
    two.scene.ok(two.relate(holder, kind="same-question"))
    assert two.relate(holder, kind="same-question", **back).get_json()["code"] == "related-already"
    two.scene.ok(two.relate(holder))
    assert two.relate(holder).get_json()["code"] == "related-already"
    two.scene.ok(two.relate(holder, **back))
    assert len(two.relations(two.at)) == 3


def test_nobody_else_ties_and_nothing_is_tied_to_itself_or_to_nothing(two: Two) -> None:
    assert [two.relate(who).status_code for who in (two.scene.stranger, two.scene.steward)] == [403, 403]
    assert two.world.post(f"{two.at}/relations", {}).status_code == 401
    for wrong in ({"proeftuinId": str(two.scene.id)}, {"proeftuinId": str(new_id())}, {"kind": "likes"}):
        assert two.relate(two.scene.holder, **wrong).status_code == 400
    assert two.relate(two.scene.holder, f"/proeftuinen/{new_id()}").status_code == 404
    assert two.world.delete(f"{two.at}/relations/{new_id()}", by=two.scene.holder).status_code == 404


def test_one_that_ended_goes_on_in_another_and_either_says_so(two: Two) -> None:
    assert two.follow(two.at, two.other, two.scene.holder).get_json()["code"] == "wrong-state"
    two.stop(two.at, two.scene.holder)
    assert two.follow(two.at, two.other, two.scene.stranger).status_code == 403
    for _ in range(2):
        shown = two.scene.ok(two.follow(two.at, two.other, two.scene.other))
    assert (shown["successor"]["id"], shown["predecessors"]) == (str(two.other), [])
    there = two.scene.ok(two.world.get(two.there))
    assert [each["id"] for each in there["predecessors"]] == [str(two.scene.id)]
    assert two.world.said(SuccessorNamed) == [SuccessorNamed(proeftuin_id=two.scene.id, successor_id=two.other)]
    two.stop(two.there, two.scene.other)
    assert two.follow(two.there, two.scene.id, two.scene.other).get_json()["code"] == "goes-round"
    assert two.world.delete(f"{two.at}/successor", by=two.scene.holder).status_code == 204
    assert two.world.delete(f"{two.at}/successor", by=two.scene.holder).status_code == 404
    assert two.world.said(SuccessorDropped) == [SuccessorDropped(proeftuin_id=two.scene.id)]
    assert two.scene.look()["successor"] is None


def test_a_programme_gathers_the_proeftuinen_that_join_it_however_they_spell_it(two: Two) -> None:
    joined = ((two.at, two.scene.holder, "Arbeid in  Transitie!"), (two.there, two.scene.other, "arbeid in transitie"))
    for at, who, name in joined:
        two.scene.ok(two.world.put(f"{at}/programme-link", {"name": name}, by=who))
    two.stop(two.there, two.scene.other)
    (programme,) = two.scene.ok(two.world.get("/programmes"))["items"]
    assert (programme["key"], programme["proeftuinen"], programme["goingOn"]) == ("arbeid-in-transitie", 2, 1)
    assert two.scene.ok(two.world.get("/programmes/arbeid-in-transitie")) == programme
    listed = two.scene.ok(two.world.get("/proeftuinen?programme=arbeid-in-transitie"))["items"]
    assert len(listed) == 2
    assert two.scene.look()["programmeKey"] == "arbeid-in-transitie"
    two.scene.ok(two.world.put(f"{two.at}/programme-link", {"whyNone": "Geen past."}, by=two.scene.holder))
    assert two.scene.ok(two.world.get("/programmes/arbeid-in-transitie"))["proeftuinen"] == 1
    assert two.world.get("/programmes/niets").status_code == 404
    said = [each.programme_key for each in two.world.said(ProgrammeLinked) if isinstance(each, ProgrammeLinked)]
    assert said == ["arbeid-in-transitie", "arbeid-in-transitie", None]


def test_a_key_is_plain_and_never_too_long() -> None:
    assert programme_key(" Café_Überwerk 2.0 ") == "cafe-uberwerk-2-0"
    assert [programme_key(name) for name in (None, "", "!!!")] == [None, None, None]
    assert len(programme_key("㍿" * 200) or "") == 200
