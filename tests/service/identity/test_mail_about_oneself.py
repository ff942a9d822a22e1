"""What others decide about someone reaches him by mail, with the reason; what waits for him too."""

from __future__ import annotations

from uuid import UUID

from shared.bus.tables import outbox
from shared.events import Event
from shared.events.identity import MembershipDeclined, MembershipRequested
from tests.kit.world import World
from tests.service.identity.acts import person, text_of
from tests.service.identity.news import digests


def _pass_on(world: World) -> None:
    """What identity said reaches its own consumer, as the relay and the broker would bring it."""
    with world.service.database.reading() as session:
        bodies = [row.envelope for row in session.execute(outbox.select().order_by(outbox.c.id))]
    for body in bodies:
        world.take(body)


def _kring(world: World) -> tuple[str, UUID]:
    steward, coordinator = person(world), person(world, address="coordinator@example.org")
    body = {"name": "Kring Utrecht", "municipality": "Utrecht", "joining": "confirmed"}
    kring: str = world.post("/werkkringen", body, by=steward, roles=["steward"]).json["id"]
    world.put(f"/werkkringen/{kring}/coordinators/{coordinator}", by=steward, roles=["steward"])
    return kring, coordinator


def _told(world: World, address: str) -> str:
    _pass_on(world)
    return "".join(text_of(mail) for mail in digests(world) if mail["To"] == address)


def test_a_coordinator_reads_that_someone_waits_and_that_he_was_appointed(world: World) -> None:
    kring, _ = _kring(world)
    world.post(f"/werkkringen/{kring}/memberships", by=person(world, "Ans"))
    text = _told(world, "coordinator@example.org")
    assert "== Kring Utrecht" in text
    assert "Je bent nu coördinator" in text
    assert "Ans wil lid worden" in text


def test_who_is_let_in_or_declined_reads_so_with_the_reason_which_no_event_carries(world: World) -> None:
    kring, coordinator = _kring(world)
    ans, bo = person(world, address="ans@example.org"), person(world, address="bo@example.org")
    first = world.post(f"/werkkringen/{kring}/memberships", by=ans).json["id"]
    second = world.post(f"/werkkringen/{kring}/memberships", by=bo).json["id"]
    world.post(f"/memberships/{first}/_confirm", by=coordinator)
    world.post(f"/memberships/{second}/_decline", {"reason": "Woont in Zwolle."}, by=coordinator)
    _pass_on(world)
    mails = {mail["To"]: text_of(mail) for mail in digests(world)}
    assert "Je bent nu lid" in mails["ans@example.org"]
    assert "Woont in Zwolle." in mails["bo@example.org"]
    with world.service.database.reading() as session:
        assert all(b"Zwolle" not in row.envelope for row in session.execute(outbox.select()))


def test_roles_and_representations_that_others_give_are_told(world: World) -> None:
    admin, ans, bo = person(world), person(world, address="ans@example.org"), person(world)
    world.put(f"/people/{ans}/roles/editor", by=admin, roles=["admin"])
    organisation = world.post("/organisations", {"name": "Omaat", "kind": "partner"}, by=bo).json["id"]
    world.post(f"/organisations/{organisation}/representatives", {"personId": str(ans)}, by=bo)
    text = _told(world, "ans@example.org")
    assert "Je hebt een rol gekregen: editor." in text
    assert "== Omaat" in text
    assert "Je spreekt nu voor deze organisatie." in text


def test_each_step_of_joining_is_an_event(world: World) -> None:
    kring, coordinator = _kring(world)
    ans = person(world)
    membership = world.post(f"/werkkringen/{kring}/memberships", by=ans).json["id"]
    world.post(f"/memberships/{membership}/_decline", {"reason": "Nee."}, by=coordinator)
    said: list[Event] = world.said(MembershipRequested, MembershipDeclined)
    ids = {"membership_id": UUID(membership), "werkkring_id": UUID(kring), "person_id": ans}
    assert said == [MembershipRequested(**ids), MembershipDeclined(**ids)]
