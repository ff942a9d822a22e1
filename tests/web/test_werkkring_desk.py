"""A werkkring's page for who coordinates it, on the real service: people are let in there, or hear why not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import httpx
import pytest

from tests.kit.world import World
from tests.service.identity.acts import person, sqlite_identity
from tests.web.rooms import Front, Joint, hidden
from tests.web.world import Gateway


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = sqlite_identity(tmp_path)
    yield made
    made.close()


class Circle:
    """One werkkring where a coordinator lets people in, and the pages about it."""

    def __init__(self, world: World, http: httpx.Client) -> None:
        self.world, self.steward, self.coordinator = world, person(world, "Stien"), person(world, "Coen")
        world.put(f"/people/{self.steward}/roles/steward", by=person(world), roles=["admin"])
        told = {"name": "Kring Gouda", "municipality": "Gouda", "joining": "confirmed"}
        self.id = world.post("/werkkringen", told, by=self.steward, roles=["steward"]).json["id"]
        world.put(f"/werkkringen/{self.id}/coordinators/{self.coordinator}", by=self.steward, roles=["steward"])
        self.front = Front(f"/werkkringen/{self.id}", http)

    def joins(self, name: str) -> UUID:
        someone = person(self.world, name)
        assert "De coördinator bevestigt het." in self.front.sit(someone).does("", "join")
        return someone


@pytest.fixture
def circle(world: World, gateway: Gateway) -> Iterator[Circle]:
    for known in [path for path in gateway.things if path.startswith("/api/identity/")]:
        del gateway.things[known]
    with httpx.Client(base_url="http://gateway", transport=Joint(world, gateway)) as http:
        yield Circle(world, http)


def test_a_coordinator_lets_someone_in_on_the_page_where_the_mail_leads(circle: Circle) -> None:
    ans = circle.joins("Ans")
    coordinator = circle.front.sit(circle.coordinator)
    page = coordinator.reads()
    assert page.index("Ans") < page.index("Lid worden"), "who waits stands first"
    page = coordinator.does("", "confirm", which=hidden(page, "confirm"))
    assert "Toegelaten" in page
    assert "Ans" in page.split('id="leden"')[1]
    assert "Je kunt ideeën adopteren" in circle.front.sit(ans).reads()


def test_who_is_not_let_in_is_told_why_and_a_reason_is_asked_at_its_field(circle: Circle) -> None:
    circle.joins("Bob")
    coordinator = circle.front.sit(circle.coordinator)
    which = hidden(coordinator.reads(), "decline")
    assert f'href="#decline-{which}-reason"' in coordinator.is_refused("", "decline", which=which, reason="")
    assert "leest waarom" in coordinator.does("", "decline", which=which, reason="We zijn vol tot de zomer.")
    assert "We zijn vol" in circle.world.get(f"/memberships/{which}", by=circle.coordinator).json["reason"]


def test_a_membership_is_ended_and_what_is_said_of_the_werkkring_changed(circle: Circle) -> None:
    circle.joins("Ans")
    coordinator = circle.front.sit(circle.coordinator)
    page = coordinator.does("", "confirm", which=hidden(coordinator.reads(), "confirm"))
    told = {"name": "Kring Gouda", "municipality": "Gouda", "description": "Elke maandag.", "joining": "open"}
    etag = page.split('name="etag" value="')[1].split('">')[0]
    assert "Elke maandag." in coordinator.does("", "revise", etag=etag, **told)
    assert "intussen veranderd" in coordinator.is_refused("", "revise", etag=etag, **told), "an older page"
    page = coordinator.does("", "end", which=hidden(coordinator.reads(), "end"), reason="")
    assert "Nog geen leden." in page


def test_the_win_office_appoints_and_relieves_coordinators(circle: Circle) -> None:
    ans = circle.joins("Ans")
    steward = circle.front.sit(circle.steward, "steward")
    page = steward.does("", "confirm", which=hidden(steward.reads(), "confirm"))
    assert f'<option value="{ans}"' in page
    assert "Deze persoon is nu coördinator" in steward.does("", "appoint", personId=str(ans))
    assert "Deze persoon is geen coördinator meer" in steward.does("", "dismiss", which=str(circle.coordinator))
    assert circle.world.get(f"/werkkringen/{circle.id}").json["coordinatorIds"] == [str(ans)]
    assert "Benoem een coördinator" not in circle.front.sit(ans).reads(), "coordinators do not appoint"


def test_nobody_else_sees_who_belongs_there(circle: Circle) -> None:
    circle.joins("Ans")
    for who in (None, person(circle.world, "Vreemd")):
        page = circle.front.sit(who).reads()
        assert "Ans" not in page
        assert "Leden en coördinatoren" not in page
