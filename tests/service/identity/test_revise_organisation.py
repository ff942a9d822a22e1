"""What is said of an organisation changes, and everyone who listens hears it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from shared.events.identity import OrganisationRevised
from tests.kit.world import World
from tests.service.identity.acts import person


def _verified(world: World) -> tuple[str, UUID, UUID]:
    ans, steward = person(world), person(world)
    organisation: str = world.post("/organisations", {"name": "O", "kind": "partner"}, by=ans).json["id"]
    world.post(f"/organisations/{organisation}/_verify", by=steward, roles=["steward"])
    return organisation, ans, steward


def test_a_representative_changes_it_and_a_new_name_is_unverified_again(world: World) -> None:
    organisation, ans, _ = _verified(world)
    path = f"/organisations/{organisation}"
    site = world.patch(path, {"website": "https://o.example"}, by=ans)
    assert (site.status_code, site.json["verified"]) == (200, True)
    named = world.patch(path, {"name": "Omaat"}, by=ans).json
    assert (named["name"], named["verified"]) == ("Omaat", False)
    ids: dict[str, Any] = {"organisation_id": UUID(organisation), "kind": "partner", "website": "https://o.example"}
    assert world.said(OrganisationRevised) == [
        OrganisationRevised(name="O", verified=True, **ids),
        OrganisationRevised(name="Omaat", verified=False, **ids),
    ]


def test_what_a_steward_changes_stays_verified_and_no_change_says_nothing(world: World) -> None:
    organisation, _, steward = _verified(world)
    path = f"/organisations/{organisation}"
    assert world.patch(path, {"kvkNumber": "12345678"}, by=steward, roles=["steward"]).json["verified"] is True
    assert world.patch(path, {"kvkNumber": "12345678"}, by=steward, roles=["steward"]).status_code == 200
    assert len(world.said(OrganisationRevised)) == 1


def test_others_may_not_and_its_kind_stays(world: World) -> None:
    organisation, ans, _ = _verified(world)
    path = f"/organisations/{organisation}"
    assert world.patch(path, {"name": "X"}, by=person(world)).status_code == 403
    assert world.patch(path, {"name": "X"}).status_code == 401
    assert world.patch(path, {"kind": "research"}, by=ans).status_code == 400
    assert world.patch(path, {"name": "X"}, by=ans, headers={"If-Match": '"99"'}).status_code == 412


@pytest.mark.parametrize(
    ("field", "right", "wrong"),
    [
        ("kvkNumber", "12345678", ["1234567", "123456789", "1234567a", "00000000"]),
        ("rorId", "https://ror.org/04pp8hn57", ["https://ror.org/04pp8hn58", "04pp8hn57", "https://ror.org/04pp8hi57"]),
    ],
)
def test_numbers_are_judged_by_form(world: World, field: str, right: str, wrong: list[str]) -> None:
    organisation, ans, _ = _verified(world)
    path = f"/organisations/{organisation}"
    assert world.patch(path, {field: right}, by=ans).json[field] == right
    assert [world.patch(path, {field: each}, by=ans).status_code for each in wrong] == [400] * len(wrong)
