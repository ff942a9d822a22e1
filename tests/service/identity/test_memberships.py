"""Memberships: people join themselves; a coordinator confirms where the werkkring wants it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

from werkzeug.test import TestResponse

from shared.events.identity import MembershipEnded, MembershipStarted
from shared.ids import new_id
from tests.kit.keys import token
from tests.kit.world import World
from tests.service.identity.acts import person


def _kring(world: World, joining: str = "open") -> str:
    body = {"name": "Kring", "municipality": "Utrecht", "joining": joining}
    kring: str = world.post("/werkkringen", body, by=person(world), roles=["steward"]).json["id"]
    return kring


def _coordinated(world: World, joining: str = "confirmed") -> tuple[str, UUID]:
    kring, coordinator = _kring(world, joining), person(world)
    world.put(f"/werkkringen/{kring}/coordinators/{coordinator}", by=person(world), roles=["steward"])
    return kring, coordinator


def _join(world: World, kring: str, who: UUID) -> Any:
    return world.post(f"/werkkringen/{kring}/memberships", by=who).json


def test_where_joining_is_open_one_is_a_member_at_once(world: World) -> None:
    kring, ans = _kring(world), person(world)
    answer = world.post(f"/werkkringen/{kring}/memberships", by=ans)
    assert (answer.status_code, answer.json["state"], answer.json["personId"]) == (201, "active", str(ans))
    (said,) = world.said(MembershipStarted)
    assert isinstance(said, MembershipStarted)
    assert (said.werkkring_id, said.person_id) == (UUID(kring), ans)
    seen = world.get(f"/werkkringen/{kring}", by=ans).json
    assert (seen["members"], seen["membership"]["id"]) == (1, answer.json["id"])


def test_where_joining_is_confirmed_one_is_a_member_once_a_coordinator_says_so(world: World) -> None:
    kring, coordinator = _coordinated(world)
    ans = person(world)
    membership = _join(world, kring, ans)
    assert (membership["state"], world.said(MembershipStarted)) == ("requested", [])
    assert world.get(f"/werkkringen/{kring}").json["members"] == 0
    confirmed = world.post(f"/memberships/{membership['id']}/_confirm", by=coordinator)
    assert (confirmed.status_code, confirmed.json["state"]) == (200, "active")
    assert len(world.said(MembershipStarted)) == 1
    assert world.post(f"/memberships/{membership['id']}/_confirm", by=coordinator).status_code == 409


def test_nobody_confirms_himself(world: World) -> None:
    kring, _ = _coordinated(world)
    ans = person(world)
    membership = _join(world, kring, ans)
    assert world.post(f"/memberships/{membership['id']}/_confirm", by=ans).status_code == 403


def test_a_stranger_does_not_learn_that_a_membership_exists(world: World) -> None:
    kring, _ = _coordinated(world)
    path = f"/memberships/{_join(world, kring, person(world))['id']}"
    stranger = person(world)
    assert world.get(path, by=stranger).status_code == 404
    assert world.post(f"{path}/_confirm", by=stranger).status_code == 404
    assert world.post(f"{path}/_end", by=stranger).status_code == 404
    assert world.get(f"/memberships/{new_id()}", by=stranger).status_code == 404


def test_the_coordinator_of_another_werkkring_is_a_stranger(world: World) -> None:
    kring, _ = _coordinated(world)
    _, elsewhere = _coordinated(world)
    path = f"/memberships/{_join(world, kring, person(world))['id']}"
    assert world.post(f"{path}/_confirm", by=elsewhere).status_code == 404


def test_joining_twice_is_refused_also_while_it_waits(world: World) -> None:
    for joining in ("open", "confirmed"):
        kring, ans = _kring(world, joining), person(world)
        _join(world, kring, ans)
        answer = world.post(f"/werkkringen/{kring}/memberships", by=ans)
        assert (answer.status_code, answer.json["code"]) == (409, "member-already")


def test_leaving_is_one_action_and_coming_back_a_new_membership(world: World) -> None:
    kring, ans = _kring(world), person(world)
    first = _join(world, kring, ans)
    ended = world.post(f"/memberships/{first['id']}/_end", by=ans)
    assert (ended.status_code, ended.json["state"]) == (200, "ended")
    (said,) = world.said(MembershipEnded)
    assert isinstance(said, MembershipEnded)
    assert said.ended_at >= said.started_at
    assert world.get(f"/werkkringen/{kring}", by=ans).json["membership"] is None
    second = _join(world, kring, ans)
    assert second["id"] != first["id"]
    assert world.post(f"/memberships/{first['id']}/_end", by=ans).status_code == 409


def test_a_coordinator_ends_a_membership_with_a_reason(world: World) -> None:
    kring, coordinator = _coordinated(world, "open")
    membership = _join(world, kring, person(world))
    answer = world.post(f"/memberships/{membership['id']}/_end", {"reason": "Verhuisd."}, by=coordinator)
    assert answer.json["state"] == "ended"


def test_a_request_that_is_refused_was_never_a_membership(world: World) -> None:
    kring, coordinator = _coordinated(world)
    membership = _join(world, kring, person(world))
    assert world.post(f"/memberships/{membership['id']}/_end", by=coordinator).json["state"] == "ended"
    assert world.said(MembershipStarted, MembershipEnded) == []


def test_the_list_of_members_is_for_coordinators_and_stewards(world: World) -> None:
    kring, coordinator = _coordinated(world)
    ans = person(world)
    _join(world, kring, ans)
    path = f"/werkkringen/{kring}/memberships"
    assert [one["personId"] for one in world.get(path, by=coordinator).json["items"]] == [str(ans)]
    assert world.get(f"{path}?state=active", by=coordinator).json["items"] == []
    assert world.get(path, by=person(world), roles=["steward"]).status_code == 200
    assert world.get(path, by=ans).status_code == 403
    assert world.get(path).status_code == 401


def test_who_clicks_eight_times_at_once_joins_once(anywhere: World) -> None:
    kring, ans = _kring(anywhere), person(anywhere)
    app, headers = anywhere.service.app(), {"Authorization": f"Bearer {token(ans)}"}

    def join(_: int) -> TestResponse:
        return app.test_client().post(f"/api/identity/v1/werkkringen/{kring}/memberships", headers=headers)

    with ThreadPoolExecutor(8) as clicks:
        answers = sorted(answer.status_code for answer in clicks.map(join, range(8)))
    assert answers == [201] + [409] * 7
    assert len(anywhere.said(MembershipStarted)) == 1
