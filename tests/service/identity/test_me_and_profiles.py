"""One's own account, and what everyone may know of anyone."""

from __future__ import annotations

from uuid import UUID

from shared.ids import new_id
from tests.kit.world import World
from tests.service.identity.acts import person, registration


def test_one_sees_and_changes_ones_own_account(world: World) -> None:
    ans = person(world, "Ans", address="Ans@example.org")
    seen = world.get("/people/me", by=ans)
    changed = world.patch("/people/me", {"displayName": "Ans de Boer", "locale": "en"}, by=ans)
    assert seen.json["email"] == "Ans@example.org"
    assert (changed.json["displayName"], changed.json["locale"]) == ("Ans de Boer", "en")
    assert changed.headers["ETag"] != seen.headers["ETag"]


def test_a_change_on_top_of_an_old_version_is_refused(world: World) -> None:
    ans = person(world)
    tag = world.get("/people/me", by=ans).headers["ETag"]
    assert world.patch("/people/me", {"displayName": "A"}, by=ans, headers={"If-Match": tag}).status_code == 200
    assert world.patch("/people/me", {"displayName": "B"}, by=ans, headers={"If-Match": tag}).status_code == 412


def test_nobody_changes_his_address_role_or_id_this_way(world: World) -> None:
    ans = person(world)
    for name in ("email", "roles", "id", "version", "confirmedAt"):
        assert world.patch("/people/me", {name: "x"}, by=ans).status_code == 400


def test_a_visitor_and_someone_who_is_gone_have_no_account(world: World) -> None:
    assert world.get("/people/me").status_code == 401
    assert world.get("/people/me", by=new_id()).status_code == 404


def test_ones_account_shows_where_one_takes_part(world: World) -> None:
    ans, steward = person(world), person(world)
    body = {"name": "Kring", "municipality": "Utrecht"}
    kring = world.post("/werkkringen", body, by=steward, roles=["steward"]).json["id"]
    world.post(f"/werkkringen/{kring}/memberships", by=ans)
    world.put(f"/werkkringen/{kring}/coordinators/{ans}", by=steward, roles=["steward"])
    organisation = world.post("/organisations", {"name": "O", "kind": "partner"}, by=ans).json["id"]
    me = world.get("/people/me", by=ans).json
    assert [one["werkkringId"] for one in me["memberships"]] == [kring]
    assert (me["coordinates"], me["represents"]) == ([kring], [organisation])


def test_profiles_come_in_the_order_asked_each_once(world: World) -> None:
    ans, bo = person(world, "Ans"), person(world, "Bo")
    items = world.get(f"/people?ids={bo},{ans},{bo}").json["items"]
    assert items == [{"id": str(bo), "displayName": "Bo"}, {"id": str(ans), "displayName": "Ans"}]


def test_unknown_people_and_those_who_never_confirmed_are_former_participants(world: World) -> None:
    world.post("/people", registration("ans@example.org"))
    unconfirmed: UUID = world.said()[0].person_id  # type: ignore[attr-defined]
    items = world.get(f"/people?ids={unconfirmed},{new_id()}").json["items"]
    assert {item["displayName"] for item in items} == {"oud-deelnemer"}
    assert world.get(f"/people/{new_id()}").json["displayName"] == "oud-deelnemer"


def test_a_profile_holds_nothing_but_id_and_name(world: World) -> None:
    assert set(world.get(f"/people/{person(world)}").json) == {"id", "displayName"}


def test_at_most_a_hundred_profiles_are_given_at_once(world: World) -> None:
    ids = [str(new_id()) for _ in range(101)]
    assert world.get("/people?ids=" + ",".join(ids[:100])).status_code == 200
    assert world.get("/people?ids=" + ",".join(ids)).status_code == 400
    assert world.get("/people").status_code == 400
    assert world.get("/people?ids=x").status_code == 400
