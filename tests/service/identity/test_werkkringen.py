"""Werkkringen: opened by stewards, described by coordinators, read by all."""

from __future__ import annotations

from typing import Any

from shared.events.identity import CoordinatorAppointed, CoordinatorDismissed, WerkkringRegistered, WerkkringRevised
from shared.ids import new_id
from tests.kit.world import World
from tests.service.identity.acts import person

FACTS = {"name": "Kring Oost", "municipality": "Utrecht", "description": "Oost.", "joining": "open"}


def _kring(world: World, **more: Any) -> str:
    kring: str = world.post("/werkkringen", {**FACTS, **more}, by=person(world), roles=["steward"]).json["id"]
    return kring


def test_a_steward_opens_one_and_everyone_reads_it(world: World) -> None:
    answer = world.post("/werkkringen", FACTS, by=person(world), roles=["steward"])
    seen = world.get(f"/werkkringen/{answer.json['id']}")
    assert answer.status_code == 201
    assert {**seen.json, **FACTS} == seen.json
    assert (seen.json["members"], seen.json["coordinatorIds"], seen.json["membership"]) == (0, [], None)
    assert [said.name for said in world.said(WerkkringRegistered)] == ["Kring Oost"]  # type: ignore[attr-defined]


def test_nobody_but_a_steward_opens_one(world: World) -> None:
    assert world.post("/werkkringen", FACTS).status_code == 401
    assert world.post("/werkkringen", FACTS, by=person(world), roles=["moderator"]).status_code == 403


def test_joining_is_open_or_confirmed_and_nothing_else(world: World) -> None:
    answer = world.post("/werkkringen", {**FACTS, "joining": "secret"}, by=person(world), roles=["steward"])
    assert answer.json["errors"][0]["pointer"] == "/joining"


def test_the_list_is_by_name_and_goes_on_where_it_stopped(world: World) -> None:
    for name in ("C", "A", "B"):
        _kring(world, name=name)
    first = world.get("/werkkringen?limit=2").json
    rest: Any = world.client.get(first["next"]).json
    assert [kring["name"] for kring in first["items"] + rest["items"]] == ["A", "B", "C"]
    assert rest["next"] is None


def test_the_list_can_be_narrowed_by_place_and_by_name(world: World) -> None:
    _kring(world, name="Kring Zuid", municipality="Arnhem")
    _kring(world)
    assert [kring["name"] for kring in world.get("/werkkringen?municipality=arnhem").json["items"]] == ["Kring Zuid"]
    assert [kring["name"] for kring in world.get("/werkkringen?q=oost").json["items"]] == ["Kring Oost"]


def test_a_coordinator_or_steward_revises_it_and_others_do_not(world: World) -> None:
    kring, ans = _kring(world), person(world)
    assert world.patch(f"/werkkringen/{kring}", {"name": "Anders"}, by=ans).status_code == 403
    world.put(f"/werkkringen/{kring}/coordinators/{ans}", by=person(world), roles=["steward"])
    answer = world.patch(f"/werkkringen/{kring}", {"name": "Anders"}, by=ans)
    assert (answer.status_code, answer.json["name"], answer.headers["ETag"]) == (200, "Anders", '"2"')
    (said,) = world.said(WerkkringRevised)
    assert isinstance(said, WerkkringRevised)
    assert (said.name, said.municipality) == ("Anders", "Utrecht")


def test_revising_nothing_says_nothing(world: World) -> None:
    kring = _kring(world)
    assert world.patch(f"/werkkringen/{kring}", FACTS, by=person(world), roles=["steward"]).status_code == 200
    assert world.said(WerkkringRevised) == []


def test_a_change_on_top_of_an_old_version_is_refused(world: World) -> None:
    kring, options = _kring(world), {"by": person(world), "roles": ["steward"]}
    world.patch(f"/werkkringen/{kring}", {"name": "Nieuw"}, **options)
    stale = world.patch(f"/werkkringen/{kring}", {"name": "Ouder"}, headers={"If-Match": '"1"'}, **options)
    assert stale.status_code == 412


def test_a_steward_appoints_and_dismisses_a_coordinator_once(world: World) -> None:
    kring, ans, steward = _kring(world), person(world), person(world)
    path = f"/werkkringen/{kring}/coordinators/{ans}"
    for _ in range(2):
        assert world.put(path, by=steward, roles=["steward"]).status_code == 204
    assert world.get(f"/werkkringen/{kring}").json["coordinatorIds"] == [str(ans)]
    for _ in range(2):
        assert world.delete(path, by=steward, roles=["steward"]).status_code == 204
    assert world.get(f"/werkkringen/{kring}").json["coordinatorIds"] == []
    assert (len(world.said(CoordinatorAppointed)), len(world.said(CoordinatorDismissed))) == (1, 1)


def test_nobody_makes_himself_coordinator(world: World) -> None:
    kring, ans = _kring(world), person(world)
    assert world.put(f"/werkkringen/{kring}/coordinators/{ans}", by=ans).status_code == 403


def test_a_werkkring_or_person_that_is_not_there_is_not_found(world: World) -> None:
    kring, steward = _kring(world), person(world)
    assert world.get(f"/werkkringen/{new_id()}").status_code == 404
    for path in (f"/werkkringen/{new_id()}/coordinators/{steward}", f"/werkkringen/{kring}/coordinators/{new_id()}"):
        assert world.put(path, by=steward, roles=["steward"]).status_code == 404


def test_sent_twice_under_one_key_it_is_opened_once(world: World) -> None:
    steward, headers = person(world), {"Idempotency-Key": "een-kring"}
    first = world.post("/werkkringen", FACTS, by=steward, roles=["steward"], headers=headers)
    again = world.post("/werkkringen", FACTS, by=steward, roles=["steward"], headers=headers)
    assert first.json == again.json
    assert len(world.said(WerkkringRegistered)) == 1
