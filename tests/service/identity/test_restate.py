"""Restating: the present facts, with which a listener can build anew what it knew."""

from __future__ import annotations

from uuid import UUID

from services.identity.service import restate
from shared.events.identity import MembershipRestated, OrganisationRestated, WerkkringRestated
from tests.kit.world import World
from tests.service.identity.acts import person


def test_werkkringen_memberships_and_organisations_are_said_as_they_are_now(world: World) -> None:
    ans, bo, steward = person(world), person(world), person(world)
    body = {"name": "Kring", "municipality": "Utrecht"}
    kring = world.post("/werkkringen", body, by=steward, roles=["steward"]).json["id"]
    world.put(f"/werkkringen/{kring}/coordinators/{bo}", by=steward, roles=["steward"])
    active = world.post(f"/werkkringen/{kring}/memberships", by=ans).json["id"]
    ended = world.post(f"/werkkringen/{kring}/memberships", by=bo).json["id"]
    world.post(f"/memberships/{ended}/_end", by=bo)
    organisation = world.post("/organisations", {"name": "O", "kind": "partner"}, by=ans).json["id"]
    world.post(f"/organisations/{organisation}/_verify", by=steward, roles=["steward"])

    with world.service.database.transaction() as session:
        restate(session)
        assert len(session.info["restated"]) == 4

    (told,) = world.said(WerkkringRestated)
    assert isinstance(told, WerkkringRestated)
    assert (told.werkkring_id, told.name, told.coordinator_ids) == (UUID(kring), "Kring", [bo])
    memberships = {each.membership_id: each for each in world.said(MembershipRestated)}  # type: ignore[attr-defined]
    assert memberships[UUID(active)].ended_at is None  # type: ignore[attr-defined]
    assert memberships[UUID(ended)].ended_at is not None  # type: ignore[attr-defined]
    (known,) = world.said(OrganisationRestated)
    assert isinstance(known, OrganisationRestated)
    assert (known.verified, known.representative_ids) == (True, [ans])


def test_a_request_to_join_that_still_waits_is_not_said(world: World) -> None:
    body = {"name": "Kring", "municipality": "Utrecht", "joining": "confirmed"}
    kring = world.post("/werkkringen", body, by=person(world), roles=["steward"]).json["id"]
    world.post(f"/werkkringen/{kring}/memberships", by=person(world))
    with world.service.database.transaction() as session:
        restate(session)
    assert world.said(MembershipRestated) == []
