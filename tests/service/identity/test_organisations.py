"""Organisations: registered by who speaks for them, verified by a steward."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from shared.events import Event
from shared.events.identity import (
    OrganisationRegistered,
    OrganisationVerified,
    RepresentationGranted,
    RepresentationRevoked,
)
from shared.ids import new_id
from tests.kit.world import World
from tests.service.identity.acts import person

FACTS = {
    "name": "Hogeschool Utrecht",
    "kind": "research",
    "website": "https://www.hu.nl",
    "kvkNumber": "12345678",
    "rorId": "https://ror.org/028z9kw20",
}


def _organisation(world: World, who: UUID, **more: Any) -> str:
    organisation: str = world.post("/organisations", {**FACTS, **more}, by=who).json["id"]
    return organisation


def test_who_registers_one_is_the_first_to_speak_for_it(world: World) -> None:
    ans = person(world)
    answer = world.post("/organisations", FACTS, by=ans)
    assert answer.status_code == 201
    assert {**answer.json, **FACTS} == answer.json
    assert (answer.json["verified"], answer.json["representativeIds"]) == (False, [str(ans)])
    said: list[type[Event]] = [type(each) for each in world.said(OrganisationRegistered, RepresentationGranted)]
    assert said == [OrganisationRegistered, RepresentationGranted]


def test_only_those_people_and_stewards_see_who_speaks_for_it(world: World) -> None:
    ans = person(world)
    path = f"/organisations/{_organisation(world, ans)}"
    assert world.get(path).json["representativeIds"] == []
    assert world.get(path, by=person(world)).json["representativeIds"] == []
    assert world.get(path, by=person(world), roles=["steward"]).json["representativeIds"] == [str(ans)]
    assert world.get(path, by=ans).json["mine"] is True


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", "company"),
        ("kvkNumber", "1234567"),
        ("kvkNumber", "1234567x"),
        ("rorId", "https://ror.org/028z9kw2"),
        ("rorId", "028z9kw20"),
        ("website", "javascript:alert(1)"),
        ("website", "www.hu.nl"),
        ("name", " "),
        ("verified", True),
    ],
)
def test_what_cannot_be_right_is_refused(world: World, field: str, value: object) -> None:
    answer = world.post("/organisations", {**FACTS, field: value}, by=person(world))
    assert answer.status_code == 400
    assert answer.json["errors"][0]["pointer"] == f"/{field}"


def test_numbers_and_website_may_be_left_out(world: World) -> None:
    answer = world.post("/organisations", {"name": "De Buurt", "kind": "partner"}, by=person(world))
    assert (answer.status_code, answer.json["kvkNumber"], answer.json["website"]) == (201, None, None)


def test_a_visitor_registers_nothing(world: World) -> None:
    assert world.post("/organisations", FACTS).status_code == 401


def test_a_steward_verifies_it_once(world: World) -> None:
    ans = person(world)
    path = f"/organisations/{_organisation(world, ans)}/_verify"
    assert world.post(path, by=ans).status_code == 403
    for _ in range(2):
        assert world.post(path, by=person(world), roles=["steward"]).json["verified"] is True
    assert len(world.said(OrganisationVerified)) == 1


def test_a_representative_or_steward_lets_someone_else_speak_for_it(world: World) -> None:
    ans, bo, cor = person(world), person(world), person(world)
    path = f"/organisations/{_organisation(world, ans)}/representatives"
    assert world.post(path, {"personId": str(bo)}, by=bo).status_code == 403
    for _ in range(2):
        assert world.post(path, {"personId": str(bo)}, by=ans).status_code == 201
    assert world.post(path, {"personId": str(cor)}, by=person(world), roles=["steward"]).status_code == 201
    assert len(world.said(RepresentationGranted)) == 3
    assert world.post(path, {"personId": str(new_id())}, by=ans).status_code == 404


def test_one_stops_speaking_for_it_oneself_or_is_stopped(world: World) -> None:
    ans, bo = person(world), person(world)
    path = f"/organisations/{_organisation(world, ans)}/representatives"
    world.post(path, {"personId": str(bo)}, by=ans)
    assert world.delete(f"{path}/{ans}", by=person(world)).status_code == 403
    assert world.delete(f"{path}/{bo}", by=bo).status_code == 204
    assert world.delete(f"{path}/{bo}", by=ans).status_code == 204
    assert world.said(RepresentationRevoked)[0].person_id == bo  # type: ignore[attr-defined]
    assert len(world.said(RepresentationRevoked)) == 1
    assert world.post(path, {"personId": str(bo)}, by=bo).status_code == 403


def test_the_list_can_be_narrowed(world: World) -> None:
    ans = person(world)
    partner = _organisation(world, ans, name="Bakkerij", kind="partner")
    research = _organisation(world, person(world))
    world.post(f"/organisations/{research}/_verify", by=person(world), roles=["steward"])

    def found(query: str, **options: Any) -> list[str]:
        return [one["id"] for one in world.get(f"/organisations{query}", **options).json["items"]]

    assert found("") == [partner, research]
    assert found("?kind=partner") == [partner]
    assert found("?verified=true") == [research]
    assert found("?verified=false") == [partner]
    assert found("?q=bakker") == [partner]
    assert found("?mine=true", by=ans) == [partner]


def test_what_is_not_there_is_not_found(world: World) -> None:
    gone = f"/organisations/{new_id()}"
    assert world.get(gone).status_code == 404
    assert world.post(f"{gone}/_verify", by=person(world), roles=["steward"]).status_code == 404
